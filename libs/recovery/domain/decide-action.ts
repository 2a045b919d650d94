import { refuse, type Allowed, type Refusal } from '#kernel';
import { usableAddresses, type AbilityWord, type AccountFacts, type AccountStateWord } from './account-facts.js';
import type { ActionParameters, ActionType, Asker, Channel } from './actions.js';
import { mayMove, type CaseState } from './case-states.js';
import { needsOf, type Needs, type NeedsFacts } from './channel-needs.js';
import { UNCHANGED_FOR_MS } from './evidence.js';
import { counts, levelOf, type Assurance, type EvidenceFacts, type Level } from './level.js';
import { withinLimit, type LimitName } from './limits.js';
import { ACTION_POLICY, type ActionPolicy } from './policy.js';
import { limitOf } from './stricter.js';

export interface ActionFacts extends Omit<NeedsFacts, 'levelHeld'> {
  readonly asker: Asker;
  readonly channel: Channel;
  readonly caseState: CaseState;
  readonly ticketIsClosed: boolean;
  /** The agent who asks is the holder: an address of theirs is on file. */
  readonly isOwnAccount: boolean;
  /** The account is somebody's at this desk: no agent acts on another agent's, nor on a superior's (T22). */
  readonly isColleagues: boolean;
  readonly abilities: Readonly<Record<AbilityWord, boolean>>;
  /** When each limit that concerns account and agent was used before; actions that are only approved count. */
  readonly uses: Readonly<Partial<Record<LimitName, readonly Date[]>>>;
  /** Something is being done to the account's credentials right now, or was left half-done. */
  readonly isUnderWay: boolean;
  /** The same change of this account already waits for a second person or for the end of its hold. */
  readonly isWaiting: boolean;
  /** The agent proved who they are within the last 15 minutes. Rekey and holders of a link need not. */
  readonly proofIsFresh: boolean;
  /** Knows the written procedure of the portal (ORP.4.A11, R63). Rekey, holders of a link, and what was asked for by somebody trained: yes. */
  readonly askerIsTrained: boolean;
  /** A second person approved this very action. */
  readonly secondPersonApproved: boolean;
  readonly parameters: ActionParameters;
  /** Somebody who reads the new address said yes, and the evidence is still good. */
  readonly newAddressIsProved: boolean;
  /** How many of the entitlements that the registration named are on the owner's lists; null: never compared. */
  readonly entitlementsMatched: number | null;
  /** `holderChosePassword`. */
  readonly passwordIsChosen: boolean;
  /** For a merger: the account that closes, and what is proved about it; null: there is none, it is not among the candidates, or not where the agent works. */
  readonly other: OtherFacts | null;
}

/** The same questions as of the account that stays: it loses more. */
export interface OtherFacts {
  readonly account: AccountFacts;
  readonly evidence: readonly EvidenceFacts[];
  /** An address of whoever asks is on file there. */
  readonly isOwn: boolean;
  readonly isColleagues: boolean;
}

export interface ActionAllowed extends Allowed {
  readonly levelNeeded: Level;
  readonly levelHeld: Level;
  /** Somebody else has to say yes before anything happens. */
  readonly secondPerson: boolean;
  /** How long it waits after that. */
  readonly holdMs: number;
}

/** What stands in the way when the account is in a state that the action does not list. */
export const STATE_REFUSALS = {
  active: 'recovery.not-pending-activation',
  locked: 'recovery.not-pending-activation',
  'pending-activation': 'recovery.pending-activation',
  disabled: 'recovery.account-disabled',
  frozen: 'recovery.account-frozen',
  'registration-locked': 'recovery.registration-locked',
} as const satisfies Record<AccountStateWord, string>;

/** While one of these is under way in a case, nothing else is begun there. */
const BUSY: readonly CaseState[] = ['second-person', 'hold'];

/**
 * May this be done to this account, on this evidence, now? The console shows the answer; the server obeys it.
 * What cannot be helped at the desk is said first, what a sign-in cures last.
 */
export function decideAction(type: ActionType, asked: ActionFacts, now: Date): ActionAllowed | Refusal {
  // What only the asker saw opens nothing for the asker: who checks an identity and who acts are two people (5.2, T22).
  const seenByOthers = (evidence: readonly EvidenceFacts[]) => evidence.filter(({ seenByAsker }) => seenByAsker !== true);
  const facts = { ...asked, evidence: seenByOthers(asked.evidence), other: asked.other && { ...asked.other, evidence: seenByOthers(asked.other.evidence) } };
  const decided = decideOn(type, facts, now);
  const isForLack = !decided.allowed && (decided.refusal === 'recovery.level-too-low' || decided.refusal === 'recovery.other-account-unproved');
  return isForLack && decideOn(type, asked, now).allowed ? refuse('recovery.checked-by-asker') : decided;
}

