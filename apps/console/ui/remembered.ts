import { createStore, type Store } from './store.js';

/** A small choice kept in the browser. A blocked or full storage only means that it is forgotten. */
export function remember<Value>(name: string, initial: Value, understand: (stored: unknown) => Value | undefined, where: 'local' | 'session' = 'local'): Store<Value> {
  const store = createStore(read(name, where, understand) ?? initial);
  store.subscribe(() => write(name, where, store.get()));
  return store;
}

export const isOneOf = <Word extends string>(...words: readonly Word[]) => (stored: unknown): Word | undefined => words.find((word) => word === stored);
/** Texts by key; what is no text is left out. */
export const textsByKey = (stored: unknown): Readonly<Record<string, string>> | undefined => (
  typeof stored === 'object' && stored !== null ? Object.fromEntries(Object.entries(stored).filter((entry): entry is [string, string] => typeof entry[1] === 'string')) : undefined
);
export const isBoolean = (stored: unknown): boolean | undefined => (typeof stored === 'boolean' ? stored : undefined);

function read<Value>(name: string, where: 'local' | 'session', understand: (stored: unknown) => Value | undefined): Value | undefined {
  try {
    const text = shelf(where).getItem(name);
    return text === null ? undefined : understand(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function write(name: string, where: 'local' | 'session', value: unknown): void {
  try {
    shelf(where).setItem(name, JSON.stringify(value));
  } catch {
    // Private windows and full disks: the choice lasts as long as the page.
  }
}

function shelf(where: 'local' | 'session'): Storage {
  return where === 'local' ? localStorage : sessionStorage;
}
