import { Injectable } from '@nestjs/common';
import { actorOf, isPermitted, isPermittedInPart, namesOfAgents, proofIsFresh, type Caller, type SignedIn } from '#agents';
import { AuditTrail } from '#audit';
import type { DataRequests, DataRequestView } from '#contracts';
import { Clock, refuse, type Refusal } from '#kernel';
import { Database, type EntityManager } from '#persistence';
import { ofSeenTickets, Ticket } from '#tickets';
import { ARTICLE, clockOf } from '../domain/data-request.js';
import { DataRequest, LegalHold } from '../store/data-request.entity.js';
import { CollectPerson, type PersonCopy } from './collect-person.js';
import { ProposeDataRequest } from './propose-data-request.js';

const MOST = 200;

/** What people ask about their data in the agent's portals, and what they would get. */
@Injectable()
export class ListDataRequests {
  constructor(private readonly database: Database, private readonly propose: ProposeDataRequest, private readonly collect: CollectPerson, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  run(agent: Caller): Promise<DataRequests> {
    return this.database.read(async (em) => {
      const requests = await em.find(DataRequest, ofSeenTickets(agent), { orderBy: [{ settledAt: 'desc nulls first' }, { dueAt: 'asc' }], limit: MOST });
      const holds = await em.find(LegalHold, { ...ofSeenTickets(agent), releasedAt: null }, { orderBy: { id: 'asc' }, limit: MOST });
      const numbers = await numbersOf(em, [...requests, ...holds].map(({ ticketId }) => ticketId));
      const names = await namesOfAgents(em, [...requests.flatMap((one) => [one.openedByAgentId ?? null, one.proposedByAgentId ?? null, one.approverAgentId ?? null]), ...holds.map(({ agentId }) => agentId)]);
      const nameOf = (id: string | null | undefined): string | null => (id ? (names.get(id)?.displayName ?? null) : null);
      return {
        items: requests.map((one) => this.#view(one, numbers.get(one.ticketId) ?? '', nameOf, agent)),
        holds: holds.map(({ ticketId, portalKey, createdAt, reason, agentId }) => ({ ticketNumber: numbers.get(ticketId) ?? '', portal: portalKey, since: createdAt.toISOString(), reason, by: nameOf(agentId), mine: agentId === agent.agentId })),
      };
    });
  }

  /** Of one ticket, for its page: what was asked, and until when it is to be answered. */
  ofTicket(ticketId: string, agent: Caller): Promise<DataRequestView[]> {
    return this.database.read(async (em) => {
      const requests = await em.find(DataRequest, { ticketId, ...ofSeenTickets(agent) }, { orderBy: { id: 'asc' } });
      if (requests.length === 0) return [];
      const numbers = await numbersOf(em, [ticketId]);
      return requests.map((one) => this.#view(one, numbers.get(ticketId) ?? '', () => null, agent));
    });
  }

  /**
   * What the person would get, for the two who decide about it; every look is written down. It holds tickets of every queue
   * and the account's addresses unmasked, so only who sees the portal whole, freshly proved, reads it (R54); others decide by
   * what the list says. Refusals: `privacy.no-such-request`, `agents.not-permitted`, `recovery.fresh-proof-needed`,
   * `privacy.identity-in-doubt`. @throws DirectoryUnreachable
   */
  async preview(requestId: string, agent: Caller): Promise<{ readonly allowed: true; readonly copy: PersonCopy } | Refusal> {
    const request = await this.database.read((em) => em.findOne(DataRequest, { id: requestId, ...ofSeenTickets(agent) }));
    if (!request || request.kind !== 'access' || request.settledAt || !isPermittedInPart(agent, 'privacy.handle', request.portalKey)) return refuse('privacy.no-such-request');
    const now = this.clock.now();
    if (!isPermitted(agent, 'privacy.handle', request.portalKey)) return refuse('agents.not-permitted', { missing: ['privacy.handle'] });
    if (agent.strength === 'token' || !proofIsFresh(agent as SignedIn, now)) return refuse('recovery.fresh-proof-needed');
    const scope = request.scope ?? (await this.propose.scopeOf(request, { deciding: [agent.agentId], at: now }));
    if ('refusal' in scope) return scope;
    const copy = await this.collect.run(request.portalKey, scope);
    await this.database.transaction((tx) => this.audit.record(tx, { portalKey: request.portalKey, verb: 'data-request.previewed', actor: actorOf(agent, now), outcome: 'done', detail: { requestId }, now }));
    return { allowed: true, copy };
  }

  #view(one: DataRequest, ticketNumber: string, nameOf: (id: string | null | undefined) => string | null, agent: Caller): DataRequestView {
    return {
      id: one.id, portal: one.portalKey, ticketNumber, kind: one.kind, article: ARTICLE[one.kind], state: one.state, receivedAt: one.receivedAt.toISOString(), dueAt: one.dueAt.toISOString(), clock: clockOf(one, this.clock.now()),
      extendedAt: one.extendedAt?.toISOString() ?? null, extensionReason: one.extensionReason ?? null, openedBy: nameOf(one.openedByAgentId), decision: one.decision ?? null, reason: one.reason ?? null, proposedBy: nameOf(one.proposedByAgentId),
      mine: one.proposedByAgentId === agent.agentId, decidedBy: nameOf(one.approverAgentId), settledAt: one.settledAt?.toISOString() ?? null, ended: one.result?.ended ?? {}, kept: [...(one.result?.kept ?? [])],
      fetchUntil: one.downloadUntil?.toISOString() ?? null,
    };
  }
}

async function numbersOf(em: EntityManager, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  return new Map((await em.find(Ticket, { id: { $in: [...ids] } }, { fields: ['number'] })).map(({ id, number }) => [id, number]));
}
