import { anyIsAgents } from '#agents';
import type { Account, DirectoryAbilities } from '#directory';
import { canonicalAddress, hashToken } from '#kernel';
import type { EntityManager } from '#persistence';
import { policyOf } from '#portals';
import type { Ticket } from '#tickets';
import { mainAddress } from '../../domain/account-facts.js';
import type { ActionParameters, ActionType, Asker, Channel } from '../../domain/actions.js';
import { holderChosePassword } from '../../domain/chosen-password.js';
import type { ActionFacts } from '../../domain/decide-action.js';
import type { EvidenceKind } from '../../domain/evidence.js';
import { counts, type EvidenceFacts } from '../../domain/level.js';
import { ACTION_POLICY, type ActionPolicy } from '../../domain/policy.js';
import type { Evidence } from '../../store/evidence.entity.js';
import { Grant } from '../../store/grant.entity.js';
import { haveRedeemed } from '../../store/grants.queries.js';
import { voucherOf } from '../../store/voucher-rows.js';
import type { RecoveryAction } from '../../store/recovery-action.entity.js';
import type { RecoveryCase } from '../../store/recovery-case.entity.js';
import { casesMergedInto, countFailedCases, evidenceOf, isUnderWay, isWaiting, levelOfThePast, newestAddressChange, usesOf, type AccountKey } from '../../store/recovery.queries.js';

/**
 * Rests on what one person at the desk saw. A call-back does not, but for a merger: what it opens goes to what is on file, can be undone, or takes a second
 * person, who is never the one who called (decide-approval.ts). Otherwise a desk of two could help nobody by phone (5.3).
 */
const SEEN_BY_ONE: readonly EvidenceKind[] = ['video', 'in-person'];

/** What is asked of the directory before the transaction, for one decision. */
export interface AskedBefore {
  /** The other account of a merger, if it is among the candidates and where the agent works. */
  readonly other?: Account | undefined;
  /** How many entitlements of the registration are on the owner's lists. */
  readonly entitlementsMatched?: number | null | undefined;
}

export interface FactsQuery extends AskedBefore {
  readonly ticket: Pick<Ticket, 'state' | 'portalKey'>;
  readonly recoveryCase: RecoveryCase;
  readonly account: Account | undefined;
  readonly abilities: DirectoryAbilities;
  readonly asker: Asker;
  readonly agent: { readonly id: string; readonly email: string; /** Belongs to the approval office, signed in with a second factor. */ readonly isOffice?: boolean | undefined; readonly isTrained: boolean } | null;
  readonly proofIsFresh: boolean;
  readonly channel?: Channel | undefined;
  readonly parameters?: ActionParameters | undefined;
  readonly isOverride?: boolean | undefined;
  readonly secondPersonApproved?: boolean | undefined;
  /** Who says yes as the second person. What they alone saw opens nothing, and shortens nothing, for what they decide about. */
  readonly approverId?: string | undefined;
  /** The action that is being decided again: it does not wait for itself, and what was proved then still counts for it. */
  readonly exceptAction?: { readonly id: string; readonly evidenceIds: readonly string[]; readonly requestedByAgentId?: string | null | undefined } | undefined;
  readonly now: Date;
}

export interface ReadFacts {
  /** For one type: what is waiting, and which evidence counts, differ between them. */
  readonly factsFor: (type: ActionType) => ActionFacts;
  readonly evidence: Evidence[];
  /** Ids of what counts about the other account of a merger: its evidence is evidence of the action. */
  readonly otherEvidenceIds: readonly string[];
  /** The proved new address, as it is to be written. */
  readonly newAddress: string | undefined;
}

