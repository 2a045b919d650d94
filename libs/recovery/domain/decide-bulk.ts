import { refuse, type Allowed, type Refusal } from '#kernel';
import { usableAddresses, type AccountFacts } from './account-facts.js';
import { BULK_POLICY, isReasonMissing, LONGEST_DEADLINE_MS, SHORTEST_DEADLINE_MS, type BulkAbility, type BulkKind, type BulkPolicy } from './bulk.js';
import { holderChosePassword, type PasswordFacts } from './chosen-password.js';
import { STATE_REFUSALS } from './decide-action.js';
import type { RecoveryRefusal } from './refusals.js';
import type { Own } from './stricter.js';

/** Whom an order concerns, as the directory lists them. */
export interface BulkCount {
  readonly meant: number;
  /** Listed, but passed over. */
  readonly leftOut: number;
  /** Meant, without an address that a mail may go to. */
  readonly unreachable: number;
  /** False: there are more, and counting stopped (`COUNTED_AT_MOST`). */
  readonly countedAll: boolean;
}

export interface BulkFacts {
  readonly askerIsTrained: boolean;
  readonly proofIsFresh: boolean;
  readonly abilities: Readonly<Record<BulkAbility, boolean>>;
  readonly own: Own;
  readonly group: string | undefined;
  readonly reason: string | undefined;
  readonly deadlineAt: Date | undefined;
  /** Left out: not counted yet, because everything else is looked at first. */
  readonly counted?: BulkCount | undefined;
  /** What the second person was shown; left out: nobody approves yet. Null: never counted. */
  readonly shown?: BulkCount | null | undefined;
}

/**
 * May this be done to many, now? Asked when it is ordered and again when the second person says yes; each account is judged by
 * `whyPassedOver` when its turn comes. No evidence stands behind it, since nobody asked for themselves: two people do, always.
 */
export function decideBulk(kind: BulkKind, facts: BulkFacts, now: Date): Allowed | Refusal {
  const policy: BulkPolicy | undefined = BULK_POLICY[kind];
  if (!policy) return refuse('recovery.no-policy');
  if (!facts.askerIsTrained) return refuse('recovery.not-trained');
  for (const ability of policy.abilities) if (!facts.abilities[ability]) return refuse('recovery.directory-cannot', { missing: [ability] });
  if (policy.as && (facts.own?.actions?.[policy.as]?.level ?? 0) > 0) return refuse('recovery.bulk-needs-evidence');
  if (policy.needsGroup && facts.group === undefined) return refuse('recovery.parameter-missing', { missing: ['parameter:group'] });
  if (isReasonMissing(kind, facts.reason)) return refuse('recovery.reason-needed', { missing: ['parameter:reason'] });
  if (facts.deadlineAt && !isFit(policy, facts.deadlineAt, facts.shown === undefined ? SHORTEST_DEADLINE_MS : 0, now)) return refuse('recovery.bulk-deadline-misfit', { missing: ['parameter:deadlineAt'] });
  if (!facts.proofIsFresh) return refuse('recovery.fresh-proof-needed');
  if (!facts.counted) return { allowed: true };
  if (facts.counted.meant === 0 && facts.counted.countedAll) return refuse('recovery.bulk-meets-nobody');
  return facts.shown === undefined || !hasGrown(facts.shown, facts.counted) ? { allowed: true } : refuse('recovery.bulk-has-grown');
}

function isFit({ tells }: BulkPolicy, deadlineAt: Date, leastMs: number, now: Date): boolean {
  const aheadMs = deadlineAt.getTime() - now.getTime();
  return tells && aheadMs >= leastMs && aheadMs > 0 && aheadMs <= LONGEST_DEADLINE_MS;
}

/** Whoever agreed to ten did not agree to eleven. */
function hasGrown(shown: BulkCount | null, counted: BulkCount): boolean {
  return shown === null || counted.meant > shown.meant || (shown.countedAll && !counted.countedAll);
}

/** What the directory alone does not know of an account. */
export interface KnownOfAccount {
  /** Somebody at the desk has an address of it. */
  readonly isColleagues: boolean;
  /** `holderChosePassword`. */
  readonly passwordIsChosen: boolean;
}

/** Why an account is passed over; undefined: it is meant. */
export function whyPassedOver(kind: BulkKind, { excluded, privileged, lastSignInAt, state }: Pick<AccountFacts, 'state' | 'privileged' | 'excluded' | 'lastSignInAt'>, { isColleagues, passwordIsChosen }: KnownOfAccount): RecoveryRefusal | undefined {
  const policy: BulkPolicy = BULK_POLICY[kind];
  if (excluded) return 'recovery.excluded-account';
  if (policy.opens && isColleagues) return 'recovery.colleagues-account';
  if (policy.opens && privileged) return 'recovery.privileged-account';
  if (policy.opens && lastSignInAt) return 'recovery.already-signed-in';
  if (policy.opens && passwordIsChosen) return 'recovery.password-chosen';
  return policy.states.includes(state) ? undefined : STATE_REFUSALS[state];
}

/** One page more of the directory's list, as far as the directory tells; few more may be passed over when their turn comes. */
export function countOn(kind: BulkKind, before: BulkCount, accounts: readonly (AccountFacts & PasswordFacts)[]): BulkCount {
  const meant = accounts.filter((account) => whyPassedOver(kind, account, { isColleagues: false, passwordIsChosen: holderChosePassword(account, false) }) === undefined);
  return {
    ...before, meant: before.meant + meant.length, leftOut: before.leftOut + accounts.length - meant.length,
    unreachable: before.unreachable + (BULK_POLICY[kind].tells ? meant.filter((account) => usableAddresses(account).length === 0).length : 0),
  };
}
