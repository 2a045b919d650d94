import { DAY_MS } from '#kernel';
import type { AccountStateWord } from './account-facts.js';
import type { ActionType } from './actions.js';
import { APPROVAL_MS } from './policy.js';

/** What can be done to many accounts at once: a whole portal must choose new passwords (U20, P14), a class gets its first ones (P10). */
export const BULK_KINDS = ['forced-reset', 'initial-credentials'] as const;
export type BulkKind = (typeof BULK_KINDS)[number];
export type BulkState = 'awaiting-approval' | 'running' | 'done' | 'refused' | 'cancelled';
/** `approved` is intent on paper before the directory is asked; `untold`: it was done, and nobody could be told. */
export type BulkItemState = 'approved' | 'done' | 'untold' | 'failed' | 'skipped';
export type BulkAbility = 'list' | 'requirePasswordChange' | 'temporaryPassword' | 'tellsSignIns';

export interface BulkPolicy {
  readonly abilities: readonly BulkAbility[];
  /** Accounts in these states are meant; all others are passed over. */
  readonly states: readonly AccountStateWord[];
  /** Never the whole portal. */
  readonly needsGroup: boolean;
  /** R18: whoever forces others to change their passwords says why. */
  readonly needsReason: boolean;
  /** What it does to one account, where that is an action with a row of its own: a portal that asks for evidence there gets no way around it here (R44). */
  readonly as?: ActionType;
  /** Opens an account, so privileged ones and those of people at the desk are not among them (5.3, T22). */
  readonly opens: boolean;
  /** A mail is all that people get of it, so the order says beforehand how many cannot be reached. */
  readonly tells: boolean;
  /** The entry of the risk analysis (R1): why this is enough. */
  readonly risk: string;
}

/** What each order for many needs; every one needs two people. Changes get a new `POLICY_VERSION`, and one without a row is refused (R1). */
export const BULK_POLICY = {
  'forced-reset': {
    abilities: ['list', 'requirePasswordChange'], states: ['active', 'locked'], needsGroup: false, needsReason: true, opens: false, tells: true,
    risk: 'opens nothing and hands out nothing: the next sign-in lets in only to choose another password, and who forgot theirs gets a link as ever; a wrong order costs many people a minute, and a mail without a link teaches nobody to follow one (P14)',
  },
  'initial-credentials': {
    abilities: ['list', 'temporaryPassword', 'tellsSignIns'], states: ['active', 'pending-activation'], needsGroup: true, needsReason: false, as: 'send-initial-credentials', opens: true, tells: false,
    risk: 'only for accounts that nobody ever signed in to; slips are printed by the office and handed out by whoever knows the people (seed 000)',
  },
} as const satisfies Record<BulkKind, BulkPolicy>;

/** R18: more than a word. */
export const SHORTEST_BULK_REASON = 10;
/** A second person has a day, and a large portal takes hours: a date before that could be over before somebody reads of it. */
export const SHORTEST_DEADLINE_MS = APPROVAL_MS;
/** What lies further ahead is a typing error. */
export const LONGEST_DEADLINE_MS = 366 * DAY_MS;

export function isReasonMissing(kind: BulkKind, reason: string | undefined): boolean {
  return BULK_POLICY[kind].needsReason && [...(reason ?? '').trim()].length < SHORTEST_BULK_REASON;
}

/** Nobody was the second person within a day: it is begun by nobody any more (5.5). */
export function isBulkOver({ state, createdAt }: { readonly state: BulkState; readonly createdAt: Date }, now: Date): boolean {
  return state === 'awaiting-approval' && createdAt.getTime() + APPROVAL_MS <= now.getTime();
}

/** The date that a mail may still name; undefined: there is none, or it is over, and a mail that asks for something until yesterday helps nobody. */
export function deadlineToTell(deadlineAt: Date | null | undefined, now: Date): Date | undefined {
  return deadlineAt && deadlineAt > now ? deadlineAt : undefined;
}

/** So many accounts in one round of upkeep: a portal of 10,000 takes hours, and its mails do not look like a flood (5.8). */
export const BULK_PER_ROUND = 50;
/** Counted before anybody approves, so that nobody approves blindly; beyond it "more than" is said, since somebody waits for the answer. */
export const COUNTED_AT_MOST = 5_000;
/** Slips of a class are handed out in lessons, not within a day. */
export const SLIP_MS = 14 * DAY_MS;
