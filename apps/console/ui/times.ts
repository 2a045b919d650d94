const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Unit = 'minute' | 'hour' | 'day' | 'week';

/** The largest whole unit that a span fills; below a minute it is 0 minutes. */
export function spanOf(ms: number): { readonly value: number; readonly unit: Unit } {
  const length = Math.abs(ms);
  if (length < HOUR) return { value: Math.floor(length / MINUTE), unit: 'minute' };
  if (length < DAY) return { value: Math.floor(length / HOUR), unit: 'hour' };
  if (length < 14 * DAY) return { value: Math.floor(length / DAY), unit: 'day' };
  return { value: Math.floor(length / (7 * DAY)), unit: 'week' };
}

/** English dates as in Europe: day before month, 24 hours. */
function tag(locale: string): string {
  return locale === 'en' ? 'en-GB' : locale;
}

/** `jetzt`, `now`. */
function justNow(locale: string): string {
  return new Intl.RelativeTimeFormat(tag(locale), { numeric: 'auto' }).format(0, 'second');
}

/** How long ago, as short as the language allows: `4 Min.`, `3h`. For columns. */
export function shortSpan(ms: number, locale: string): string {
  if (Math.abs(ms) < MINUTE) return justNow(locale);
  const { value, unit } = spanOf(ms);
  return new Intl.NumberFormat(tag(locale), { style: 'unit', unit, unitDisplay: unit === 'day' || unit === 'week' ? 'short' : 'narrow' }).format(value);
}

/** `vor 4 Minuten`, `in 3 hours`. For sentences. */
export function relative(instant: string, now: number, locale: string): string {
  const ms = Date.parse(instant) - now;
  if (Math.abs(ms) < MINUTE) return justNow(locale);
  const { value, unit } = spanOf(ms);
  return new Intl.RelativeTimeFormat(tag(locale)).format(ms < 0 ? -value : value, unit);
}

/** Full date and time with weekday, for tooltips and sentences. */
export function exactly(instant: string, locale: string): string {
  return new Intl.DateTimeFormat(tag(locale), { dateStyle: 'full', timeStyle: 'short' }).format(Date.parse(instant));
}

/** Time today, otherwise day and month (and year, where it differs). */
export function briefly(instant: string, now: number, locale: string): string {
  const then = new Date(instant);
  const today = new Date(now);
  if (then.toDateString() === today.toDateString()) return new Intl.DateTimeFormat(tag(locale), { timeStyle: 'short' }).format(then);
  const sameYear = then.getFullYear() === today.getFullYear();
  return new Intl.DateTimeFormat(tag(locale), { day: 'numeric', month: 'short', ...(sameYear ? { hour: '2-digit', minute: '2-digit' } : { year: 'numeric' }) }).format(then);
}

/** A date without time. */
export function onDay(instant: string, locale: string): string {
  return new Intl.DateTimeFormat(tag(locale), { dateStyle: 'medium' }).format(Date.parse(instant));
}

/** `2026-07` → `Juli 2026`. Accounts show the month only. */
export function monthInWords(month: string, locale: string): string {
  const at = Date.parse(`${month.slice(0, 7)}-15T12:00:00Z`);
  return Number.isNaN(at) ? month : new Intl.DateTimeFormat(tag(locale), { month: 'long', year: 'numeric' }).format(at);
}

export type Due = { readonly kind: 'none' } | { readonly kind: 'kept' } | { readonly kind: 'ahead' | 'soon' | 'late'; readonly ms: number };

/** A promise is the time by which a person first decides: an answer ends it. `soon` is the last fifth, at most four hours. */
export function dueOf(ticket: { readonly promisedBy: string | null; readonly firstAnsweredAt: string | null; readonly createdAt: string; readonly state: string }, now: number): Due {
  if (ticket.promisedBy === null) return { kind: 'none' };
  if (ticket.firstAnsweredAt !== null || ticket.state === 'solved' || ticket.state === 'closed') return { kind: 'kept' };
  const promised = Date.parse(ticket.promisedBy);
  const ms = promised - now;
  if (ms < 0) return { kind: 'late', ms };
  const window = Math.min((promised - Date.parse(ticket.createdAt)) / 5, 4 * HOUR);
  return { kind: ms <= window ? 'soon' : 'ahead', ms };
}

export function fileSize(bytes: number, locale: string): string {
  const steps = ['byte', 'kilobyte', 'megabyte'] as const;
  const step = bytes < 1000 ? 0 : bytes < 1_000_000 ? 1 : 2;
  return new Intl.NumberFormat(tag(locale), { style: 'unit', unit: steps[step]!, unitDisplay: 'short', maximumFractionDigits: step === 2 ? 1 : 0 }).format(bytes / 1000 ** step);
}
