/**
 * `new` nobody has looked · `open` ours to do · `waiting` for the requester · `solved` undoable for a while · `closed`.
 * Whatever may be done may be undone at once (undo of the console), except that nothing becomes new again.
 */
export const TICKET_MOVES = {
  new: ['open', 'waiting', 'solved', 'closed'],
  open: ['waiting', 'solved', 'closed'],
  waiting: ['open', 'solved', 'closed'],
  solved: ['open', 'waiting', 'closed'],
  closed: ['open', 'waiting', 'solved'],
} as const satisfies Record<string, readonly string[]>;

export type TicketState = keyof typeof TICKET_MOVES;

export function mayMove(from: TicketState, to: TicketState): boolean {
  return (TICKET_MOVES[from] as readonly string[]).includes(to);
}
