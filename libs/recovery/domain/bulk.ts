import type { AccountStateWord } from './account-facts.js';
import { APPROVAL_MS } from './policy.js';

/** What can be done to many accounts at once: a whole portal must choose new passwords (U20), a class gets its first ones (P10). */
export const BULK_KINDS = ['forced-reset', 'initial-credentials'] as const;
export type BulkKind = (typeof BULK_KINDS)[number];
export type BulkState = 'awaiting-approval' | 'running' | 'done' | 'refused' | 'cancelled';

/** R18: whoever forces others to change their passwords says why, in more than a word. Credentials for the first time force nobody. */
export const SHORTEST_BULK_REASON = 10;

export function isReasonMissing(kind: BulkKind, reason: string | undefined): boolean {
  return kind === 'forced-reset' && [...(reason ?? '').trim()].length < SHORTEST_BULK_REASON;
}

/** Nobody was the second person within a day: it is begun by nobody any more (5.5). */
export function isBulkOver({ state, createdAt }: { readonly state: BulkState; readonly createdAt: Date }, now: Date): boolean {
  return state === 'awaiting-approval' && createdAt.getTime() + APPROVAL_MS <= now.getTime();
}

/** So many accounts in one round of upkeep: a portal of 10,000 takes hours, and its mails do not look like a flood (5.8). */
export const BULK_PER_ROUND = 50;
/** Slips of a class are handed out in lessons, not within a day. */
export const SLIP_MS = 14 * 24 * 3_600_000;

interface BulkFacts {
  readonly state: AccountStateWord;
  readonly privileged: boolean;
  readonly excluded: boolean;
  readonly lastSignInAt: Date | null;
  /** `holderChosePassword`. */
  readonly passwordIsChosen: boolean;
}

/** Why an account is passed over; undefined: it is meant. */
export function skippedBecause(kind: BulkKind, { state, privileged, excluded, lastSignInAt, passwordIsChosen }: BulkFacts): string | undefined {
  if (excluded) return 'excluded';
  if (kind === 'forced-reset') return state === 'active' || state === 'locked' ? undefined : `state:${state}`;
  if (privileged) return 'privileged';
  if (lastSignInAt) return 'signed-in-before';
  if (passwordIsChosen) return 'password-chosen';
  return state === 'active' || state === 'pending-activation' ? undefined : `state:${state}`;
}
