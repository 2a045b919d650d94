import { describe, expect, it } from '@jest/globals';
import { dueOf, fileSize, monthInWords, relative, shortSpan, spanOf } from './times.js';

const now = Date.parse('2026-11-23T10:00:00.000Z');
const hours = (count: number) => new Date(now + count * 3_600_000).toISOString();
const ticket = (promisedIn: number, more: Partial<Parameters<typeof dueOf>[0]> = {}) => ({ promisedBy: hours(promisedIn), firstAnsweredAt: null, createdAt: hours(-10), state: 'open', ...more });

describe('the promise to a requester', () => {
  it('is late once its time is over, however long ago', () => {
    expect(dueOf(ticket(-2), now)).toEqual({ kind: 'late', ms: -7_200_000 });
  });

  it('is soon in its last fifth, at most four hours before', () => {
    expect(dueOf(ticket(2), now).kind).toBe('soon');
    expect(dueOf(ticket(20), now).kind).toBe('ahead');
    expect(dueOf(ticket(100), now).kind).toBe('ahead');
  });

  it('is kept by an answer or by solving, even late', () => {
    expect(dueOf(ticket(-2, { firstAnsweredAt: hours(-3) }), now)).toEqual({ kind: 'kept' });
    expect(dueOf(ticket(-2, { state: 'solved' }), now)).toEqual({ kind: 'kept' });
    expect(dueOf({ ...ticket(1), promisedBy: null }, now)).toEqual({ kind: 'none' });
  });
});

describe('time in words', () => {
  it('takes the largest whole unit', () => {
    expect(spanOf(59_000)).toEqual({ value: 0, unit: 'minute' });
    expect(spanOf(-3 * 3_600_000)).toEqual({ value: 3, unit: 'hour' });
    expect(spanOf(15 * 86_400_000)).toEqual({ value: 2, unit: 'week' });
  });

  it('speaks the language of the desk', () => {
    expect(relative(hours(-3), now, 'de')).toBe('vor 3 Stunden');
    expect(relative(hours(2), now, 'en')).toBe('in 2 hours');
    expect(shortSpan(5 * 60_000, 'en')).toBe('5m');
    expect(shortSpan(20_000, 'de')).toBe('jetzt');
    expect(monthInWords('2026-07', 'de')).toBe('Juli 2026');
    expect(fileSize(1_204_113, 'de')).toBe('1,2 MB');
  });
});
