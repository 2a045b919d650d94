import { DAY_MS, HOUR_MS, MINUTE_MS } from '#kernel';
import { TRIES_PER_TOKEN } from './limits.js';

export type GrantPurpose = 'recovery-link' | 'activation-link' | 'reveal' | 'mailbox-proof' | 'second-address-proof' | 'new-address' | 'call-back' | 'sms-code' | 'totp' | 'recovery-code' | 'home-idp' | 'voucher' | 'letter' | 'report' | 'cancel' | 'status' | 'quiet';

/** `opened` only informs; `redeeming` is a redemption under way. */
export type GrantState = 'unused' | 'opened' | 'redeeming' | 'used' | 'superseded' | 'expired' | 'revoked';

export interface GrantRule {
  /** First segment of the public page; null: only read aloud. */
  readonly path: 'r' | 'a' | 's' | 'p' | 'c' | 't' | 'v' | 'n' | null;
  readonly lifeMs: number;
  /** Something to type goes with it: an 8-symbol code, six digits for the phone, a four-digit number, or nothing. */
  readonly typed: 'code' | 'digits' | 'number' | 'none';
  /** Needed `beside` the link, or good `instead` of it for mail programs that break links. */
  readonly typedIs: 'beside' | 'instead' | 'nothing';
  /** A new one kills the older ones of the same account (5.9). */
  readonly onlyOne: boolean;
  /** Looked at as often as one likes, never consumed. */
  readonly reusable: boolean;
  /** Dies when something is done to the account that makes it pointless or dangerous: a password set, a freeze. */
  readonly opensAccount: boolean;
}

/** What is handed out and how long it lives (recovery-security 5.7, 5.9). R3 caps codes at 24 h by mail, 10 min by voice. */
export const GRANT_RULES = {
  'recovery-link': { path: 'r', lifeMs: DAY_MS, typed: 'code', typedIs: 'instead', onlyOne: true, reusable: false, opensAccount: true },
  'activation-link': { path: 'a', lifeMs: DAY_MS, typed: 'code', typedIs: 'instead', onlyOne: true, reusable: false, opensAccount: true },
  reveal: { path: 's', lifeMs: DAY_MS, typed: 'code', typedIs: 'beside', onlyOne: true, reusable: false, opensAccount: true },
  'mailbox-proof': { path: 'p', lifeMs: DAY_MS, typed: 'code', typedIs: 'beside', onlyOne: true, reusable: false, opensAccount: false },
  'call-back': { path: null, lifeMs: 10 * MINUTE_MS, typed: 'digits', typedIs: 'instead', onlyOne: true, reusable: false, opensAccount: false },
  /** Beside the proof of the main mailbox, not instead of it: two channels may be proved at a time. */
  'second-address-proof': { path: 'p', lifeMs: DAY_MS, typed: 'code', typedIs: 'beside', onlyOne: true, reusable: false, opensAccount: false },
  'sms-code': { path: null, lifeMs: 10 * MINUTE_MS, typed: 'digits', typedIs: 'instead', onlyOne: true, reusable: false, opensAccount: false },
  /** Asked for by the desk, given on the status page; what is right the directory or the provider knows. */
  totp: { path: null, lifeMs: DAY_MS, typed: 'none', typedIs: 'instead', onlyOne: true, reusable: false, opensAccount: false },
  'recovery-code': { path: null, lifeMs: DAY_MS, typed: 'none', typedIs: 'instead', onlyOne: true, reusable: false, opensAccount: false },
  'home-idp': { path: null, lifeMs: DAY_MS, typed: 'none', typedIs: 'instead', onlyOne: true, reusable: false, opensAccount: false },
  /** To somebody who may vouch: the mail's day, and a day more because somebody else than the person reads it (R6). Beside it they sign in. */
  voucher: { path: 'v', lifeMs: 2 * DAY_MS, typed: 'none', typedIs: 'beside', onlyOne: false, reusable: false, opensAccount: false },
  /** The PIN of a letter to the postal address on file, typed on the requester's status page. */
  letter: { path: null, lifeMs: 21 * DAY_MS, typed: 'code', typedIs: 'instead', onlyOne: true, reusable: false, opensAccount: false },
  /** To an address that is not on file yet: its reader says yes. Opens nothing by itself (5.2 "gate"). */
  'new-address': { path: 'p', lifeMs: DAY_MS, typed: 'code', typedIs: 'beside', onlyOne: true, reusable: false, opensAccount: false },
  /** Stops what waits, or takes back what was done; lives as long as the hold and seven days more (5.6). */
  cancel: { path: 'c', lifeMs: 7 * DAY_MS, typed: 'number', typedIs: 'beside', onlyOne: false, reusable: false, opensAccount: false },
  report: { path: 'c', lifeMs: 30 * DAY_MS, typed: 'number', typedIs: 'beside', onlyOne: false, reusable: false, opensAccount: false },
  status: { path: 't', lifeMs: 30 * DAY_MS, typed: 'none', typedIs: 'nothing', onlyOne: false, reusable: true, opensAccount: false },
  /** Keeps what strangers set off away from the mailbox that it was mailed to, for `SILENCE_MS` (T12). The number stands on its page: a second one beside the code of the mail would only be mixed up with it. */
  quiet: { path: 'n', lifeMs: DAY_MS, typed: 'none', typedIs: 'nothing', onlyOne: false, reusable: false, opensAccount: false },
} as const satisfies Record<GrantPurpose, GrantRule>;

/** How long nothing is mailed that a request from outside sets off by itself, once somebody who reads the mailbox said so (T12). */
export const SILENCE_MS = DAY_MS;

/** Who sits at the page when the link is made: a link asked for on a web page is used at once (5.9 "reset by user"). */
export const ASKED_ON_A_PAGE_MS = HOUR_MS;

/** A temporary password ends 24 h after issue or 60 min after it was seen, whichever comes first (5.7). */
export const TEMPORARY_PASSWORD_MS = DAY_MS;
export const AFTER_REVEAL_MS = HOUR_MS;
/** A letter travels, and lies: what it carries lives 21 days (5.9). */
export const LETTER_MS = 21 * DAY_MS;

/** A redemption that did not finish within this time died; whoever comes next settles it. */
export const REDEMPTION_MS = MINUTE_MS;

/** The facts that every question about a grant needs. */
export interface GrantFacts {
  readonly purpose: GrantPurpose;
  readonly state: GrantState;
  readonly expiresAt: Date;
  readonly codeTries: number;
}

export type WhyNotUsable = 'used' | 'superseded' | 'expired' | 'revoked' | 'busy' | 'tries-used-up';

/** Why a grant cannot be used now; undefined: it can. The one place that knows (R30, 5.9). */
export function whyNotUsable(grant: GrantFacts, now: Date): WhyNotUsable | undefined {
  const rule: GrantRule = GRANT_RULES[grant.purpose];
  if (grant.state === 'redeeming') return 'busy';
  if (grant.state !== 'unused' && grant.state !== 'opened') return grant.state;
  if (grant.expiresAt <= now) return 'expired';
  return rule.typedIs === 'beside' && grant.codeTries >= TRIES_PER_TOKEN ? 'tries-used-up' : undefined;
}

export function isUsable(grant: GrantFacts, now: Date): boolean {
  return whyNotUsable(grant, now) === undefined;
}

/** Whether the short code may still be typed instead of the link. Wrong codes close this path only: anybody could type them (5.8). */
export function codeIsUsable(grant: GrantFacts, now: Date): boolean {
  return GRANT_RULES[grant.purpose].typedIs === 'instead' && isUsable(grant, now) && grant.codeTries < TRIES_PER_TOKEN;
}
