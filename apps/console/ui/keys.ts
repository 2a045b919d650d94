import { useEffect, useRef } from 'react';
import { isBoolean, remember } from './remembered.js';

/** WCAG 2.1.4: single keys can be switched off. */
export const singleKeysOn = remember('rekey.single-keys', true, isBoolean);

export interface Stroke {
  readonly key: string;
  readonly ctrl: boolean;
  readonly alt: boolean;
}

export interface KeySituation {
  /** Focus is in a field, a menu is open or a dialog stands in front. */
  readonly busy: boolean;
  readonly singleKeysOn: boolean;
  /** `g` was pressed just before. */
  readonly prefix: string | null;
}

export type KeyReading = { readonly name: string; readonly wait: false } | { readonly name: string; readonly wait: true } | null;

/** What a key press means: the name under which a shortcut is registered (`j`, `g o`, `mod+k`), a prefix to wait on, or nothing. */
export function readKey({ key, ctrl, alt }: Stroke, { busy, singleKeysOn: on, prefix }: KeySituation): KeyReading {
  if (alt || key === 'Shift') return null;
  if (ctrl) return { name: `mod+${key.toLowerCase()}`, wait: false };
  // Escape is no character, so it stays where single keys are off.
  if (busy || (!on && key !== 'Escape')) return null;
  if (prefix !== null) return { name: `${prefix} ${key.toLowerCase()}`, wait: false };
  if (key === 'g') return { name: 'g', wait: true };
  return { name: key, wait: false };
}

export type KeyMap = Readonly<Record<string, (() => void) | undefined>>;

/** The innermost map that knows a key wins; a screen's keys end with the screen. */
const maps: { current: KeyMap }[] = [];
let prefix: string | null = null;
let prefixEnds: ReturnType<typeof setTimeout> | undefined;

export function useKeys(map: KeyMap): void {
  const entry = useRef(map);
  entry.current = map;
  useEffect(() => {
    maps.push(entry);
    return () => void maps.splice(maps.indexOf(entry), 1);
  }, []);
}

/** Listens once for the whole desk. Returns how to stop. */
export function listenToKeys(): () => void {
  const hear = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.repeat && event.key !== 'j' && event.key !== 'k') return;
    // Enter belongs to what has the focus: a link or a button does what it says.
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && event.target instanceof Element && event.target.closest('a[href], button, summary, input, [role="button"]')) return;
    const reading = readKey({ key: event.key, ctrl: event.ctrlKey || event.metaKey, alt: event.altKey }, { busy: isBusy(event), singleKeysOn: singleKeysOn.get(), prefix });
    if (event.key !== 'Shift') setPrefix(reading?.wait ? reading.name : null);
    if (!reading || reading.wait) return;
    const act = maps.findLast((entry) => entry.current[reading.name])?.current[reading.name];
    if (!act) return;
    event.preventDefault();
    act();
  };
  document.addEventListener('keydown', hear);
  return () => document.removeEventListener('keydown', hear);
}

function setPrefix(next: string | null): void {
  clearTimeout(prefixEnds);
  prefix = next;
  if (next !== null) prefixEnds = setTimeout(() => { prefix = null; }, 1500);
}

function isBusy(event: KeyboardEvent): boolean {
  const target = event.target;
  const inField = target instanceof HTMLElement && (target.isContentEditable || target.matches('input:not([type="checkbox"], [type="radio"]), textarea, select, [role="menuitem"], [role="option"], [role="combobox"]'));
  return inField || document.querySelector('[role="dialog"], [role="menu"]') !== null;
}
