import { HOUR_MS, MINUTE_MS } from '#kernel';

/** Pauses after the first, second … deferral; the last one repeats (RFC 5321 section 4.5.4.1, but sooner at first). */
const PAUSES_MINUTES = [1, 2, 5, 15, 30, 60] as const;
/** How long a mail that carries nothing that expires is tried: the last attempt is not before 48 hours, whatever the pauses add up to. */
const PATIENCE_MS = 49 * HOUR_MS;
/** A hand-over as a whole, in units of the relay's longest silence. What upkeep takes for a crash is longer (`OutboundConfig`). */
export const LONGEST_SILENCES = 4;
/** A hand-over whose process is gone is lost after this; the process may only have lost its database for a moment. */
export const ORPHANED_AFTER_MS = 10_000;

/**
 * When trying ends: 49 hours after it may start, or when what the mail carries expires, so that nobody gets a dead link.
 */
export function giveUpAt(startsAt: Date, variables: Readonly<Record<string, unknown>>): Date {
  const patience = startsAt.getTime() + PATIENCE_MS;
  const expires = typeof variables['expiresAt'] === 'string' ? Date.parse(variables['expiresAt']) : Number.NaN;
  return new Date(Number.isNaN(expires) ? patience : Math.min(patience, expires));
}

/** The next attempt after `round` (0, 1, … since the mail was queued or a person sent it again) was deferred; undefined: it would come too late. */
export function nextAttemptAt(round: number, now: Date, until: Date): Date | undefined {
  const minutes = PAUSES_MINUTES[Math.min(round, PAUSES_MINUTES.length - 1)]!;
  const next = new Date(now.getTime() + minutes * MINUTE_MS);
  return next < until ? next : undefined;
}