/** Everything that `decideAction` looks at, and the evidence rows behind it. */
export async function readActionFacts(tx: EntityManager, query: FactsQuery): Promise<ReadFacts> {
  const { ticket, recoveryCase, account, agent, other, parameters = {}, now } = query;
  const key = { portalKey: ticket.portalKey, accountRef: account?.ref ?? '' };
  const evidence = account ? await evidenceOf(tx, key, now) : [];
  const onFile = (account?.addresses ?? []).map(({ address }) => canonicalAddress(address));
  const kept = new Set(query.exceptAction?.evidenceIds);
  const main = account && mainAddress(account);
  const mainMark = main && channelMark(canonicalAddress(main.address));
  const own = await policyOf(tx, ticket.portalKey);
  const isHere = await hereIn(tx, recoveryCase, evidence);
  const factsOf = (one: Evidence, of: Account = account!): EvidenceFacts => {
    // A merger has no way back and goes to nothing on file: for it a call counts as seen by whoever made it.
    const onlyBy = [...whoAloneSaw(one), ...(one.kind === 'call-back' && parameters.otherRef !== undefined ? [one.recordedByAgentId] : [])];
    const acting = [agent?.id ?? query.exceptAction?.requestedByAgentId, query.approverId];
    const facts = {
      ...evidenceFacts(one, of), seenByAsker: acting.some((id) => id != null && onlyBy.includes(id)),
      provesMain: of === account && one.kind === 'mailbox' && mainMark !== undefined && one.detail['channel'] === mainMark && isHere(one),
    };
    return kept.has(one.id) && facts.expiresAt <= now ? { ...facts, expiresAt: new Date(now.getTime() + 1) } : facts;
  };
  const newAddress = account ? await provedNewAddress(tx, evidence.filter((one) => isHere(one) && counts(factsOf(one), now))) : undefined;
  const changed = account ? await newestAddressChange(tx, key, now) : undefined;
  const waiting = account ? await isWaiting(tx, key, query.exceptAction?.id) : new Set<ActionType>();
  const all = account ? evidence.map((one) => ({ facts: factsOf(one), channel: one.detail['channel'] })) : [];
  const changedMark = markOfChange(changed);
  const otherEvidence = other ? await evidenceAboutOther(tx, { portalKey: ticket.portalKey, accountRef: other.ref }, now) : [];
  const otherFacts = other ? otherEvidence.map((one) => ({ id: one.id, facts: factsOf(one, other) })) : [];
  const otherOnFile = (other?.addresses ?? []).map(({ address }) => canonicalAddress(address));
  const common = {
    own, asker: query.asker, channel: query.channel ?? 'on-file', caseState: recoveryCase.state, ticketIsClosed: ticket.state === 'closed', account: account ?? null, abilities: query.abilities,
    uses: account ? await usesOf(tx, key, agent?.id ?? null, now) : {},
    isOwnAccount: agent !== null && onFile.includes(canonicalAddress(agent.email)),
    isColleagues: agent !== null && (await anyIsAgents(tx, onFile)),
    isUnderWay: account ? await isUnderWay(tx, key) : false,
    failedCases: account ? await countFailedCases(tx, key, recoveryCase.id, now) : 0,
    proofIsFresh: query.proofIsFresh, secondPersonApproved: query.secondPersonApproved ?? false, isOverride: query.isOverride ?? false,
    askerIsOffice: agent?.isOffice ?? false, askerIsTrained: agent?.isTrained ?? true, parameters, newAddressIsProved: newAddress !== undefined, addressIsNew: changed !== undefined,
    entitlementsMatched: query.entitlementsMatched ?? null,
    // Asked for only where nobody came in yet: of anybody else nothing depends on it.
    passwordIsChosen: account && query.abilities.tellsSignIns && account.lastSignInAt === null ? holderChosePassword(account, (await haveRedeemed(tx, ticket.portalKey, [account.ref])).has(account.ref)) : false,
    dataWereEdited: account ? isEdited(parameters, account) : false,
    accountsDiffer: account !== undefined && other !== undefined && differ(account, other),
    levelWhenFrozen: account ? await levelOfThePast(tx, key, now) : 0,
    other: other ? {
      account: other, evidence: otherFacts.map(({ facts }) => facts),
      isOwn: agent !== null && otherOnFile.includes(canonicalAddress(agent.email)), isColleagues: await anyIsAgents(tx, otherOnFile),
    } : null,
  } as const;
  return {
    evidence, newAddress, otherEvidenceIds: otherFacts.flatMap(({ id, facts }) => (counts(facts, now) ? [id] : [])),
    factsFor: (type) => {
      const policy: ActionPolicy = ACTION_POLICY[type];
      // A mailbox that came on file a moment ago is no owner's mailbox yet (5.6).
      const counted = policy.risky && changedMark ? all.filter(({ channel }) => channel !== changedMark) : all;
      return { ...common, isWaiting: waiting.has(type), evidence: counted.map(({ facts }) => facts) };
    },
  };
}

/** Of an account that is to close, without what came from an address that was itself put on file within 30 days: every merger is risky (5.6). */
async function evidenceAboutOther(tx: EntityManager, key: AccountKey, now: Date): Promise<Evidence[]> {
  const fresh = markOfChange(await newestAddressChange(tx, key, now));
  return (await evidenceOf(tx, key, now)).filter(({ detail }) => fresh === undefined || detail['channel'] !== fresh);
}

