import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#kernel';
import { breakerLimit, earliestSlot, judgeSending, letGo, PER_RECIPIENT, type SendFacts } from './send-limits.js';

const now = new Date('2026-11-23T12:00:00Z');
const before = (milliseconds: number) => new Date(now.getTime() - milliseconds);
const after = (milliseconds: number) => before(-milliseconds);
const others = (times: readonly Date[], isNotice = false) => times.map((sendAt) => ({ sendAt, isNotice }));
const facts = (more: Partial<SendFacts>): SendFacts => ({
  isNotice: false, automatic: true, others: [], automaticLastHour: 0, automaticPerHour: 100, sendAt: now, until: after(2 * DAY_MS), ...more,
});

describe('the brakes on sending (recovery-security 5.8)', () => {
  it('let the tenth mail of an hour leave and hold the eleventh until the first is an hour old', () => {
    const taken = Array.from({ length: 10 }, (_, i) => before((50 - i) * MINUTE_MS));
    expect(judgeSending(facts({ others: others(taken.slice(1)) }))).toEqual({ allowed: true, sendAt: now, heldBy: null });
    expect(judgeSending(facts({ others: others(taken) }))).toEqual({ allowed: true, sendAt: after(10 * MINUTE_MS), heldBy: 'recipient-limit' });
  });

  it('hold the twenty-first mail of a day', () => {
    const taken = Array.from({ length: 20 }, (_, i) => before((22 - i) * HOUR_MS));
    expect(judgeSending(facts({ others: others(taken) }))).toEqual({ allowed: true, sendAt: after(2 * HOUR_MS), heldBy: 'recipient-limit' });
    expect(judgeSending(facts({ others: others(taken.slice(1)) }))).toMatchObject({ heldBy: null });
  });

  it('let go of what waited behind the breaker no more than each recipient may get, notices by their own count', () => {
    const held = [...Array.from({ length: 12 }, (_, i) => ({ id: `a${i}`, recipient: 'a@corp.example', isNotice: false })), { id: 'notice', recipient: 'a@corp.example', isNotice: true }, { id: 'b', recipient: 'b@corp.example', isNotice: false }];
    const gone = letGo(held, new Map([['a@corp.example', others([before(MINUTE_MS)])]]), now);
    expect(gone.filter(({ heldBy }) => heldBy === null).map(({ id }) => id)).toEqual([...held.slice(0, 9).map(({ id }) => id), 'notice', 'b']);
    expect(gone.filter(({ heldBy }) => heldBy !== null).map(({ sendAt }) => sendAt)).toEqual([after(HOUR_MS - MINUTE_MS), after(HOUR_MS), after(HOUR_MS)]);
  });

  it('refuse what would have to wait longer than a day, or than its link lives', () => {
    const held = Array.from({ length: 45 }, (_, i) => after((i - 20) * HOUR_MS));
    expect(judgeSending(facts({ others: others(held) }))).toMatchObject({ allowed: false, refusal: 'outbound.recipient-limit' });
    const hour = Array.from({ length: 10 }, () => before(MINUTE_MS));
    expect(judgeSending(facts({ others: others(hour), until: after(30 * MINUTE_MS) }))).toMatchObject({ allowed: false, refusal: 'outbound.recipient-limit' });
  });

  it('count notices apart, so that no flood of other mails can make them late', () => {
    const taken = (count: number, isNotice: boolean) => others(Array.from({ length: count }, () => before(MINUTE_MS)), isNotice);
    expect(judgeSending(facts({ isNotice: true, others: taken(100, false) }))).toMatchObject({ heldBy: null });
    expect(judgeSending(facts({ isNotice: true, others: taken(19, true) }))).toMatchObject({ heldBy: null });
    expect(judgeSending(facts({ isNotice: true, others: taken(20, true) }))).toMatchObject({ heldBy: 'recipient-limit' });
    expect(judgeSending(facts({ others: taken(10, true) }))).toMatchObject({ heldBy: 'recipient-limit' });
    expect(judgeSending(facts({ isNotice: true, automaticLastHour: 100 }))).toMatchObject({ heldBy: null });
    expect(judgeSending(facts({ isNotice: true, automaticLastHour: 200 }))).toMatchObject({ heldBy: 'breaker' });
  });

  it('count an agent\'s mails too', () => {
    expect(judgeSending(facts({ automatic: false, others: others(Array.from({ length: 10 }, () => before(MINUTE_MS))) }))).toMatchObject({ heldBy: 'recipient-limit' });
  });

  it('hold automatic mail when the desk writes too much, an hour\'s worth every hour, and let agents write on', () => {
    expect(judgeSending(facts({ automaticLastHour: 99 }))).toMatchObject({ sendAt: now, heldBy: null });
    expect(judgeSending(facts({ automaticLastHour: 100 }))).toEqual({ allowed: true, sendAt: after(HOUR_MS), heldBy: 'breaker' });
    expect(judgeSending(facts({ automaticLastHour: 350 }))).toEqual({ allowed: true, sendAt: after(3 * HOUR_MS), heldBy: 'breaker' });
    expect(judgeSending(facts({ automaticLastHour: 100, automatic: false }))).toMatchObject({ heldBy: null });
    expect(judgeSending(facts({ automaticLastHour: 2_500 }))).toMatchObject({ allowed: false, refusal: 'outbound.breaker-open' });
    expect(judgeSending(facts({ automaticLastHour: 100, until: after(30 * MINUTE_MS) }))).toMatchObject({ allowed: false, refusal: 'outbound.breaker-open' });
  });

  it('never let more than ten leave in any hour and twenty in any day, however they are asked for', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 48 * 60 }), { maxLength: 60 }), (minutes) => {
      const taken: Date[] = [];
      for (const minute of minutes.toSorted((one, other) => one - other)) taken.push(earliestSlot(taken, PER_RECIPIENT.other, after(minute * MINUTE_MS)));
      const times = taken.map((at) => at.getTime());
      for (const at of times) {
        if (times.filter((one) => one > at - HOUR_MS && one <= at).length > 10) return false;
        if (times.filter((one) => one > at - DAY_MS && one <= at).length > 20) return false;
      }
      return true;
    }));
  });
});

it('the breaker opens at ten times what is usual at this hour, and never below its floor', () => {
  expect(breakerLimit([], 200)).toBe(200);
  expect(breakerLimit([0, 0, 3, 5, 900], 200)).toBe(200);
  expect(breakerLimit([10, 50, 70, 1_000], 200)).toBe(600);
  expect(breakerLimit([30, 40, 50], 200)).toBe(400);
});