function decideOn(type: ActionType, facts: ActionFacts, now: Date): ActionAllowed | Refusal {
  const policy: ActionPolicy | undefined = ACTION_POLICY[type];
  if (!policy) return refuse('recovery.no-policy');
  const { account } = facts;
  if (facts.asker !== 'requester' && (facts.ticketIsClosed || facts.caseState === 'closed')) return refuse('recovery.case-closed');
  if (!account) return refuse('recovery.account-not-linked');
  // To stop an account is everybody's (R67).
  if (facts.asker === 'agent' && !facts.askerIsTrained && type !== 'freeze') return refuse('recovery.not-trained');
  const held = levelOf(facts.evidence, account, now);
  const needs = needsOf(type, facts.channel, { ...facts, levelHeld: held.level }, now);
  const inTheWay = accountRefusal(type, policy, facts, account) ?? (needs ? undefined : refuse('recovery.channel-not-possible', { missing: [`channel:${facts.channel}`] }))
    ?? particulars(type, facts, account, now) ?? limitRefusal(policy, facts, now);
  if (inTheWay || !needs) return inTheWay ?? refuse('recovery.channel-not-possible');
  const secondPerson = needs.secondPerson || isOverLimit(policy, facts, now);
  return levelRefusal(type, facts, held, needs, now)
    ?? (secondPerson && facts.asker !== 'agent' ? refuse('recovery.second-person-needed') : undefined)
    ?? (policy.credential && facts.asker === 'agent' && !facts.proofIsFresh ? refuse('recovery.fresh-proof-needed') : undefined)
    ?? { allowed: true, levelNeeded: needs.level, levelHeld: held.level, secondPerson: secondPerson && !facts.secondPersonApproved, holdMs: needs.holdMs };
}

/** The level that an action needs over a channel, for showing; 0 where the channel is not possible. */
export function levelNeeded(type: ActionType, facts: ActionFacts, now: Date): Level {
  const { level } = levelOf(facts.evidence, facts.account ?? { privileged: false, hasSecondFactor: false }, now);
  return needsOf(type, facts.channel, { ...facts, levelHeld: level }, now)?.level ?? 0;
}

function accountRefusal(type: ActionType, policy: ActionPolicy, facts: ActionFacts, account: AccountFacts): Refusal | undefined {
  if (account.excluded) return refuse('recovery.excluded-account');
  // Nobody helps themselves, nor a colleague (T22); to stop an account is always fine.
  if (facts.isOwnAccount && type !== 'freeze') return refuse('recovery.own-account');
  if (facts.isColleagues && type !== 'freeze' && facts.asker === 'agent') return refuse('recovery.colleagues-account');
  if (account.privileged && policy.stricterWhenPrivileged && facts.asker !== 'agent') return refuse('recovery.privileged-account');
  // Somebody opened it in the directory: two people say that it may stay so, or anybody freezes it again; until then a person decides.
  const isOpened = account.shouldBeFrozen === true;
  if (type === 'unfreeze' && account.state !== 'frozen' && !isOpened) return refuse('recovery.not-frozen');
  if (isOpened && facts.asker !== 'agent' && type !== 'freeze') return refuse('recovery.account-frozen');
  if (type !== 'unfreeze' && (account.state === 'frozen' || (facts.caseState === 'frozen' && type !== 'freeze'))) return refuse('recovery.account-frozen');
  if (!policy.states.includes(account.state) && !(type === 'unfreeze' && isOpened)) return refuse(type === 'unlock' && account.state === 'active' ? 'recovery.not-locked' : STATE_REFUSALS[account.state]);
  if (policy.ability && !facts.abilities[policy.ability]) return refuse('recovery.directory-cannot', { missing: [policy.ability] });
  if (policy.needsAddress && facts.channel === 'on-file' && usableAddresses(account).length === 0) return refuse('recovery.no-address-on-file');
  if (policy.credential && facts.isUnderWay) return refuse('recovery.case-busy', { missing: ['action:under-way'] });
  if (facts.isWaiting && !facts.secondPersonApproved) return refuse('recovery.case-busy', { missing: ['action:waiting'] });
  const isStuck = BUSY.includes(facts.caseState) || !(mayMove(facts.caseState, 'executing') || facts.caseState === 'frozen');
  if (facts.asker === 'agent' && type !== 'freeze' && !facts.secondPersonApproved && isStuck) return refuse('recovery.case-busy', { missing: [`case:${facts.caseState}`] });
  return undefined;
}

