import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#kernel';
import { countWith, NOT_COUNTED, overLimit, senderClassOf, type Opening } from './brake.js';

const LIMITS = { perSenderHour: 5, perSenderDay: 20, perDomainHour: 100 };
const NONE = { senderHour: 0, senderDay: 0, domainHour: 0 };
const START = new Date('2026-11-28T09:00:00Z').getTime();

const anOpening = (minutes: number, more: Partial<Opening> = {}): Opening => ({ sender: 'vera@post.example', domain: 'post.example', senderClass: 'proven', at: new Date(START + minutes * MINUTE_MS), ...more });

describe('the brake on new tickets (recovery-security 5.8)', () => {
  it.each([
    [NONE, undefined], [{ ...NONE, senderHour: 4, senderDay: 19, domainHour: 99 }, undefined], [{ ...NONE, senderHour: 5 }, 'sender-hour=5'],
    [{ ...NONE, senderDay: 20 }, 'sender-day=20'], [{ ...NONE, domainHour: 100 }, 'domain-hour=100'],
  ])('with %j says %s', (opened, because) => {
    expect(overLimit(opened, LIMITS)).toBe(because);
  });

  it('counts a sender and a domain each with its own class only', () => {
    const earlier = [anOpening(0), anOpening(1, { sender: 'nils@post.example' }), anOpening(2, { senderClass: 'unproven' }), anOpening(3, { senderClass: 'disproven' }), anOpening(4, { domain: null })];
    expect(countWith(anOpening(5), earlier)).toEqual({ senderHour: 2, senderDay: 2, domainHour: 2 });
  });

  it('never takes two mails without an author, or of exempt domains, for the same', () => {
    expect(countWith(anOpening(1, { sender: null, domain: null }), [anOpening(0, { sender: null, domain: null })])).toEqual(NONE);
  });

  it('lets no hour and no day have more than its limit, in whatever order mails are taken', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 3 * 24 * 60 }), { maxLength: 120 }), (minutes) => {
      const opened: Opening[] = [];
      for (const minute of minutes) if (!overLimit(countWith(anOpening(minute), opened), LIMITS)) opened.push(anOpening(minute));
      const most = (milliseconds: number): number => Math.max(0, ...opened.map(({ at }) => opened.filter((one) => one.at >= at && one.at.getTime() < at.getTime() + milliseconds).length));
      expect(most(HOUR_MS)).toBeLessThanOrEqual(LIMITS.perSenderHour);
      expect(most(DAY_MS)).toBeLessThanOrEqual(LIMITS.perSenderDay);
    }));
  });

  it('has limits that a desk cannot reach, for whoever wants none', () => {
    expect(overLimit({ senderHour: 99_999, senderDay: 99_999, domainHour: 99_999 }, { perSenderHour: NOT_COUNTED, perSenderDay: NOT_COUNTED, perDomainHour: NOT_COUNTED })).toBeUndefined();
  });

  it('takes mails in their order as long as there is room', () => {
    const opened: Opening[] = [];
    const taken = Array.from({ length: 12 }, (_, at) => at * 10).filter((minute) => {
      const goes = !overLimit(countWith(anOpening(minute), opened), LIMITS);
      if (goes) opened.push(anOpening(minute));
      return goes;
    });
    expect(taken).toEqual([0, 10, 20, 30, 40, 60, 70, 80, 90, 100]);
  });

  it.each([['pass', true, 'proven'], ['unknown', true, 'proven'], ['none', false, 'unproven'], ['unknown', false, 'unproven'], ['fail', false, 'disproven']])('puts %s (trusted: %s) among the %s', (verdict, isAuthenticated, senderClass) => {
    expect(senderClassOf(verdict, isAuthenticated)).toBe(senderClass);
  });
});
