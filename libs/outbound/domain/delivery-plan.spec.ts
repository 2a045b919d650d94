import { expect, it } from '@jest/globals';
import { HOUR_MS } from '#kernel';
import { giveUpAt, nextAttemptAt } from './delivery-plan.js';

const start = new Date('2026-11-23T08:00:00Z');

it('tries after 1, 2, 5, 15, 30, 60, 60 … minutes, for at least 48 hours', () => {
  const until = giveUpAt(start, {});
  const pauses: number[] = [];
  let now = start;
  for (let round = 0; ; round += 1) {
    const next = nextAttemptAt(round, now, until);
    if (!next) break;
    pauses.push((next.getTime() - now.getTime()) / 60_000);
    now = next;
  }
  expect(pauses.slice(0, 8)).toEqual([1, 2, 5, 15, 30, 60, 60, 60]);
  expect(now.getTime() - start.getTime()).toBeGreaterThanOrEqual(48 * HOUR_MS);
  expect(now.getTime() - start.getTime()).toBeLessThan(49 * HOUR_MS);
});

it('never tries beyond the life of the link that the mail carries', () => {
  const until = giveUpAt(start, { expiresAt: '2026-11-23T09:00:00.000Z' });
  expect(until.toISOString()).toBe('2026-11-23T09:00:00.000Z');
  expect(nextAttemptAt(5, new Date('2026-11-23T08:30:00Z'), until)).toBeUndefined();
});