function markOfChange(changed: RecoveryAction | undefined): string | undefined {
  return changed?.parameters.address === undefined ? undefined : channelMark(canonicalAddress(changed.parameters.address));
}

/** Of all ways to reach the person: another address or phone on file is another mark, another spelling of the same number is none. */
export function markOnFile({ addresses, phones }: Pick<Account, 'addresses' | 'phones'>): string {
  return channelMark([...addresses.map(({ address }) => canonicalAddress(address)), ...phones.map(({ number }) => number.replace(/[^\d+]/g, ''))].sort().join('\n'));
}

/**
 * Evidence over a channel that is no longer on file proves nothing; a new address is not on file yet. Nor does any that is older than a change of
 * the address, a phone or the password, also where Rekey did not make it (5.4). A temporary password is nobody's choice: whoever gives one out
 * voids by themselves, and its scrambling must not take away what was proved meanwhile. That a password has to be changed makes it none.
 */
export function evidenceFacts(evidence: Evidence, account: Pick<Account, 'addresses' | 'phones' | 'passwordChangedAt' | 'mustChangePassword' | 'temporaryPasswordExpiresAt'>): EvidenceFacts {
  const channel = evidence.detail['channel'];
  const onFile = [...account.addresses.map(({ address }) => channelMark(canonicalAddress(address))), ...account.phones.map(({ number }) => channelMark(number))];
  const isGone = evidence.kind !== 'new-address' && typeof channel === 'string' && !onFile.includes(channel);
  const isTemporary = account.mustChangePassword && account.temporaryPasswordExpiresAt !== null;
  const isOutlived = (account.passwordChangedAt !== null && !isTemporary && account.passwordChangedAt > evidence.recordedAt)
    || (typeof evidence.detail['onFile'] === 'string' && evidence.detail['onFile'] !== markOnFile(account));
  return { kind: evidence.kind, ...(evidence.kind === 'voucher' && { givenBy: voucherOf(evidence)?.ref }), outcome: evidence.outcome, expiresAt: evidence.expiresAt, voidedAt: isGone || isOutlived ? evidence.recordedAt : (evidence.voidedAt ?? null) };
}

/** Evidence counts for the account over all its tickets (5.4); what names a new address, or lets one come, only where it was asked for, and where that ticket went. */
async function hereIn(tx: EntityManager, { id, ticketId }: RecoveryCase, evidence: readonly Evidence[]): Promise<(one: Evidence) => boolean> {
  const cases = new Set([id, ...(evidence.some(({ caseId }) => caseId !== id) ? await casesMergedInto(tx, ticketId) : [])]);
  return ({ caseId }) => cases.has(caseId);
}

/** Agents who alone could have made it up: who checked an identity, each who printed the letter, and who vouched. Their ids; mostly none. */
export function whoAloneSaw(evidence: Evidence): readonly string[] {
  // Until 2026-11-30 one id, or null: of whoever printed it last.
  if (evidence.kind === 'letter') return [evidence.detail['printedBy']].flat().filter((id) => typeof id === 'string');
  return [SEEN_BY_ONE.includes(evidence.kind) ? evidence.recordedByAgentId : voucherOf(evidence)?.agentId].filter((id) => typeof id === 'string');
}

/** The newest address whose reader said yes to becoming this account's, on this ticket. The desk never types one into an action. */
async function provedNewAddress(tx: EntityManager, evidence: readonly Evidence[]): Promise<string | undefined> {
  const newest = evidence.find(({ kind }) => kind === 'new-address');
  const grantId = newest?.detail['grantId'];
  return typeof grantId === 'string' ? (await tx.findOne(Grant, { id: grantId }))?.sentTo : undefined;
}

/** By which a channel is recognised again without being written down. */
export function channelMark(addressOrNumber: string): string {
  return hashToken(addressOrNumber);
}

function isEdited({ profile, username }: ActionParameters, { registration }: Account): boolean {
  if (!registration) return false;
  const given = new Map(registration.corrections.map((one) => [one.field as string, one.given]));
  const otherData = Object.entries(profile ?? {}).some(([field, value]) => value !== undefined && given.get(field) !== value);
  return otherData || (username !== undefined && username !== registration.proposedUsername);
}

const plain = (name: string): string => name.normalize('NFC').trim().toLowerCase();

function differ(one: Account, other: Account): boolean {
  return plain(one.displayName) !== plain(other.displayName) || (one.organisation !== null && other.organisation !== null && plain(one.organisation) !== plain(other.organisation));
}
