import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#kernel';
import { breakerLimit, DeskHour, DeskHours, earliestSlot, judgeSending, letGo, PER_RECIPIENT, roomForNeeded, roomForOptional, type Rank, type SendFacts } from './send-limits.js';

const now = new Date('2026-11-23T12:00:00Z');
const before = (milliseconds: number) => new Date(now.getTime() - milliseconds);
const after = (milliseconds: number) => before(-milliseconds);
const others = (times: readonly Date[], isNotice = false) => times.map((sendAt) => ({ sendAt, isNotice }));
const facts = (more: Partial<SendFacts>): SendFacts => ({
  isNotice: false, others: [], hour: undefined, sendAt: now, until: after(2 * DAY_MS), ...more,
});
/** The desk's hour, a hundred a time, when these left or are to leave. */
const hourOf = (times: readonly Date[], { most = 100, mails = 100 } = {}) => {
  const needed = Math.min(most, mails);
  return new DeskHour(times.toSorted((one, other) => other.getTime() - one.getTime()).slice(most - needed, most), { most, mails });
};

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
  });

  it('let nobody who fills the notices of one account silence another one at the same address, and still let no address be flooded', () => {
    const about = (count: number, account: string) => Array.from({ length: count }, () => ({ sendAt: before(MINUTE_MS), isNotice: true, about: account }));
    expect(judgeSending(facts({ isNotice: true, about: 'school anna', others: about(20, 'school anna') }))).toEqual({ allowed: true, sendAt: after(59 * MINUTE_MS), heldBy: 'recipient-limit' });
    expect(judgeSending(facts({ isNotice: true, about: 'school ben', others: about(20, 'school anna') }))).toMatchObject({ sendAt: now, heldBy: null });
    // Thirty pupils of one office address in one morning.
    const pupils = Array.from({ length: 30 }, (_, at) => about(1, `school pupil${at}`)).flat();
    expect(judgeSending(facts({ isNotice: true, about: 'school pupil30', others: pupils }))).toMatchObject({ sendAt: now, heldBy: null });
    const full = Array.from({ length: PER_RECIPIENT.notices.hour }, (_, at) => about(1, `school pupil${at}`)).flat();
    expect(judgeSending(facts({ isNotice: true, about: 'school last', others: full }))).toMatchObject({ allowed: true, heldBy: 'recipient-limit' });
    expect(judgeSending(facts({ isNotice: true, about: 'school last', others: [...full, ...full, ...full, ...full, ...full] }))).toMatchObject({ allowed: true, sendAt: after(DAY_MS - MINUTE_MS) });
    const held = Array.from({ length: 30 }, (_, at) => ({ id: `n${at}`, recipient: 'office@school.example', isNotice: true, about: `school pupil${at}` }));
    expect(letGo(held, new Map(), now).every(({ heldBy }) => heldBy === null)).toBe(true);
  });

  it('hold what Rekey sends by itself when that is too much, until the last mail but a hundred is an hour old, and count what waits', () => {
    const ago = (count: number, minutes: number) => Array.from({ length: count }, () => before(minutes * MINUTE_MS));
    expect(judgeSending(facts({ hour: hourOf(ago(99, 20)) }))).toMatchObject({ sendAt: now, heldBy: null });
    expect(judgeSending(facts({ hour: hourOf(ago(100, 20)) }))).toEqual({ allowed: true, sendAt: after(40 * MINUTE_MS), heldBy: 'breaker' });
    // A hundred that left and two hundred and fifty that wait: the third hour from now has room for fifty.
    const waiting = [...ago(100, 0), ...Array.from({ length: 250 }, (_, i) => after((1 + Math.floor(i / 100)) * HOUR_MS))];
    expect(judgeSending(facts({ hour: hourOf(waiting) }))).toEqual({ allowed: true, sendAt: after(3 * HOUR_MS), heldBy: 'breaker' });
    const days = Array.from({ length: 2_500 }, (_, i) => after(Math.floor(i / 100) * HOUR_MS));
    expect(judgeSending(facts({ hour: hourOf(days) }))).toMatchObject({ allowed: false, refusal: 'outbound.breaker-open' });
    expect(judgeSending(facts({ hour: hourOf(ago(100, 0)), until: after(30 * MINUTE_MS) }))).toMatchObject({ allowed: false, refusal: 'outbound.breaker-open' });
  });

  it('hold nothing that somebody at the desk started, but where its recipient has had too much', () => {
    expect(judgeSending(facts({ hour: undefined }))).toMatchObject({ sendAt: now, heldBy: null });
    expect(judgeSending(facts({ hour: undefined, others: others(Array.from({ length: 10 }, () => before(MINUTE_MS))) }))).toMatchObject({ heldBy: 'recipient-limit' });
  });

  it('let no more leave in any hour than the breaker allows, however long a flood lasts', () => {
    for (const perHour of [300, 1_000]) {
      const left: number[] = [];
      for (let at = 0; at < 30 * perHour; at += 1) {
        const written = after((at * HOUR_MS) / perHour);
        // As the store is asked: what left within the hour or is to leave, one mail a time.
        const newest = left.at(-100);
        const sent = new DeskHour(newest === undefined ? [] : [new Date(newest)], { most: 100, mails: 1 });
        const verdict = judgeSending(facts({ hour: sent, sendAt: written, until: new Date(written.getTime() + 2 * DAY_MS) }));
        if (verdict.allowed) left.push(verdict.sendAt.getTime());
      }
      expect(left.length).toBeGreaterThan(30 * 100);
      for (let i = 100; i < left.length; i += 1) expect(left[i]! - left[i - 100]!).toBeGreaterThanOrEqual(HOUR_MS);
    }
  });

  it('plan many at once as they would one by one', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: -60, max: 180 }), { maxLength: 30 }), fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 12 }), fc.integer({ min: 1, max: 12 }), (before, wanted, most) => {
      const there = before.map((minutes) => after(minutes * MINUTE_MS));
      const together = hourOf(there, { most, mails: wanted.length });
      const oneByOne = [...there];
      for (const minutes of wanted) {
        const wish = after(minutes * MINUTE_MS);
        const slot = together.next(wish);
        expect(slot).toEqual(earliestSlot(oneByOne, { hour: most, day: Number.MAX_SAFE_INTEGER }, wish));
        together.take(slot);
        oneByOne.push(slot);
      }
    }));
  });

  it('let no rush of what is optional make anything else late, nor both together exceed the hour', () => {
    const most = 10;
    fc.assert(fc.property(fc.array(fc.record({ minute: fc.integer({ min: 0, max: 240 }), optional: fc.boolean() }), { maxLength: 80 }), (wishes) => {
      const left: { at: Date; rank: Rank }[] = [];
      for (const { minute, optional } of wishes.toSorted((one, other) => one.minute - other.minute)) {
        const written = after(minute * MINUTE_MS);
        const recent = left.filter(({ at }) => at.getTime() > written.getTime() - HOUR_MS);
        const [all, asked, needed] = [recent, recent.filter(({ rank }) => rank === 'optional'), recent.filter(({ rank }) => rank === 'needed')].map((some) => some.map(({ at }) => at)) as [Date[], Date[], Date[]];
        const hours = new DeskHours({
          all: hourOf(all, { most, mails: 1 }), optional: hourOf(asked, { most: roomForOptional(most), mails: 1 }),
          needed: hourOf(needed, { most: roomForNeeded(most, asked.length), mails: 1 }), notices: hourOf([]),
        });
        const rank = optional ? 'optional' : 'needed';
        const at = hours.of(rank).next(written);
        if (rank === 'needed' && needed.length < most / 2) expect(at).toEqual(written);
        left.push({ at, rank });
      }
      const times = left.map(({ at }) => at.getTime());
      for (const at of times) expect(times.filter((one) => one > at - HOUR_MS && one <= at).length).toBeLessThanOrEqual(most);
    }));
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
