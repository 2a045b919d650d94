import { DAY_MS, MINUTE_MS, type CaseType } from '#kernel';
import type { PortalProfile, ProfileText } from './profile.js';

export interface DuePromise {
  /** End of the office hours of the last promised day. */
  readonly dueAt: Date;
  /** The promise in the portal's own words. */
  readonly text: ProfileText;
}

/** Whether a day, as `2026-12-25`, is a public holiday. */
export type IsHoliday = (day: string) => boolean;

type Calendar = PortalProfile['calendar'];

/** Nobody promises further; also ends the search in a calendar without any open day. */
const FURTHEST_DAYS = 400;

/**
 * What the portal promises for a case that came in at `from`, counted in its business days: the n-th day after the day
 * of the mail on which the office is open, until it closes. Zero days: the same day while the office is still to
 * close, else the next open one.
 */
export function duePromise(profile: PortalProfile, caseType: CaseType, from: Date, isHoliday: IsHoliday): DuePromise {
  const promise = profile.promises.find(({ caseTypes }) => !caseTypes || caseTypes.includes(caseType)) ?? profile.promises.at(-1)!;
  return { dueAt: afterBusinessDays(profile.calendar, promise.businessDays, from, isHoliday), text: promise.text };
}

/** The closing time of the n-th business day after `from`. */
export function afterBusinessDays(calendar: Calendar, businessDays: number, from: Date, isHoliday: IsHoliday): Date {
  let day = localDay(from, calendar.timeZone);
  if (businessDays === 0) {
    const closing = closingOf(calendar, day, isHoliday);
    if (closing && closing > from) return closing;
  }
  let left = Math.max(1, businessDays);
  for (let walked = 0; walked < FURTHEST_DAYS; walked += 1) {
    day = nextDay(day);
    const closing = closingOf(calendar, day, isHoliday);
    if (closing && (left -= 1) === 0) return closing;
  }
  throw new RangeError(`the calendar has no ${businessDays} open days within ${FURTHEST_DAYS} days`);
}

/**
 * The last closing time of the office within so many months after `from` (Art. 12(3) GDPR: one month, three at most). The
 * law lets a period that ends on a holiday run to the next business day; who promises the one before is never late.
 */
export function lastClosingWithin(calendar: Calendar, months: number, from: Date, isHoliday: IsHoliday): Date {
  let day = monthsLater(localDay(from, calendar.timeZone), months);
  for (let walked = 0; walked < FURTHEST_DAYS; walked += 1) {
    const closing = closingOf(calendar, day, isHoliday);
    if (closing) return closing;
    day = nextDay(day, -1);
  }
  throw new RangeError(`the calendar has no open day within ${FURTHEST_DAYS} days`);
}

/** The same day of a later month, or its last one: 31 January → 28 February (Regulation 1182/71, Art. 3(2)). */
function monthsLater(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

/** When the office closes on that day; undefined when it does not open. */
function closingOf({ hours, timeZone, closed }: Calendar, day: string, isHoliday: IsHoliday): Date | undefined {
  const weekday = String(new Date(`${day}T00:00:00Z`).getUTCDay() || 7) as keyof typeof hours;
  const opening = hours[weekday];
  if (!opening || isHoliday(day) || closed?.includes(day) || closed?.includes(day.slice(5))) return undefined;
  return instantOf(day, opening.slice(6), timeZone);
}

const MOST_KNOWN = 1_000;
const QUARTER_MS = 15 * MINUTE_MS;
const knownDays = new Map<string, string>();

/** The day in the zone, as `2026-11-23`. No clock in the world is off by less than a quarter of an hour, so a quarter has one day. */
function localDay(instant: Date, timeZone: string): string {
  const quarter = Math.floor(instant.getTime() / QUARTER_MS);
  const key = `${quarter} ${timeZone}`;
  let day = knownDays.get(key);
  if (day === undefined) {
    if (knownDays.size >= MOST_KNOWN) knownDays.clear();
    knownDays.set(key, (day = localText(new Date(quarter * QUARTER_MS), timeZone).slice(0, 10)));
  }
  return day;
}

const known = new Map<string, number>();

/** The instant at which clocks in the zone show `day` and `time`. Every mail asks for one of the next closing times. */
function instantOf(day: string, time: string, timeZone: string): Date {
  const key = `${day} ${time} ${timeZone}`;
  let instant = known.get(key);
  if (instant === undefined) {
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(key, (instant = findInstant(day, time, timeZone).getTime()));
  }
  return new Date(instant);
}

function findInstant(day: string, time: string, timeZone: string): Date {
  const asIfUtc = new Date(`${day}T${time}:00Z`);
  const offsetAt = (instant: Date) => new Date(`${localText(instant, timeZone)}:00Z`).getTime() - Math.floor(instant.getTime() / MINUTE_MS) * MINUTE_MS;
  const guess = new Date(asIfUtc.getTime() - offsetAt(asIfUtc));
  return new Date(asIfUtc.getTime() - offsetAt(guess));
}

/** What clocks in the zone show, as `2026-11-23T14:30`. */
function localText(instant: Date, timeZone: string): string {
  const parts = Object.fromEntries(clockOf(timeZone).formatToParts(instant).map(({ type, value }) => [type, value]));
  return `${parts['year']}-${parts['month']}-${parts['day']}T${parts['hour']}:${parts['minute']}`;
}

const CLOCKS = new Map<string, Intl.DateTimeFormat>();

/** To build one takes a hundred times as long as to ask it. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  let clock = CLOCKS.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-GB', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    CLOCKS.set(timeZone, clock);
  }
  return clock;
}

function nextDay(day: string, by = 1): string {
  return new Date(new Date(`${day}T00:00:00Z`).getTime() + by * DAY_MS).toISOString().slice(0, 10);
}
