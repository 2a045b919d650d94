import { HOUR_MS } from '#kernel';
import type { ActionState } from './actions.js';

/** From when somebody knew: so long until the supervisory authority has to hear of it (GDPR Art. 33(1), R80). */
export const BREACH_MS = 72 * HOUR_MS;
/** With so much left a person is called once more. */
export const BREACH_ENDING_MS = 24 * HOUR_MS;
/** What was found out and what came of it takes more than a word (Art. 33(5)). */
export const SHORTEST_BREACH_NOTE = 20;

/** Only what was carried out gave somebody something; taking it back later does not undo that. */
export const GRANTED_STATES = ['done', 'undoing', 'undone'] as const satisfies readonly ActionState[];

export type BreachClock = 'running' | 'ending' | 'over' | 'closed';

/** How its clock stands. */
export function breachClock({ dueAt, closedAt }: { readonly dueAt: Date; readonly closedAt?: Date | null | undefined }, now: Date): BreachClock {
  if (closedAt) return 'closed';
  const left = dueAt.getTime() - now.getTime();
  if (left <= 0) return 'over';
  return left <= BREACH_ENDING_MS ? 'ending' : 'running';
}
