import { Injectable } from '@nestjs/common';
import { isPermitted, namesOfAgents, sees, type Caller } from '#agents';
import type { ActionOffer, CaseView } from '#contracts';
import { Directories, type Account } from '#directory';
import { Clock, Fault, maskAddress, refuse, type Refusal } from '#kernel';
import { smsOfTickets } from '#outbound';
import { Database, type EntityManager } from '#persistence';
import { officeOf, Portals, type PortalProfile } from '#portals';
import { noteAccountOf, Ticket } from '#tickets';
import { ACTION_TYPES, type ActionType, type Channel } from '../../domain/actions.js';
import { isOffered } from '../../domain/offers.js';
import { fitting } from '../../domain/entitlements.js';
import { decideAction, levelNeeded, type ActionFacts } from '../../domain/decide-action.js';
import { counts, levelOf, type Level } from '../../domain/level.js';
import { ACTION_POLICY, type ActionPolicy } from '../../domain/policy.js';
import { checkEntitlements } from '../account/check-entitlements.js';
import { isOffice } from '../account/request-action.js';
import { Grant } from '../../store/grant.entity.js';
import { RecoveryAction } from '../../store/recovery-action.entity.js';
import { RecoveryCase } from '../../store/recovery-case.entity.js';
import { evidenceFacts, readActionFacts } from '../account/action-facts.js';
import { openRequests } from '../../store/grants.queries.js';
import { meansOf } from '../proofs/proof-means.js';
import { knownAddresses } from '../waiting/hold-mails.js';
import { TellOtherWays } from '../waiting/tell-other-ways.js';
import { ReadVouchers, type SeenVoucher } from '../proofs/read-vouchers.js';
import { proofOffers } from './proof-offers.js';
import { accountView, actionView, candidateView, evidenceView, grantView, nameOf } from './case-views.js';
import { hasFreshProof, placeOf } from './desk.js';
import { readChecklist } from './read-checklist.js';

/** What the requester holds themselves, and notices, are no business of the case panel. */
const SHOWN_GRANTS = ['recovery-link', 'activation-link', 'reveal', 'mailbox-proof', 'second-address-proof', 'call-back', 'sms-code', 'totp', 'recovery-code', 'home-idp', 'voucher', 'letter'] as const;
const MOST_ROWS = 50;

/** The case panel: who it may be, what is proved, which buttons are locked and what each still needs. */
@Injectable()
export class DescribeCase {
  constructor(private readonly database: Database, private readonly directories: Directories, private readonly portals: Portals, private readonly vouchers: ReadVouchers, private readonly otherWays: TellOtherWays, private readonly clock: Clock) {}

  /** Undefined: the ticket has no case. The caller has checked that the agent may read the ticket. */
  async run(ticketId: string, agent: Caller): Promise<CaseView | undefined> {
    const found = await this.database.read(async (em) => ({ ticket: await em.findOne(Ticket, { id: ticketId }), recoveryCase: await em.findOne(RecoveryCase, { ticketId }) }));
    const { ticket, recoveryCase } = found;
    if (!ticket || !recoveryCase || !sees(agent, ticket)) return undefined;
    const profile = await this.portals.get(ticket.portalKey);
    const asked = await this.#ask(ticket.portalKey, profile, recoveryCase);
    await this.#note(ticket, asked.account);
    if (asked.account && !sees(agent, placeOf(ticket, asked.account))) return undefined;
    const now = this.clock.now();
    return this.database.read(async (em) => {
      const { abilities } = this.directories.of(ticket.portalKey);
      const { account } = asked;
      const who = { id: agent.agentId, email: agent.email, isOffice: isOffice(agent, ticket.portalKey), isTrained: agent.trained === true };
      const read = await readActionFacts(em, { ...asked, ticket, recoveryCase, account, abilities, asker: 'agent', agent: who, proofIsFresh: hasFreshProof(agent, now), now });
      const { evidence } = read;
      const used = account ? evidence.filter((one) => counts(evidenceFacts(one, account), now)).map(({ id }) => id) : [];
      const held = levelOf(read.factsFor('send-recovery-link').evidence, account ?? { privileged: false, hasSecondFactor: false }, now);
      const { actions, grants } = await rowsOf(em, recoveryCase.id);
      const texts = grants.some(({ purpose }) => purpose === 'sms-code') ? await smsOfTickets(em, [...new Set(grants.flatMap(({ ticketId }) => ticketId ?? []))]) : [];
      const names = await namesOfAgents(em, [recoveryCase.escalatedByAgentId ?? null, ...evidence.map(({ recordedByAgentId }) => recordedByAgentId ?? null), ...actions.flatMap(({ requestedByAgentId, approverAgentId }) => [requestedByAgentId ?? null, approverAgentId ?? null])]);
      const offers = await Promise.all(ACTION_TYPES.map(async (type) => {
        const offered = offer(type, asked.fault, read.factsFor(type), isPermitted(agent, 'recovery.override', ticket), now);
        return { ...offered, target: targetOf(type, read.newAddress), untold: await this.#untold(em, ticket, account, offered, used, now) };
      }));
      return {
        state: recoveryCase.state, caseType: recoveryCase.caseType, claimed: recoveryCase.claimed,
        account: account ? accountView(account) : null,
        candidates: recoveryCase.candidates.flatMap((candidate) => {
          const one = asked.candidates.find(({ ref }) => ref === candidate.ref);
          return one && sees(agent, placeOf(ticket, one)) ? [candidateView(one, candidate)] : [];
        }),
        evidence: account ? evidence.slice(0, MOST_ROWS).map((one) => evidenceView(one, account, recoveryCase.id, names, now)) : [],
        proofs: account ? proofOffers({ means: meansOf(profile, abilities, account, asked.vouchers ?? null), locale: agent.locale, evidence, grants: await openRequests(em, { portalKey: ticket.portalKey, accountRef: account.ref }), own: profile.policy, now }) : [],
        level: held.level, points: held.points, missingForNextLevel: held.level === 3 ? [] : held.missingFor((held.level + 1) as Level),
        actions: offers.filter(({ type }) => isOffered(type, account, recoveryCase.candidates.length)),
        checklist: readChecklist({ ticket, recoveryCase, profile, account, level: held.level, offers, history: actions }),
        actionHistory: actions.map((action) => actionView(action, names)),
        grants: grants.map((grant) => grantView(grant, texts, now)),
        factNames: [...profile.facts],
        escalated: recoveryCase.escalatedAt ? { at: recoveryCase.escalatedAt.toISOString(), by: nameOf(names, recoveryCase.escalatedByAgentId) } : null,
      };
    });
  }

  /** Whoever asks for a hold knows before whether anybody could object to it. */
  async #untold(em: EntityManager, { portalKey }: Ticket, account: Account | undefined, { type, channel, holdMs }: Pick<ActionOffer, 'type' | 'channel' | 'holdMs'>, evidenceIds: string[], now: Date): Promise<string | null> {
    if (!account || holdMs === 0) return null;
    const action = { portalKey, accountRef: account.ref, type, channel, parameters: {}, createdAt: now, evidenceIds };
    return (await this.otherWays.whyNobody(em, { action, account }, knownAddresses({ account, action }).map(({ address }) => address), now)) ?? null;
  }

