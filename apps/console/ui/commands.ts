import { useEffect, useRef } from 'react';
import { useKeys } from './keys.js';

/** Something the desk can do now: by its key, or from the palette. */
export interface Command {
  readonly label: string;
  readonly group: 'ticket' | 'go' | 'desk';
  /** As `readKey` names it: `r`, `g o`, `mod+k`. */
  readonly keys?: string;
  readonly run: () => void;
}

const registered: { current: readonly Command[] }[] = [];

/** Offers commands as long as the component is there. The innermost of two with the same key wins. */
export function useCommands(commands: readonly Command[]): void {
  const entry = useRef(commands);
  entry.current = commands;
  useEffect(() => {
    registered.push(entry);
    return () => void registered.splice(registered.indexOf(entry), 1);
  }, []);
  useKeys(Object.fromEntries(commands.flatMap(({ keys, run }) => (keys === undefined ? [] : [[keys, run]]))));
}

/** Everything on offer, innermost first. */
export function allCommands(): readonly Command[] {
  return registered.toReversed().flatMap(({ current }) => current);
}
