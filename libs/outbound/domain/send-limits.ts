import { DAY_MS, HOUR_MS, refuse, type Allowed, type Refusal } from '#kernel';

/**
 * Mails of all kinds to one address (recovery-security 5.8). Notices have head-room that other mails cannot use up:
 * otherwise an attacker could first fill the hour and then change the account in silence (R8). `notice`: about one account; an office
 * may be on file at a whole class, and what is done to one account must not silence the others. `notices`: about all of them.
 */
export const PER_RECIPIENT = { notice: { hour: 20, day: 40 }, notices: { hour: 60, day: 120 }, other: { hour: 10, day: 20 } } as const;
/** What would have to wait longer is refused: a queue that grows by the hour is a flood that is only late. */
const LONGEST_WAIT_MS = DAY_MS;
/** The breaker opens at so many times what is usual at this hour (5.8). */
const TIMES_THE_USUAL = 10;
/** Of notices, which count notices only, so many times the breaker's limit may leave in an hour: neither opening it nor the flood behind it silences anybody (R8). */
export const NOTICES_PASS = 2;

/** Of the desk's hour, that part which mails may take that nobody misses (`optional` of their kind): anybody can set off acknowledgements, and no rush of them may use up the room of links. */
const OPTIONAL_PART = 1 / 2;

/** A mail to the recipient that left or is to leave. */
export interface OtherMail {
  readonly sendAt: Date;
  readonly isNotice: boolean;
  /** Which account it speaks of; null: of none that it names. */
  readonly about?: string | null | undefined;
}

export interface SendFacts extends Omit<OtherMail, 'sendAt'> {
  /** This recipient's mails of the last 24 hours, and those that wait for later; cancelled ones left out. */
  readonly others: readonly OtherMail[];
  /** The desk's hour that it counts in; undefined: in none, since somebody at the desk started it. */
  readonly hour: Pick<DeskHour, 'next'> | undefined;
  /** When the mail wants to leave. */
  readonly sendAt: Date;
  /** After this it is of no use. */
  readonly until: Date;
}

/** What made a mail later than it wanted to be. */
export type Brake = 'recipient-limit' | 'breaker';

export type SendVerdict = (Allowed & { readonly sendAt: Date; readonly heldBy: Brake | null }) | Refusal;

/**
 * When one more mail may leave. A flooded victim and a runaway rule are both worse than a late mail (T11, T12). Notices
 * count notices only: no flood of other mails makes the owner's warning late (R8). What is allowed still has to be told to its hour (`DeskHour.take`).
 */
export function judgeSending(facts: SendFacts): SendVerdict {
  const { sendAt } = facts;
  const from = facts.hour?.next(sendAt) ?? sendAt;
  const isBehindTheBreaker = from > sendAt;
  const slot = slotBeside(facts.others, facts, from);
  if (slot.getTime() - sendAt.getTime() > LONGEST_WAIT_MS || slot >= facts.until) return refuse(isBehindTheBreaker ? 'outbound.breaker-open' : 'outbound.recipient-limit', { until: slot });
  return { allowed: true, sendAt: slot, heldBy: isBehindTheBreaker ? 'breaker' : slot > sendAt ? 'recipient-limit' : null };
}

/** The first moment from `from` on at which the recipient may get it beside their other mails. */
function slotBeside(others: readonly OtherMail[], { isNotice, about }: Omit<OtherMail, 'sendAt'>, from: Date): Date {
  const times = (counts: (other: OtherMail) => boolean): Date[] => others.filter(counts).map(({ sendAt }) => sendAt);
  if (!isNotice) return earliestSlot(times(() => true), PER_RECIPIENT.other, from);
  const [own, all] = [times((other) => other.isNotice && (other.about ?? null) === (about ?? null)), times((other) => other.isNotice)];
  for (let slot = from; ;) {
    const next = earliestSlot(all, PER_RECIPIENT.notices, earliestSlot(own, PER_RECIPIENT.notice, slot));
    if (next.getTime() === slot.getTime()) return slot;
    slot = next;
  }
}

/**
 * The hour of the whole desk: no more than so many mails leave in any, whatever was promised for later included. A count
 * of the mails written in the last hour would not do: under a flood that lasts it makes every mail equally late, and as
 * many leave an hour as are written.
 */
