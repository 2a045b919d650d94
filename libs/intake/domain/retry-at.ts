import { DAY_MS, MINUTE_MS } from '#kernel';

/** When DNS is asked again about a mail: after five minutes, then ever more rarely, and after a day no more. */
export function retryAt(since: Date, now: Date): Date | null {
  const age = now.getTime() - since.getTime();
  return age > DAY_MS ? null : new Date(now.getTime() + Math.max(5 * MINUTE_MS, age / 2));
}
