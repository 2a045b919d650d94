import { describe, expect, it } from '@jest/globals';
import { aProfile } from '../profile-for-specs.js';
import { afterBusinessDays, duePromise, lastClosingWithin } from './promise.js';

const { calendar } = aProfile();
const noHolidays = () => false;
const due = (days: number, from: string, isHoliday: (day: string) => boolean = noHolidays) => afterBusinessDays(calendar, days, new Date(from), isHoliday).toISOString();

describe('a promise in business days', () => {
  it('ends when the office closes on the last of them', () => {
    expect(due(1, '2026-11-23T09:00:00Z')).toBe('2026-11-24T15:00:00.000Z');
    expect(due(3, '2026-11-23T09:00:00Z')).toBe('2026-11-26T15:00:00.000Z');
  });

  it('knows that Friday closes early, and skips the weekend', () => {
    expect(due(1, '2026-11-26T09:00:00Z')).toBe('2026-11-27T12:00:00.000Z');
    expect(due(1, '2026-11-27T09:00:00Z')).toBe('2026-11-30T15:00:00.000Z');
    expect(due(1, '2026-11-28T23:30:00Z')).toBe('2026-11-30T15:00:00.000Z');
  });

  it('skips holidays', () => {
    const christmas = (day: string) => ['2026-12-25', '2026-12-26'].includes(day);
    expect(due(1, '2026-12-24T09:00:00Z', christmas)).toBe('2026-12-28T15:00:00.000Z');
  });

  it('skips days on which the office is closed besides, each year or once', () => {
    const closed = { ...calendar, closed: ['12-24', '2027-05-07'] };
    const from = (at: string) => afterBusinessDays(closed, 1, new Date(at), noHolidays).toISOString().slice(0, 10);
    expect([from('2026-12-23T09:00:00Z'), from('2027-12-23T09:00:00Z')]).toEqual(['2026-12-25', '2027-12-27']);
    expect([from('2027-05-06T09:00:00Z'), from('2026-05-06T09:00:00Z')]).toEqual(['2027-05-10', '2026-05-07']);
    // The month of a request about data ends on an open day before them.
    expect(lastClosingWithin(closed, 1, new Date('2026-11-24T09:00:00Z'), noHolidays).toISOString().slice(0, 10)).toBe('2026-12-23');
  });

  it('of zero days means today while the office is open, else the next open day', () => {
    expect(due(0, '2026-11-23T05:00:00Z')).toBe('2026-11-23T15:00:00.000Z');
    expect(due(0, '2026-11-23T15:00:00Z')).toBe('2026-11-24T15:00:00.000Z');
    expect(due(0, '2026-11-28T10:00:00Z')).toBe('2026-11-30T15:00:00.000Z');
  });

  it('counts the day as the office\'s clocks show it, over the change of the clocks', () => {
    // 22:30 UTC on Friday is half past midnight on Saturday in Berlin in summer; the clocks go back on Sunday.
    expect(due(1, '2026-10-23T22:30:00Z')).toBe('2026-10-26T15:00:00.000Z');
    expect(due(1, '2026-10-22T10:00:00Z')).toBe('2026-10-23T11:00:00.000Z');
  });

  it('is the one for the case type, or the last', () => {
    const text = { de: 'Sekretariat', en: 'secretariat' };
    const profile = aProfile({ promises: [{ caseTypes: ['username-change'], businessDays: 2, text }, { businessDays: 1, text: { de: 'sonst', en: 'else' } }] });
    expect(duePromise(profile, 'username-change', new Date('2026-11-23T09:00:00Z'), noHolidays)).toEqual({ dueAt: new Date('2026-11-25T15:00:00Z'), text });
    expect(duePromise(profile, 'forgot-password', new Date('2026-11-23T09:00:00Z'), noHolidays).text.en).toBe('else');
  });
});

describe('the month of a request about data (Art. 12(3))', () => {

  it.each([
    ['2026-11-27T10:00:00Z', 1, '2026-12-23'], // 27 December is a Sunday, 24 to 26 are closed here
    ['2027-01-31T10:00:00Z', 1, '2027-02-26'], // no 31 February; the 28th is a Sunday
    ['2026-11-28T10:00:00Z', 3, '2027-02-26'], // 28 February is a Sunday
    ['2026-03-02T10:00:00Z', 1, '2026-04-02'],
  ] as const)('from %s, %d months, ends on %s', (from, months, day) => {
    const ends = lastClosingWithin(calendar, months, new Date(from), (one) => ['2026-12-24', '2026-12-25', '2026-12-26'].includes(one));
    expect(ends.toISOString().slice(0, 10)).toBe(day);
  });
});
