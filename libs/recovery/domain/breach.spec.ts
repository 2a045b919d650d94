import { describe, expect, it } from '@jest/globals';
import { HOUR_MS } from '#kernel';
import { BREACH_MS, breachClock } from './breach.js';

describe('the clock of a data breach', () => {
  const known = new Date('2026-11-23T09:00:00Z');
  const dueAt = new Date(known.getTime() + BREACH_MS);
  const after = (hours: number) => new Date(known.getTime() + hours * HOUR_MS);

  it.each([[0, 'running'], [47.9, 'running'], [48, 'ending'], [71.9, 'ending'], [72, 'over'], [500, 'over']] as const)('after %d hours it is %s (R80)', (hours, state) => {
    expect(breachClock({ dueAt }, after(hours))).toBe(state);
  });

  it('stops when somebody closed it', () => {
    expect(breachClock({ dueAt, closedAt: known }, after(100))).toBe('closed');
  });
});
