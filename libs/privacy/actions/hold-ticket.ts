import { Injectable } from '@nestjs/common';
import { actorOf, isPermitted, type Caller } from '#agents';
import { AuditTrail } from '#audit';
import { Clock, newId, refuse, type Allowed, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { lockTicket } from '#tickets';
import { SHORTEST_REASON } from '../domain/data-request.js';
import { LegalHold } from '../store/data-request.entity.js';

/** A ticket has to stay for claims (Art. 17(3)(e)): neither time nor an erasure ends it until somebody lets go. */
@Injectable()
export class HoldTicket {
  constructor(private readonly database: Database, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  /** Refusals: `tickets.unknown`, `privacy.reason-too-short`. Held already is held. */
  async hold({ ticketNumber, reason, agent }: { readonly ticketNumber: string; readonly reason: string; readonly agent: Caller }): Promise<Allowed | Refusal> {
    if (reason.trim().length < SHORTEST_REASON) return refuse('privacy.reason-too-short', { missing: [`characters:${SHORTEST_REASON}`] });
    return this.#change(ticketNumber, agent, (open) => !open, 'hold.set', reason.trim());
  }

  /** Refusals: `tickets.unknown`. */
  release({ ticketNumber, agent }: { readonly ticketNumber: string; readonly agent: Caller }): Promise<Allowed | Refusal> {
    return this.#change(ticketNumber, agent, (open) => open, 'hold.released', '');
  }

  #change(ticketNumber: string, agent: Caller, isToDo: (open: boolean) => boolean, verb: 'hold.set' | 'hold.released', reason: string): Promise<Allowed | Refusal> {
    const now = this.clock.now();
    return this.database.transaction(async (tx): Promise<Allowed | Refusal> => {
      const ticket = await lockTicket(tx, ticketNumber);
      if (!ticket || !isPermitted(agent, 'privacy.approve', ticket)) return refuse('tickets.unknown');
      const open = await tx.findOne(LegalHold, { ticketId: ticket.id, releasedAt: null });
      if (!isToDo(open !== null)) return { allowed: true };
      if (open) Object.assign(open, { releasedAt: now, releasedByAgentId: agent.agentId });
      else await tx.insert(LegalHold, { id: newId(now.getTime()), createdAt: now, portalKey: ticket.portalKey, ticketId: ticket.id, reason, agentId: agent.agentId, releasedAt: null, releasedByAgentId: null });
      await tx.flush();
      await this.audit.record(tx, { portalKey: ticket.portalKey, verb, actor: actorOf(agent, now), ticketNumber, outcome: 'done', detail: {}, now });
      return { allowed: true };
    });
  }
}
