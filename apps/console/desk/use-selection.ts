import { useEffect, useRef, useState } from 'react';
import type { TicketRow as Row } from '#contracts';
import { useTexts } from '../texts/language.js';
import { MOST_AT_ONCE, toggled, withRange, type NotDone, type Selection } from './selection-rules.js';

const NOTHING: Selection = new Set();

export interface ChosenTickets {
  /** In the order of the list. What left the list meanwhile is no longer chosen. */
  readonly picked: readonly Row[];
  readonly has: (number: string) => boolean;
  readonly allShown: boolean;
  readonly toggle: (number: string) => void;
  /** Everything from where one chose last to here. */
  readonly rangeTo: (number: string) => void;
  readonly chooseAllShown: () => void;
  readonly clear: () => void;
  /** What was not done the last time, until somebody goes on. */
  readonly notDone: readonly NotDone[];
  /** Those that were not done stay chosen, so that nothing is lost. */
  readonly settle: (not: readonly NotDone[]) => void;
  /** For a screen reader. */
  readonly said: string;
}

/** Many tickets of a list, chosen to do the same to each. */
export function useSelection(rows: readonly Row[]): ChosenTickets {
  const { desk } = useTexts();
  const [selection, setSelection] = useState(NOTHING);
  const [notDone, setNotDone] = useState<readonly NotDone[]>([]);
  const anchor = useRef<string>(undefined);
  const order = rows.map(({ number }) => number);
  const picked = rows.filter(({ number }) => selection.has(number));
  const was = useRef(0);
  const said = picked.length > 0 ? desk.many.chosen(picked.length) + (picked.length === MOST_AT_ONCE ? ` ${desk.many.most(MOST_AT_ONCE)}` : '') : was.current > 0 ? desk.many.cleared : '';
  useEffect(() => { if (picked.length > 0) was.current = picked.length; }, [picked.length]);

  const choose = (next: Selection, from?: string) => {
    anchor.current = from ?? anchor.current;
    setSelection(next);
    setNotDone([]);
  };
  // Of what left the list nobody knows any more that it is chosen.
  const shown = new Set(picked.map(({ number }) => number));
  return {
    picked, notDone, said,
    has: (number) => selection.has(number),
    allShown: picked.length > 0 && picked.length === Math.min(rows.length, MOST_AT_ONCE),
    toggle: (number) => choose(toggled(shown, number), number),
    rangeTo: (number) => choose(withRange(shown, order, anchor.current, number), number),
    chooseAllShown: () => { if (order.length > 0) choose(withRange(shown, order, order[0], order.at(-1)!)); },
    clear: () => choose(NOTHING),
    settle: (not) => {
      setSelection(new Set(not.flatMap(({ numbers }) => numbers)));
      setNotDone(not);
    },
  };
}
