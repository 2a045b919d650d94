import { HOUR_MS, MINUTE_MS } from '#kernel';

const MORNING = 7;
const EVENING = 21;
/** Every zone is off by a whole number of them. */
const QUARTER_MS = 15 * MINUTE_MS;

/**
 * When a text message that can wait may go: null at once, or at seven in the morning of the portal's clock where it is later than nine in the evening
 * there. What somebody has to hear at once (that a change begins, or was made) does not ask.
 */
export function afterTheNight(now: Date, timeZone: string): Date | null {
  const clock = new Intl.DateTimeFormat('en-GB', { hour: 'numeric', hourCycle: 'h23', timeZone });
  const isNight = (at: number): boolean => Number(clock.format(at)) < MORNING || Number(clock.format(at)) >= EVENING;
  if (!isNight(now.getTime())) return null;
  let at = Math.ceil(now.getTime() / QUARTER_MS) * QUARTER_MS;
  for (const end = at + 12 * HOUR_MS; isNight(at) && at < end; at += QUARTER_MS);
  return new Date(at);
}
