import { HOUR_MS, MINUTE_MS } from '#kernel';

export interface Attempts {
  readonly failures: number;
  readonly lastFailureAt: Date;
  readonly blockedUntil?: Date | null | undefined;
}

/**
 * Whose tries are counted together: how many are free, how long the first wait is, and the longest; each further failure doubles it.
 * Nobody who guesses at somebody locks them out of what they have open, or of a browser of theirs (R33).
 *
 * What is left to guessing, a day, once the free tries are gone (R69; R4 and NIST SP 800-63B section 3.2.2 want a limit for each account):
 * - from anywhere, however many sources there are: 24 h / 15 min = 96 at one address. A password of eight characters that is in no list
 *   (R15) has far more than 10⁹ values; behind a known password, three of 10⁶ codes are right at a time (R74, R75), 0.03 % a day;
 * - from one source: 24 h / 5 min = 288 at all addresses together, of which `anywhere` leaves 96 at any one;
 * - in a browser that the agent used before, or by whoever sits at an open session (12 h at most): 288, and 144. Who does that
 *   has the machine already, and stands alone: thousands of sources add nothing.
 */
const LIMITS = {
  /** Everybody who comes from there. Many people share one source, so it gets more. */
  source: { free: 20, firstWaitMs: 2_000, longestWaitMs: 5 * MINUTE_MS },
  /** At one address, from one source: strangers elsewhere are not in it. */
  'source-at-address': { free: 4, firstWaitMs: 2_000, longestWaitMs: 5 * MINUTE_MS },
  /** At one address from all sources: slower to begin and longer, since it is strangers who fill it. Only who comes in a browser that is new to them waits for it. */
  anywhere: { free: 20, firstWaitMs: 4_000, longestWaitMs: 15 * MINUTE_MS },
  /** In one browser in which this agent signed in before. */
  browser: { free: 4, firstWaitMs: 2_000, longestWaitMs: 5 * MINUTE_MS },
  /** Proofs in one living session, and in all sessions of one agent: nobody but who is signed in fills them. */
  session: { free: 4, firstWaitMs: 2_000, longestWaitMs: 5 * MINUTE_MS },
  'own-sessions': { free: 12, firstWaitMs: 2_000, longestWaitMs: 5 * MINUTE_MS },
} as const;

const FORGET_AFTER_MS = HOUR_MS;

export type ThrottledBy = keyof typeof LIMITS;

/** Where somebody tries: at the door, or in a session that is open. */
export type Trying =
  /** `browser` names the browser if this agent has signed in there before. */
  | { readonly at: 'door'; readonly address: string; readonly ip?: string | undefined; readonly browser?: string | undefined }
  | { readonly at: 'session'; readonly agentId: string; readonly sessionId: string };

/**
 * What counts a try, in the order in which it is looked at: the source first, so that who has to wait there leaves nothing behind
 * at any address. A browser of the agent's own counts by itself alone, an open session by itself and its agent.
 */
export function countersOf(trying: Trying): readonly (readonly [by: ThrottledBy, what: string])[] {
  if (trying.at === 'session') return [['session', trying.sessionId], ['own-sessions', trying.agentId]];
  const { address, ip, browser } = trying;
  if (browser !== undefined) return [['browser', browser]];
  const source = ip === undefined ? undefined : sourceOf(ip);
  return [...(source === undefined ? [] : [['source', source] as const]), ['source-at-address', `${source ?? 'unknown'} ${address}`], ['anywhere', address]];
}

/** Whether a right try makes what counted it begin anew. Those that others fill, too, get back no more than the one: or every sign-in of the owner would give guessers their free tries again. */
export function beginsAnew(by: ThrottledBy): boolean {
  return by !== 'source' && by !== 'anywhere';
}

/** Until when the next try must wait; undefined when it may come now. */
export function mustWaitUntil(attempts: Attempts | undefined, now: Date): Date | undefined {
  return attempts?.blockedUntil && attempts.blockedUntil > now ? attempts.blockedUntil : undefined;
}

/** What is remembered once one more try has begun. It counts as failed until it has succeeded, so a burst gains nothing. */
export function afterOneMore(attempts: Attempts | undefined, by: ThrottledBy, now: Date): Attempts {
  const isForgotten = !attempts || now.getTime() - attempts.lastFailureAt.getTime() > FORGET_AFTER_MS;
  const failures = (isForgotten ? 0 : attempts.failures) + 1;
  const { free, firstWaitMs, longestWaitMs } = LIMITS[by];
  const waitMs = failures < free ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(failures - free, 20));
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
