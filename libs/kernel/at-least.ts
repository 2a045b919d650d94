import { setTimeout as wait } from 'node:timers/promises';

/**
 * The answer, not before `ms` have passed: where work differs with what is found, its time must not tell (R25, R43).
 * Choose more than the work ever takes.
 */
export async function atLeast<Answer>(ms: number, work: Promise<Answer>): Promise<Answer> {
  const [answer] = await Promise.all([work, wait(ms)]);
  return answer;
}