export class DeskHour {
  /** Ascending, and as many as mails may still be taken: the first is the last mail but `most`, an hour after which there is room again. */
  readonly #newest: number[];

  /**
   * @param newest when mails that count left or are to leave, latest first: those in the places `most - mails + 1` … `most`, as far as there are any
   * @param most how many may leave in an hour
   * @param mails how many may be taken at most, `most` or fewer: that many of the newest are needed
   */
  constructor(newest: readonly Date[], { most, mails }: { readonly most: number; readonly mails: number }) {
    const size = Math.min(most, mails);
    this.#newest = [...Array.from({ length: Math.max(0, size - newest.length) }, () => Number.NEGATIVE_INFINITY), ...newest.map((at) => at.getTime()).sort((one, other) => one - other)];
  }

  /** The first moment from `from` on at which one more may leave. Like `earliestSlot` it counts what is planned after it, too. */
  next(from: Date): Date {
    return new Date(Math.max(from.getTime(), (this.#newest[0] ?? Number.NEGATIVE_INFINITY) + HOUR_MS));
  }

  /** One more leaves at this moment. */
  take(at: Date): void {
    const time = at.getTime();
    const behind = this.#newest.findLastIndex((one) => one <= time);
    // Earlier than all of them: it is none of the last `most`.
    if (behind < 0) return;
    this.#newest.splice(behind + 1, 0, time);
    this.#newest.shift();
  }
}

/** What a mail of the desk's hour is to its reader: a warning, something that they wait for, or something that nobody misses. */
export type Rank = 'notice' | 'needed' | 'optional';

/** How many mails of the optional kinds may leave in an hour, of `perHour` altogether. */
export function roomForOptional(perHour: number): number {
  return Math.ceil(perHour * OPTIONAL_PART);
}

/** How many others may: what the optional ones have not taken, of those that left within the hour or are to leave. */
export function roomForNeeded(perHour: number, optional: number): number {
  return Math.max(1, perHour - Math.min(roomForOptional(perHour), optional));
}

/**
 * The desk's hour as each rank sees it: what is optional waits first and last, until neither its own part nor the whole is
 * full; what is needed waits for nothing optional that is to leave later, and no rank together with the others exceeds the whole. Warnings count warnings.
 */
export class DeskHours {
  constructor(private readonly hours: { readonly all: DeskHour; readonly needed: DeskHour; readonly optional: DeskHour; readonly notices: DeskHour }) {}

  of(rank: Rank): Pick<DeskHour, 'next'> {
    const { all, needed, optional, notices } = this.hours;
    if (rank !== 'optional') return rank === 'notice' ? notices : needed;
    return { next: (from) => all.next(optional.next(from)) };
  }

  /** One more of this rank leaves at this moment. */
  take(at: Date, rank: Rank): void {
    const { all, needed, optional, notices } = this.hours;
    for (const hour of [all, rank === 'optional' ? optional : needed, ...(rank === 'notice' ? [notices] : [])]) hour.take(at);
  }
}

/** A mail that waits behind the breaker. */
export interface HeldMail extends Omit<OtherMail, 'sendAt'> {
  readonly id: string;
  readonly recipient: string;
}

export interface LetGo {
  readonly id: string;
  readonly sendAt: Date;
  readonly heldBy: 'recipient-limit' | null;
}

/**
 * When each of them leaves once nothing holds them but what their recipients may get: whoever found a rush right has not
 * looked at every single address in it.
 *
 * @param held in the order in which they were written
 * @param others the recipients' other mails, as `SendFacts.others`
 */
export function letGo(held: readonly HeldMail[], others: ReadonlyMap<string, readonly OtherMail[]>, now: Date): LetGo[] {
  const taken = new Map(others);
  return held.map(({ id, recipient, isNotice, about }) => {
    const before = taken.get(recipient) ?? [];
    const sendAt = slotBeside(before, { isNotice, about }, now);
    taken.set(recipient, [...before, { sendAt, isNotice, about }]);
    return { id, sendAt, heldBy: sendAt > now ? 'recipient-limit' : null };
  });
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
