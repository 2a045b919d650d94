import { refuse, type Allowed, type Refusal } from '#kernel';
import { usableAddresses, type AbilityWord, type AccountFacts, type AccountStateWord } from './account-facts.js';
import type { ActionType, Asker } from './actions.js';
import { mayMove, type CaseState } from './case-states.js';
import { levelOf, type Assurance, type EvidenceFacts, type Level } from './level.js';
import { withinLimit, type LimitName } from './limits.js';
import { ACTION_POLICY, FAILED_CASES_THAT_RAISE, type ActionPolicy } from './policy.js';

export interface ActionFacts {
  readonly asker: Asker;
  readonly caseState: CaseState;
  readonly ticketIsClosed: boolean;
  /** Null: no account is linked to the case. */
  readonly account: AccountFacts | null;
  /** The agent who asks is the holder: an address of theirs is on file. */
  readonly isOwnAccount: boolean;
  readonly abilities: Readonly<Record<AbilityWord, boolean>>;
  readonly evidence: readonly EvidenceFacts[];
  /** When each limit that concerns account and agent was used before; actions that are only approved count. */
  readonly uses: Readonly<Partial<Record<LimitName, readonly Date[]>>>;
  /** Something is being done to the account's credentials right now, or was left half-done. */
  readonly isUnderWay: boolean;
  /** Cases on this account that failed within 30 days. */
  readonly failedCases: number;
  /** The agent proved who they are within the last 15 minutes. Rekey and holders of a link need not. */
  readonly proofIsFresh: boolean;
  /** A second person approved this very action. */
  readonly secondPersonApproved: boolean;
}

export interface ActionAllowed extends Allowed {
  readonly levelNeeded: Level;
  readonly levelHeld: Level;
}

/** What stands in the way when the account is in a state that the action does not list. */
const STATE_REFUSALS = {
  active: 'recovery.not-pending-activation',
  locked: 'recovery.not-pending-activation',
  'pending-activation': 'recovery.pending-activation',
  disabled: 'recovery.account-disabled',
  frozen: 'recovery.account-frozen',
  'registration-locked': 'recovery.registration-locked',
} as const satisfies Record<AccountStateWord, string>;

/**
 * May this be done to this account, on this evidence, now? The console shows the answer; the server obeys it.
 * What cannot be helped at the desk is said first, what a sign-in cures last.
 */
export function decideAction(type: ActionType, facts: ActionFacts, now: Date): ActionAllowed | Refusal {
  const policy: ActionPolicy | undefined = ACTION_POLICY[type];
  if (!policy) return refuse('recovery.no-policy');
  const { account } = facts;
  if (facts.asker !== 'requester' && (facts.ticketIsClosed || facts.caseState === 'closed')) return refuse('recovery.case-closed');
  if (!account) return refuse('recovery.account-not-linked');
  const inTheWay = accountRefusal(type, policy, facts, account) ?? limitRefusal(policy, facts, now);
  if (inTheWay) return inTheWay;

  const held = levelOf(facts.evidence, account, now);
  const needed = levelNeeded(policy, facts);
  return levelRefusal(policy, facts, account, held, needed)
    ?? (policy.credential && facts.asker === 'agent' && !facts.proofIsFresh ? refuse('recovery.fresh-proof-needed') : undefined)
    ?? { allowed: true, levelNeeded: needed, levelHeld: held.level };
}

/** The level an action needs on the on-file channel: the row, one more for privileged accounts, one more after failed cases. */
export function levelNeeded(policy: ActionPolicy, { account, failedCases }: Pick<ActionFacts, 'account' | 'failedCases'>): Level {
  const privileged = account?.privileged && policy.stricterWhenPrivileged ? 1 : 0;
  // What goes to the address on file at A0 stays open: failing on purpose must not take it from the owner (R33).
  const suspicious = policy.onFile.level > 0 && failedCases >= FAILED_CASES_THAT_RAISE ? 1 : 0;
  return Math.min(3, policy.onFile.level + privileged + suspicious) as Level;
}

function accountRefusal(type: ActionType, policy: ActionPolicy, facts: ActionFacts, account: AccountFacts): Refusal | undefined {
  if (account.excluded) return refuse('recovery.excluded-account');
  // Nobody helps themselves (T22); to stop one's own account is always fine.
  if (facts.isOwnAccount && type !== 'freeze') return refuse('recovery.own-account');
  if (account.privileged && policy.stricterWhenPrivileged && facts.asker !== 'agent') return refuse('recovery.privileged-account');
  if (account.state === 'frozen' || (facts.caseState === 'frozen' && type !== 'freeze')) return refuse('recovery.account-frozen');
  if (!policy.states.includes(account.state)) return refuse(type === 'unlock' && account.state === 'active' ? 'recovery.not-locked' : STATE_REFUSALS[account.state]);
  if (policy.ability && !facts.abilities[policy.ability]) return refuse('recovery.directory-cannot', { missing: [policy.ability] });
  if (policy.needsAddress && usableAddresses(account).length === 0) return refuse('recovery.no-address-on-file');
  if (policy.credential && facts.isUnderWay) return refuse('recovery.case-busy', { missing: ['action:under-way'] });
  if (facts.asker === 'agent' && type !== 'freeze' && !mayMove(facts.caseState, 'executing')) return refuse('recovery.case-busy', { missing: [`case:${facts.caseState}`] });
  return undefined;
}

/** A full limit can be waited out; for what agents do, a second person helps too (5.8). */
function limitRefusal(policy: ActionPolicy, facts: ActionFacts, now: Date): Refusal | undefined {
  for (const name of policy.limits) {
    const verdict = withinLimit(name, facts.uses[name] ?? [], now);
    if (verdict.within) continue;
    if (verdict.because === 'too-soon') return refuse('recovery.cooling-down', { until: verdict.until });
    if (policy.credential && facts.secondPersonApproved) continue;
    return refuse('recovery.limit-reached', { missing: [`limit:${name}`], until: verdict.until });
  }
  return undefined;
}

function levelRefusal(policy: ActionPolicy, facts: ActionFacts, account: AccountFacts, held: Assurance, needed: Level): Refusal | undefined {
  const missing = held.missingFor(needed);
  if (missing.length > 0) return refuse('recovery.level-too-low', { missing });
  const secondPerson = policy.onFile.secondPerson || (account.privileged && policy.stricterWhenPrivileged);
  return secondPerson && !facts.secondPersonApproved ? refuse('recovery.second-person-needed') : undefined;
}
