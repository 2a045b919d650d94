import Holidays from 'date-holidays';
import type { CaseType } from '#kernel';
import type { Land, PortalProfile } from '../domain/profile.js';
import { duePromise, lastClosingWithin, type DuePromise, type IsHoliday } from '../domain/promise.js';

const KNOWN = new Map<string, ReadonlySet<string>>();

/** The public holidays of a German Land. */
export function holidaysOf(land: Land): IsHoliday {
  return (day) => {
    const key = `${land} ${day.slice(0, 4)}`;
    let days = KNOWN.get(key);
    if (!days) {
      days = new Set(new Holidays('DE', land, { types: ['public'] }).getHolidays(day.slice(0, 4)).map(({ date }) => date.slice(0, 10)));
      KNOWN.set(key, days);
    }
    return days.has(day);
  };
}

/** What the portal promises for a case that came in at `from`, by its own calendar. */
export function promiseFor(profile: PortalProfile, caseType: CaseType, from: Date): DuePromise {
  return duePromise(profile, caseType, from, holidaysOf(profile.calendar.holidays));
}

/** Until when a request about somebody's data has to be answered, by the portal's calendar: within one month, or three (Art. 12(3) GDPR). */
export function answerWithinMonths({ calendar }: Pick<PortalProfile, 'calendar'>, months: 1 | 3, from: Date): Date {
  return lastClosingWithin(calendar, months, from, holidaysOf(calendar.holidays));
}
