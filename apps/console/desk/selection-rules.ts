import type { TicketRow, TicketsChanged } from '#contracts';
import { moveAlone, reversed, type Change } from './change-rules.js';

/** As many as the server takes in one request. */
export const MOST_AT_ONCE = 100;

export type Selection = ReadonlySet<string>;

/** With one more, or without it. A hundred and first is not taken. */
export function toggled(selection: Selection, number: string): Selection {
  if (selection.has(number)) return new Set([...selection].filter((one) => one !== number));
  return selection.size < MOST_AT_ONCE ? new Set([...selection, number]) : selection;
}

/** With everything between two tickets of the list, as far as it is taken; both included. */
export function withRange(selection: Selection, order: readonly string[], from: string | undefined, to: string): Selection {
  const [start, end] = [order.indexOf(from ?? to), order.indexOf(to)];
  const range = start < 0 || end < 0 ? [to] : order.slice(Math.min(start, end), Math.max(start, end) + 1);
  // From where one began, so that what is too much is cut off at the far end.
  const wanted = start > end ? range.toReversed() : range;
  return new Set([...new Set([...selection, ...wanted])].slice(0, MOST_AT_ONCE));
}

/** What could be done to each of these tickets; the server decides. `portal`: that of all of them, for queues belong to portals. */
export function offered(rows: readonly Pick<TicketRow, 'state' | 'portal'>[]) {
  const portals = [...new Set(rows.map(({ portal }) => portal))];
  return {
    portals,
    portal: portals.length === 1 ? portals[0] : undefined,
    solve: rows.every(({ state }) => state !== 'solved' && state !== 'closed'),
    close: rows.every(({ state }) => state !== 'closed'),
    reopen: rows.every(({ state }) => state !== 'new' && state !== 'open'),
  };
}

type Answer = TicketsChanged['items'][number];
/** One of many as the server wants it. */
export type ChangeOfOne = Change & { readonly number: string; readonly version: number };

/** The same for each, as it was seen. */
export function changesOf(rows: readonly TicketRow[], change: Change): ChangeOfOne[] {
  return rows.map(({ number, version }) => ({ ...change, number, version }));
}

/** What brings those that this change made different back to what they were, each to its own. What a colleague had done already stays. */
export function changesBack(rows: readonly TicketRow[], change: Change, answers: readonly Answer[]): ChangeOfOne[] {
  const before = new Map(rows.map((row) => [row.number, row]));
  return answers.flatMap(({ number, outcome, version }) => {
    const row = before.get(number);
    return row && outcome === 'done' && version !== null ? [{ ...reversed(change, row), number, version }] : [];
  });
}

/** Of what could not be brought back because whoever had it may no longer have it: the move alone. */
export function movesAlone(back: readonly ChangeOfOne[], answers: readonly Answer[]): ChangeOfOne[] {
  const refused = new Set(answers.flatMap(({ number, code }) => (code === 'tickets.unknown-agent' ? [number] : [])));
  return back.flatMap(({ number, version, ...change }) => {
    const alone = refused.has(number) ? moveAlone(change) : undefined;
    return alone ? [{ ...alone, number, version }] : [];
  });
}

/** What became of each, where some were asked for once more. */
export function withLater(answers: readonly Answer[], later: readonly Answer[]): Answer[] {
  const byNumber = new Map(later.map((one) => [one.number, one]));
  return answers.map((one) => byNumber.get(one.number) ?? one);
}

/** Why some were not done: tickets with the same reason together. */
export interface NotDone {
  readonly code: string;
  readonly missing: readonly string[];
  readonly numbers: readonly string[];
}

/** Whether it is as it was wished, whoever did it. */
export function isAsWished({ outcome }: Pick<Answer, 'outcome'>): boolean {
  return outcome === 'done' || outcome === 'already';
}

export function notDone(answers: readonly Answer[]): NotDone[] {
  const reasons = Map.groupBy(answers.filter((answer) => !isAsWished(answer)), ({ code, missing }) => JSON.stringify([code, missing]));
  return [...reasons.values()].map((same) => ({ code: same[0]!.code ?? '', missing: same[0]!.missing, numbers: same.map(({ number }) => number) }));
}