/** What single actions ask beyond their row. */
function particulars(type: ActionType, facts: ActionFacts, account: AccountFacts, now: Date): Refusal | undefined {
  const { parameters, channel } = facts;
  if (channel === 'elsewhere' && parameters.via === 'new-address' && !facts.newAddressIsProved) return refuse('recovery.new-address-unproved');
  switch (type) {
    case 'change-email': case 'add-second-address':
      return facts.newAddressIsProved ? undefined : refuse('recovery.new-address-unproved');
    case 'approve-registration':
      if (account.registration?.waitsFor !== 'approval') return refuse('recovery.registration-waits-for-other', { missing: [`waits-for:${account.registration?.waitsFor ?? 'nothing'}`] });
      return (facts.entitlementsMatched ?? 0) > 0 || facts.isOverride ? undefined : refuse('recovery.not-entitled');
    case 'release-registration-data':
      return account.registration?.waitsFor === 'data-release' ? undefined : refuse('recovery.registration-waits-for-other', { missing: [`waits-for:${account.registration?.waitsFor ?? 'nothing'}`] });
    case 'refuse-registration':
      return account.registration ? undefined : refuse('recovery.registration-waits-for-other', { missing: ['waits-for:nothing'] });
    case 'send-initial-credentials':
      // Where the directory does not tell, every account would look as if nobody had ever come in.
      if (!facts.abilities.tellsSignIns) return refuse('recovery.directory-cannot', { missing: ['tellsSignIns'] });
      if (account.lastSignInAt) return refuse('recovery.already-signed-in');
      return facts.passwordIsChosen ? refuse('recovery.password-chosen') : undefined;
    case 'issue-pin':
      if (account.pinAreas.length === 0) return refuse('recovery.no-pin-area');
      return channel === 'on-file' ? postalRefusal(account, now) : undefined;
    case 'unlock-pin-area':
      return account.pinAreas.some(({ state }) => state === 'blocked') ? undefined : refuse('recovery.pin-not-blocked');
    case 'reset-second-factor':
      return account.hasSecondFactor ? undefined : refuse('recovery.no-second-factor');
    case 'merge-accounts': case 'migrate-account':
      return otherRefusal(type, facts);
    default:
      return undefined;
  }
}

/** Whether the account that would close may be handled here at all; `account:other` says that it is the one meant. An override sets evidence aside, not this. */
function otherRefusal(type: 'merge-accounts' | 'migrate-account', { other, parameters, asker }: ActionFacts): Refusal | undefined {
  if (!other) return parameters.otherRef === undefined ? undefined : refuse('recovery.not-a-candidate');
  const { state, excluded, privileged } = other.account;
  const missing = ['account:other'];
  if (excluded || privileged) return refuse('recovery.excluded-account', { missing });
  if (other.isOwn) return refuse('recovery.own-account', { missing });
  if (other.isColleagues && asker === 'agent') return refuse('recovery.colleagues-account', { missing });
  // A frozen one would be out of its freeze: closed, and all that hangs on it somebody else's.
  return (ACTION_POLICY[type].states as readonly AccountStateWord[]).includes(state) ? undefined : refuse(STATE_REFUSALS[state], { missing });
}

function postalRefusal({ postalAddressSince: since }: AccountFacts, now: Date): Refusal | undefined {
  if (!since) return refuse('recovery.no-postal-address');
  const oldEnough = new Date(since.getTime() + UNCHANGED_FOR_MS);
  return oldEnough > now ? refuse('recovery.channel-too-new', { until: oldEnough }) : undefined;
}

/** A full limit can be waited out; for what agents do to credentials, a second person helps too (5.8). */
function limitRefusal(policy: ActionPolicy, facts: ActionFacts, now: Date): Refusal | undefined {
  if (facts.isOverride) return undefined;
  for (const name of policy.limits) {
    const verdict = withinLimit(name, facts.uses[name] ?? [], now, limitOf(name, facts.own));
    if (verdict.within) continue;
    if (verdict.because === 'too-soon') return facts.secondPersonApproved ? undefined : refuse('recovery.cooling-down', { until: verdict.until });
    if (policy.credential && facts.asker === 'agent') continue;
    return refuse('recovery.limit-reached', { missing: [`limit:${name}`], until: verdict.until });
  }
  return undefined;
}

function isOverLimit(policy: ActionPolicy, facts: ActionFacts, now: Date): boolean {
  return policy.credential && policy.limits.some((name) => {
    const verdict = withinLimit(name, facts.uses[name] ?? [], now, limitOf(name, facts.own));
    return !verdict.within && verdict.because === 'too-many';
  });
}

function levelRefusal(type: ActionType, facts: ActionFacts, held: Assurance, needs: Needs, now: Date): Refusal | undefined {
  const missing = held.missingFor(needs.level);
  if (missing.length > 0) return refuse('recovery.level-too-low', { missing });
  if (facts.isOverride) return undefined;
  // "Old mailbox confirms" is a proof of that very mailbox, for this very request; anything else is the silent-mailbox row.
  const bringsAddress = type === 'change-email' || type === 'add-second-address';
  if (bringsAddress && facts.channel === 'on-file' && !facts.evidence.some((one) => one.provesMain === true && counts(one, now))) return refuse('recovery.old-mailbox-silent');
  if (type !== 'merge-accounts' && type !== 'migrate-account') return undefined;
  if (!facts.other) return undefined;
  // It closes, and its second factor with it: two families of proof as for whatever else opens such an account (R7).
  const level = facts.other.account.hasSecondFactor ? (Math.max(2, needs.level) as Level) : needs.level;
  const others = levelOf(facts.other.evidence, facts.other.account, now).missingFor(level);
  return others.length > 0 ? refuse('recovery.other-account-unproved', { missing: others }) : undefined;
}
