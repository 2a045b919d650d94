import { Injectable } from '@nestjs/common';
import { actorOf, isPermittedInPart, type Caller } from '#agents';
import { Alarms } from '#alarms';
import { AuditTrail } from '#audit';
import { Clock, refuse, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { answerWithinMonths, Portals } from '#portals';
import { MailToFile } from '#recovery';
import { addEvent, announce, lockTicketById, ofSeenTickets } from '#tickets';
import { SHORTEST_REASON } from '../domain/data-request.js';
import { DataRequest } from '../store/data-request.entity.js';
import { lockRequest } from '../store/data-requests.queries.js';

/** Two months more, once, within the first month, and only with a mail to the person that says why (Art. 12(3)). */
@Injectable()
export class ExtendDataRequest {
  constructor(
    private readonly database: Database, private readonly portals: Portals, private readonly mail: MailToFile, private readonly alarms: Alarms, private readonly audit: AuditTrail, private readonly clock: Clock,
  ) {}

  /** Refusals: `privacy.no-such-request`, `privacy.reason-too-short`, `privacy.request-over`, `privacy.extended-already`, `privacy.too-late-to-extend`, those of the mail: who is not told has no more time. */
  async run({ requestId, reason, agent }: { readonly requestId: string; readonly reason: string; readonly agent: Caller }): Promise<{ readonly allowed: true; readonly dueAt: Date } | Refusal> {
    const seen = await this.database.read((em) => em.findOne(DataRequest, { id: requestId, ...ofSeenTickets(agent) }));
    if (!seen || !isPermittedInPart(agent, 'privacy.handle', seen.portalKey)) return refuse('privacy.no-such-request');
    if (reason.trim().length < SHORTEST_REASON) return refuse('privacy.reason-too-short', { missing: [`characters:${SHORTEST_REASON}`] });
    const profile = await this.portals.get(seen.portalKey);
    const now = this.clock.now();
    return this.database.transaction(async (tx): Promise<{ readonly allowed: true; readonly dueAt: Date } | Refusal> => {
      const ticket = await lockTicketById(tx, seen.ticketId);
      const request = await lockRequest(tx, requestId);
      if (!ticket || !request) return refuse('privacy.no-such-request');
      if (request.settledAt) return refuse('privacy.request-over');
      if (request.extendedAt) return refuse('privacy.extended-already');
      if (now >= request.dueAt) return refuse('privacy.too-late-to-extend');
      const dueAt = answerWithinMonths(profile, 3, request.receivedAt);
      const queued = await this.mail.within(tx, {
        ticket, account: null, address: { address: ticket.requesterAddress }, kind: 'data-request-extended', variables: { request: request.kind, dueAt: dueAt.toISOString(), reason: reason.trim(), agentCode: agent.code }, secrets: {}, toStranger: true, now,
      });
      if (!queued.allowed) return queued;
      Object.assign(request, { dueAt, extendedAt: now, extensionReason: reason.trim() });
      await this.alarms.clear(tx, 'data-request-due', requestId);
      addEvent(tx, ticket.id, 'data-request.extended', actorOf(agent, now), { kind: request.kind, dueAt: dueAt.toISOString() }, now);
      await tx.flush();
      await announce(tx, { portal: ticket.portalKey, number: ticket.number });
      await this.audit.record(tx, { portalKey: request.portalKey, verb: 'data-request.extended', actor: actorOf(agent, now), ticketNumber: ticket.number, outcome: 'done', detail: { kind: request.kind, requestId, dueAt: dueAt.toISOString() }, now });
      return { allowed: true, dueAt };
    });
  }
}
