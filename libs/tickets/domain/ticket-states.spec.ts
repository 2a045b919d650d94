import { expect, test } from '@jest/globals';
import { mayMove, TICKET_MOVES, type TicketState } from './ticket-states.js';

const MOVES = (Object.entries(TICKET_MOVES) as [TicketState, readonly TicketState[]][]).flatMap(([from, others]) => others.map((to) => [from, to] as const));

test.each(MOVES)('%s → %s can be undone', (from, to) => {
  // Nothing becomes new again: somebody has looked at it (change-rules.ts of the console).
  expect(mayMove(to, from === 'new' ? 'open' : from) || to === 'open').toBe(true);
});

test('nothing becomes new again', () => {
  for (const [, to] of MOVES) expect(to).not.toBe('new');
});
