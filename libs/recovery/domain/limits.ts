import { DAY_MS, HOUR_MS } from '#kernel';

export interface Window {
  readonly most: number;
  readonly withinMs: number;
}

export interface Limit {
  readonly windows: readonly Window[];
  /** Two uses lie at least so far apart. */
  readonly apartMs?: number;
}

/** Brakes with their default numbers (recovery-security 5.8). None of them ever locks an account (R33). */
export const LIMITS = {
  /** Links, activations and user names mailed to one account, whoever asked. */
  'account-mails': { windows: [{ most: 3, withinMs: HOUR_MS }, { most: 5, withinMs: DAY_MS }], apartMs: 60_000 },
  /** What is noted of requests from outside while an account's mailbox wants none of their mails: as much as would have been mailed, so that a flood of mails does not become one of tickets. */
  'quiet-requests': { windows: [{ most: 3, withinMs: HOUR_MS }, { most: 5, withinMs: DAY_MS }] },
  /** What one agent does to credentials. */
  'agent-credentials': { windows: [{ most: 20, withinMs: HOUR_MS }, { most: 60, withinMs: DAY_MS }] },
  'account-credentials': { windows: [{ most: 3, withinMs: DAY_MS }], apartMs: 60_000 },
  /** Wrong codes for one account over all methods (R4). */
  'code-entry': { windows: [{ most: 10, withinMs: DAY_MS }] },
  /** Wrong codes from one source, so that one visitor cannot close the code path of many accounts. */
  'code-source': { windows: [{ most: 20, withinMs: HOUR_MS }] },
  /** New links asked for on a page, per source. */
  'new-link-source': { windows: [{ most: 10, withinMs: HOUR_MS }] },
  /** The same over everybody of a /24 or /48. */
  'new-link-network': { windows: [{ most: 100, withinMs: HOUR_MS }] },
  /** And of visitors who cannot solve a puzzle, where the portal wants one solved. */
  'new-link-unproved': { windows: [{ most: 2, withinMs: HOUR_MS }] },
  'facts-case': { windows: [{ most: 3, withinMs: 30 * DAY_MS }] },
  /** Beyond it facts are off for 30 days. */
  'facts-account': { windows: [{ most: 5, withinMs: 7 * DAY_MS }] },
  /** Text messages cost money, and ring at night: per account, per number over all portals, per portal. */
  'sms-account': { windows: [{ most: 3, withinMs: HOUR_MS }, { most: 5, withinMs: DAY_MS }], apartMs: 60_000 },
  'sms-number': { windows: [{ most: 3, withinMs: HOUR_MS }, { most: 5, withinMs: DAY_MS }] },
  'sms-portal': { windows: [{ most: 60, withinMs: HOUR_MS }, { most: 150, withinMs: DAY_MS }] },
  /** The same for notices, apart from the codes: whoever has codes sent takes no room from what warns the holder, nor that from the holder's codes (5.8, as for mail). */
  'notice-sms-account': { windows: [{ most: 12, withinMs: HOUR_MS }, { most: 20, withinMs: DAY_MS }] },
  'notice-sms-number': { windows: [{ most: 6, withinMs: HOUR_MS }, { most: 10, withinMs: DAY_MS }] },
  'notice-sms-portal': { windows: [{ most: 120, withinMs: HOUR_MS }, { most: 300, withinMs: DAY_MS }] },
  /** To a number that is young, or off the file, over all portals: it may be a stranger's, whom somebody wants to annoy, or to keep from hearing. */
  'notice-sms-young': { windows: [{ most: 3, withinMs: HOUR_MS }, { most: 5, withinMs: DAY_MS }] },
  /** Proof mails and call-backs started for one account. */
  'proof-starts': { windows: [{ most: 5, withinMs: HOUR_MS }, { most: 15, withinMs: DAY_MS }] },
  /** What one person vouches for, over all accounts of the portal (5.2). */
  vouchers: { windows: [{ most: 5, withinMs: DAY_MS }] },
  /** How often somebody may say on the page of a request that somebody can vouch for them. Counted by the request, whatever becomes of it. */
  'voucher-wishes': { windows: [{ most: 1, withinMs: DAY_MS }] },
  /** How often one person is asked to: the desk must not be a way to fill somebody's mailbox. */
  'voucher-requests': { windows: [{ most: 10, withinMs: DAY_MS }] },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof LIMITS;

/** Tries on one token before it is dead (5.8). */
export const TRIES_PER_TOKEN = 5;
/** Wrong codes in a row, over any time, that close the code path for good until somebody gets one right (R4: at most 100). */
export const WRONG_IN_A_ROW = 100;
/** How long facts stay off after too many tries on one account. */
export const FACTS_OFF_MS = 30 * DAY_MS;
/** The longest that anything is looked back for. */
export const LONGEST_WINDOW_MS = 30 * DAY_MS;

export type LimitVerdict =
  | { readonly within: true }
  | { readonly within: false; readonly because: 'too-soon' | 'too-many'; readonly until: Date };

/**
 * Whether one more use at `now` stays within the limit.
 *
 * @param own the limit with a portal's windows, where it has some (`limitOf`)
 * @param uses when it was used before, in any order
 */
export function withinLimit(name: LimitName, uses: readonly Date[], now: Date, own?: Limit): LimitVerdict {
  const limit: Limit = own ?? LIMITS[name];
  const times = uses.map((use) => use.getTime()).sort((a, b) => b - a);
  const full = limit.windows
    .filter(({ most, withinMs }) => times.filter((time) => time > now.getTime() - withinMs).length >= most)
    .map(({ most, withinMs }) => times[most - 1]! + withinMs);
  if (full.length > 0) return { within: false, because: 'too-many', until: new Date(Math.max(...full)) };

  // Who waited for a lock meets uses that are younger than their own `now`; that alone is not too soon.
  const apartUntil = times[0] === undefined || limit.apartMs === undefined ? 0 : times[0] + limit.apartMs;
  if (apartUntil > now.getTime()) return { within: false, because: 'too-soon', until: new Date(apartUntil) };
  return { within: true };
}

/** For what matters less, and must leave room for the rest: half as many. */
export function halfOf(name: LimitName): Limit {
  const { windows }: Limit = LIMITS[name];
  return { windows: windows.map(({ most, withinMs }) => ({ most: Math.floor(most / 2), withinMs })) };
}

/** Until when comparing facts is off for the account; undefined: it is on. Any five tries within seven days count, as long as the last lies less than 30 days back. */
export function factsOffUntil(tries: readonly Date[], now: Date): Date | undefined {
  const { most, withinMs } = LIMITS['facts-account'].windows[0];
  const times = tries.map((one) => one.getTime()).sort((a, b) => b - a);
  const closing = times.filter((time, at) => times[at + most - 1] !== undefined && time - times[at + most - 1]! < withinMs);
  const until = closing[0] === undefined ? 0 : closing[0] + FACTS_OFF_MS;
  return until > now.getTime() ? new Date(until) : undefined;
}
