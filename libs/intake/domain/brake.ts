import { HOUR_MS, DAY_MS } from '#kernel';

/** How many new tickets one sender, and one domain, may open (recovery-security 5.8). Whole numbers from 1; from `NOT_COUNTED` on nobody counts. */
export interface BrakeLimits {
  readonly perSenderHour: number;
  readonly perSenderDay: number;
  readonly perDomainHour: number;
}

/** Larger than what any desk gets: to count so far would cost more than it tells. */
export const NOT_COUNTED = 100_000;

/**
 * What somebody who opens a ticket has in common with whom they are counted with. Anybody can write a From. So mails whose
 * sender is proven, not proven and disproven are counted apart: a stranger who writes under somebody's address uses up
 * what is allowed to strangers, and that person's own mails, which their domain vouches for, still get in. Whoever's
 * domain vouches for nothing shares their count with forgers; what is too much then waits for an agent and is not lost.
 */
export type SenderClass = 'proven' | 'unproven' | 'disproven';

export interface Opening {
  /** Canonical address; null where the mail names no one author, who then counts with their domain only. */
  readonly sender: string | null;
  /** The registrable one, so that a thousand subdomains are one; null: not counted by domain. */
  readonly domain: string | null;
  readonly senderClass: SenderClass;
  /** When the mail reached the mailbox, not when we got to it: a weekend's mail that is read on Monday is no flood. */
  readonly at: Date;
}

/** How many tickets were opened around this moment. */
export interface OpenedAround {
  readonly senderHour: number;
  readonly senderDay: number;
  readonly domainHour: number;
}

/** Why no further ticket is opened, as a machine word with the limit; undefined: it is. The console has words for each. */
export function overLimit(opened: OpenedAround, limits: BrakeLimits): string | undefined {
  if (opened.senderHour >= limits.perSenderHour) return `sender-hour=${limits.perSenderHour}`;
  if (opened.senderDay >= limits.perSenderDay) return `sender-day=${limits.perSenderDay}`;
  if (opened.domainHour >= limits.perDomainHour) return `domain-hour=${limits.perDomainHour}`;
  return undefined;
}

/**
 * Counts of the earlier ones those that count with `opening`: nearer than an hour or a day, before or after, since mails
 * are not always taken in the order in which they came. So no hour ever has more than its limit.
 */
export function countWith(opening: Opening, earlier: readonly Opening[]): OpenedAround {
  const alike = earlier.filter(({ senderClass }) => senderClass === opening.senderClass);
  const near = (all: readonly Opening[], milliseconds: number): number => all.filter(({ at }) => Math.abs(at.getTime() - opening.at.getTime()) < milliseconds).length;
  const own = alike.filter(({ sender }) => sender !== null && sender === opening.sender);
  const neighbours = alike.filter(({ domain }) => domain !== null && domain === opening.domain);
  return { senderHour: near(own, HOUR_MS), senderDay: near(own, DAY_MS), domainHour: near(neighbours, HOUR_MS) };
}

export function senderClassOf(verdict: string, isAuthenticated: boolean): SenderClass {
  if (isAuthenticated) return 'proven';
  return verdict === 'fail' ? 'disproven' : 'unproven';
}
