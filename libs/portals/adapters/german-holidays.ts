import { getHolidays } from 'feiertagejs';
import type { CaseType } from '#kernel';
import type { Land, PortalProfile } from '../domain/profile.js';
import { duePromise, lastClosingWithin, type DuePromise, type IsHoliday } from '../domain/promise.js';

const KNOWN = new Map<string, ReadonlySet<string>>();

/** Holidays of a single year, which the library leaves out: the 75th anniversary of 17 June 1953 (Berlin, law of 2 July 2024). */
const ONCE: Partial<Record<Land, readonly string[]>> = { BE: ['2028-06-17'] };

/**
 * The public holidays of a Land. Assumption Day counts in all of Bavaria: most of its communities rest, and the others get
 * their answer a day before it was promised.
 */
export function holidaysOf(land: Land): IsHoliday {
  return (day) => {
    const key = `${land} ${day.slice(0, 4)}`;
    let days = KNOWN.get(key);
    if (!days) {
      days = new Set([...getHolidays(day.slice(0, 4), land).map(({ dateString }) => dateString), ...(ONCE[land] ?? [])]);
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
