import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CASE_TYPES } from '#kernel';
import { parseProfile } from '../domain/parse-profile.js';
import { aProfile } from '../profile-for-specs.js';
import { holidaysOf, promiseFor } from './german-holidays.js';
import { shippedProfiles } from './shipped-profiles.js';

const PROFILES = (await shippedProfiles()).map(({ yaml }) => {
  const parsed = parseProfile(yaml);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.profile;
});

describe('the holidays of a Land', () => {
  it('differ from Land to Land', () => {
    expect(holidaysOf('BY')('2026-01-06')).toBe(true);
    expect(holidaysOf('SH')('2026-01-06')).toBe(false);
    expect(holidaysOf('BE')('2026-03-08')).toBe(true);
  });

  it('move with Easter', () => {
    expect(holidaysOf('HH')('2026-04-03')).toBe(true);
    expect(holidaysOf('HH')('2027-03-26')).toBe(true);
    expect(holidaysOf('HH')('2027-04-03')).toBe(false);
  });

  it('count in a promise', () => {
    // Wednesday before Easter, three business days: Thursday, (Good Friday, weekend, Easter Monday,) Tuesday, Wednesday.
    const profile = aProfile({ promises: [{ businessDays: 3, text: { de: '1–3 Werktage', en: '1–3 business days' } }] });
    expect(promiseFor(profile, 'new-credentials', new Date('2026-04-01T08:00:00Z')).dueAt).toEqual(new Date('2026-04-08T14:00:00Z'));
  });
});

describe('the promises of the five portals', () => {
  const moments = fc.date({ min: new Date('2026-01-01T00:00:00Z'), max: new Date('2029-12-31T23:59:59Z'), noInvalidDate: true });
  const local = (at: Date, timeZone: string) => Object.fromEntries(new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).formatToParts(at).map(({ type, value }) => [type, value]));

  it.each(PROFILES.map((profile) => [profile.key, profile] as const))('%s: fall on a closing time of the office, on an open day of its Land, after the mail, with as many open days between as promised', (_key, profile) => {
    const { calendar } = profile;
    // Christmas Eve and New Year's Eve are public holidays nowhere, and none of the five offices opens.
    const isHoliday = (day: string): boolean => holidaysOf(calendar.holidays)(day) || ['12-24', '12-31'].includes(day.slice(5));
    const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
    const closing = (at: Date): string | undefined => {
      const { weekday, year, month, day } = local(at, calendar.timeZone);
      return isHoliday(`${year}-${month}-${day}`) ? undefined : calendar.hours[String(weekdays.indexOf(weekday!) + 1) as keyof typeof calendar.hours]?.slice(6);
    };
    fc.assert(fc.property(moments, fc.constantFrom(...CASE_TYPES), (from, caseType) => {
      const { dueAt, text } = promiseFor(profile, caseType, from);
      const { businessDays } = profile.promises.find((one) => !one.caseTypes || one.caseTypes.includes(caseType))!;
      const { hour, minute } = local(dueAt, calendar.timeZone);
      expect(text.de).not.toBe('');
      expect(dueAt.getTime()).toBeGreaterThan(from.getTime());
      expect(`${hour}:${minute}`).toBe(closing(dueAt));
      // Days after the day of the mail, up to the promised one, on which the office opens: noon of each is in no change of clocks.
      const noon = (at: Date): number => { const { year, month, day } = local(at, calendar.timeZone); return Date.parse(`${year}-${month}-${day}T12:00:00Z`); };
      let open = 0;
      for (let day = noon(from) + 86_400_000; day <= noon(dueAt); day += 86_400_000) if (closing(new Date(day)) !== undefined) open += 1;
      const closesToday = closing(from);
      const stillOpen = businessDays === 0 && closesToday !== undefined && `${local(from, calendar.timeZone)['hour']}:${local(from, calendar.timeZone)['minute']}` < closesToday;
      expect(open).toBe(stillOpen ? 0 : Math.max(1, businessDays));
    }), { numRuns: 150 });
  });
});