  /** Lists go by what the ticket knows of its account: whoever looks brings it up to date. */
  async #note({ id, accountKind, accountOrganisation }: Ticket, account: Account | undefined): Promise<void> {
    if (!account || (accountKind === account.userType && (accountOrganisation ?? null) === account.organisation)) return;
    await this.database.statement((em) => noteAccountOf(em, id, account));
  }

  /** A directory that is away makes the panel poorer, not the ticket unreadable. */
  async #ask(portalKey: string, profile: PortalProfile, { accountRef, candidates }: RecoveryCase): Promise<{ account: Account | undefined; candidates: readonly Account[]; fault?: Refusal; entitlementsMatched?: number; vouchers?: SeenVoucher[] | null }> {
    const directory = this.directories.of(portalKey);
    try {
      const offered = await Promise.all(candidates.slice(0, MOST_ROWS).map(({ ref }) => directory.get(ref)));
      const account = accountRef ? (offered.find((one) => one?.ref === accountRef) ?? (await directory.get(accountRef))) : undefined;
      const matched = account?.registration?.waitsFor === 'approval' ? { entitlementsMatched: fitting(await checkEntitlements(directory, account, officeOf(profile))) } : {};
      const vouchers = account ? await this.vouchers.run(portalKey, account) : null;
      return { vouchers, ...matched, account, candidates: offered.filter((one) => one !== undefined), ...(accountRef && !account && { fault: refuse('recovery.account-gone') }) };
    } catch (error) {
      if (error instanceof Fault) return { account: undefined, candidates: [], fault: refuse(error.code) };
      throw error;
    }
  }
}

async function rowsOf(em: EntityManager, caseId: string): Promise<{ actions: RecoveryAction[]; grants: Grant[] }> {
  const newestFirst = { orderBy: { createdAt: 'desc' as const, id: 'desc' as const }, limit: MOST_ROWS };
  return { actions: await em.find(RecoveryAction, { caseId }, newestFirst), grants: await em.find(Grant, { caseId, purpose: { $in: [...SHOWN_GRANTS] } }, newestFirst) };
}

/** Over the channel on which it is possible; where it is on neither, why not on the nearer one, and where the security role could set that aside (5.3). */
function offer(type: ActionType, fault: Refusal | undefined, facts: ActionFacts, mayOverride: boolean, now: Date): Omit<ActionOffer, 'target' | 'untold'> {
  const policy: ActionPolicy = ACTION_POLICY[type];
  const on = (channel: Channel) => {
    const seen = { ...facts, channel };
    return { channel, decision: fault ?? decideAction(type, seen, now), levelNeeded: levelNeeded(type, seen, now) };
  };
  const tried = [...(policy.onFile ? [on('on-file')] : []), ...(policy.elsewhere ? [on('elsewhere')] : [])];
  const { channel, decision, levelNeeded: needed } = tried.find((one) => one.decision.allowed) ?? tried[0]!;
  if (decision.allowed) return { type, locked: false, why: null, levelNeeded: needed, channel, secondPerson: decision.secondPerson, holdMs: decision.holdMs, override: [] };
  const why = { code: decision.refusal, missing: [...(decision.missing ?? [])], until: decision.until?.toISOString() ?? null };
  const override = fault || !mayOverride || decision.refusal === 'recovery.fresh-proof-needed' ? [] : tried.map((one) => one.channel).filter((over) => overriddenIsAllowed(type, facts, over, now));
  return { type, locked: true, why, levelNeeded: needed, channel, secondPerson: false, holdMs: 0, override };
}

/** What would come on file: nobody at the desk types it, so whoever acts sees what it is. */
function targetOf(type: ActionType, newAddress: string | undefined): string | null {
  return newAddress !== undefined && (type === 'change-email' || type === 'add-second-address') ? maskAddress(newAddress) : null;
}

/** A sign-in again is asked for on the way, so it does not count as something in the way. */
function overriddenIsAllowed(type: ActionType, facts: ActionFacts, channel: Channel, now: Date): boolean {
  return decideAction(type, { ...facts, channel, isOverride: true, proofIsFresh: true }, now).allowed;
}
