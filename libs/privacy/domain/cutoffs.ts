import { DAY_MS } from '#kernel';

/** A portal as far as times of data go. */
export interface PortalDays {
  readonly key: string;
  readonly days: number;
}

/** For each portal the moment before which its data of a class are over. */
export function cutoffs(portals: readonly PortalDays[], now: Date): Record<string, Date> {
  return Object.fromEntries(portals.map(({ key, days }) => [key, new Date(now.getTime() - days * DAY_MS)]));
}
