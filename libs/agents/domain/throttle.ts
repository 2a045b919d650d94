import { HOUR_MS, MINUTE_MS } from '#kernel';

export interface Attempts {
  readonly failures: number;
  readonly lastFailureAt: Date;
  readonly blockedUntil?: Date | null | undefined;
}

/**
 * How many tries are free, and how long the first wait is; each further failure doubles it. Many people share one
 * source, so it gets more. The longest wait stays short: nobody is locked out by somebody who guesses at them (R33).
 */
const LIMITS = {
  address: { free: 4, firstWaitMs: 2_000 },
  source: { free: 20, firstWaitMs: 2_000 },
} as const;

const LONGEST_WAIT_MS = 5 * MINUTE_MS;
const FORGET_AFTER_MS = HOUR_MS;

export type ThrottledBy = keyof typeof LIMITS;

/** Until when the next try must wait; undefined when it may come now. */
export function mustWaitUntil(attempts: Attempts | undefined, now: Date): Date | undefined {
  return attempts?.blockedUntil && attempts.blockedUntil > now ? attempts.blockedUntil : undefined;
}

/** What is remembered once one more try has begun. It counts as failed until it has succeeded, so a burst gains nothing. */
export function afterOneMore(attempts: Attempts | undefined, by: ThrottledBy, now: Date): Attempts {
  const isForgotten = !attempts || now.getTime() - attempts.lastFailureAt.getTime() > FORGET_AFTER_MS;
  const failures = (isForgotten ? 0 : attempts.failures) + 1;
  const { free, firstWaitMs } = LIMITS[by];
  const waitMs = failures < free ? 0 : Math.min(LONGEST_WAIT_MS, firstWaitMs * 2 ** Math.min(failures - free, 20));
  return { failures, lastFailureAt: now, blockedUntil: waitMs === 0 ? null : new Date(now.getTime() + waitMs) };
}

/** A try that turned out not to be a guess is given back. */
export function givenBack({ failures, lastFailureAt }: Attempts): Attempts {
  return { failures: Math.max(0, failures - 1), lastFailureAt, blockedUntil: null };
}

/** An IPv4 address, or the /64 of an IPv6 address: one customer, not one of its 2^64 addresses. */
export function sourceOf(ip: string): string {
  const address = ip.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '').replace(/%.*$/, '');
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail ? tail.split(':') : [];
  const groups = tail === undefined ? left : [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right];
  return `${groups.slice(0, 4).map((group) => group.replace(/^0+(?=.)/, '')).join(':')}::/64`;
}
