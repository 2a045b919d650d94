import { remember, textsByKey } from '../ui/remembered.js';
import { createStore, useStore } from '../ui/store.js';

export type Mode = 'reply' | 'note';

type Drafts = Readonly<Record<string, string>>;

/** Half-written texts by ticket and kind, for as long as the tab lives. A reply's text never turns into a note's or the other way round. */
const drafts = remember<Drafts>('rekey.drafts', {}, textsByKey, 'session');

const key = (number: string, mode: Mode) => `${mode}/${number}`;

export function useDraft(number: string, mode: Mode): string {
  return useStore(drafts)[key(number, mode)] ?? '';
}

export function draftOf(number: string, mode: Mode): string {
  return drafts.get()[key(number, mode)] ?? '';
}

export function setDraft(number: string, mode: Mode, text: string): void {
  drafts.set((all) => {
    const { [key(number, mode)]: _gone, ...others } = all;
    return text === '' ? others : { ...others, [key(number, mode)]: text };
  });
}

/** Signing out leaves nothing behind for the next person at this desk. */
export function forgetDrafts(): void {
  drafts.set({});
}

/** Asks the composer of a ticket to open, e.g. after a reply was called back. Taken once. */
export const wishedComposer = createStore<{ readonly number: string; readonly mode: Mode } | null>(null);
