import { DAY_MS, HOUR_MS, refuse, type Allowed, type Refusal } from '#kernel';

/**
 * Mails of all kinds to one address (recovery-security 5.8). Notices have head-room that other mails cannot use up:
 * otherwise an attacker could first fill the hour and then change the account in silence (R8).
 */
export const PER_RECIPIENT = { notice: { hour: 20, day: 40 }, other: { hour: 10, day: 20 } } as const;
/** What would have to wait longer is refused: a queue that grows by the hour is a flood that is only late. */
const LONGEST_WAIT_MS = DAY_MS;
/** The breaker opens at so many times what is usual at this hour (5.8). */
const TIMES_THE_USUAL = 10;
/** Notices pass an open breaker up to this many times its limit, so that opening it silences nobody (R8). */
const NOTICES_PASS = 2;

export interface SendFacts {
  readonly isNotice: boolean;
  readonly automatic: boolean;
  /** When this recipient's mails of the last 24 hours may leave or left, and those that wait for later; oldest first, cancelled ones left out. */
  readonly recipientSendAt: readonly Date[];
  /** Automatic mails of the whole desk in the last hour. */
  readonly automaticLastHour: number;
  /** From `breakerLimit`. */
  readonly automaticPerHour: number;
  /** When the mail wants to leave. */
  readonly sendAt: Date;
  /** After this it is of no use. */
  readonly until: Date;
}

export type SendVerdict = (Allowed & { readonly sendAt: Date; /** The recipient's limit made it later. */ readonly isHeld: boolean }) | Refusal;

/** When one more mail may leave. A flooded victim and a runaway rule are both worse than a late mail (T11, T12). */
export function judgeSending(facts: SendFacts): SendVerdict {
  const { recipientSendAt, isNotice, sendAt } = facts;
  if (facts.automatic && facts.automaticLastHour >= facts.automaticPerHour * (isNotice ? NOTICES_PASS : 1)) return refuse('outbound.breaker-open');
  const most = PER_RECIPIENT[isNotice ? 'notice' : 'other'];
  const slot = earliestSlot(recipientSendAt, most, sendAt);
  if (slot.getTime() - sendAt.getTime() > LONGEST_WAIT_MS || slot >= facts.until) return refuse('outbound.recipient-limit', { until: slot });
  return { allowed: true, sendAt: slot, isHeld: slot > sendAt };
}

/** The first moment from `from` on at which neither the hour nor the day before it is full. */
export function earliestSlot(taken: readonly Date[], most: { readonly hour: number; readonly day: number }, from: Date): Date {
  const times = taken.map((at) => at.getTime()).sort((one, other) => one - other);
  let slot = from.getTime();
  for (let moved = true; moved;) {
    moved = false;
    for (const [windowMs, limit] of [[HOUR_MS, most.hour], [DAY_MS, most.day]] as const) {
      // Whatever is planned after the slot counts too, so that a mail slipped in before never overfills a window.
      const recent = times.filter((at) => at > slot - windowMs);
      if (recent.length < limit) continue;
      slot = recent.at(-limit)! + windowMs;
      moved = true;
    }
  }
  return new Date(slot);
}

/** At how many automatic mails an hour the breaker opens: ten times the median of this hour in the last four weeks, `least` at least. */
export function breakerLimit(sameHourBefore: readonly number[], least: number): number {
  const sorted = [...sameHourBefore].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const median = sorted.length === 0 ? 0 : sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  return Math.max(least, Math.ceil(median * TIMES_THE_USUAL));
}
