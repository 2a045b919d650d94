import { Injectable } from '@nestjs/common';
import { actorOf, isPermitted, type Caller } from '#agents';
import { AuditTrail } from '#audit';
import { Clock, newId, refuse, type Allowed, type Refusal } from '#kernel';
import { Database, type EntityManager } from '#persistence';
import { lockTicket, type Ticket } from '#tickets';
import { SHORTEST_REASON } from '../domain/data-request.js';
import { LegalHold } from '../store/data-request.entity.js';
import { whyNotSecond } from './second-person.js';

/** A ticket has to stay for claims (Art. 17(3)(e)): neither time nor an erasure ends it until somebody lets go. */
@Injectable()
export class HoldTicket {
  constructor(private readonly database: Database, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  /** Refusals: `tickets.unknown`, `privacy.reason-too-short`. Held already is held. */
  async hold({ ticketNumber, reason, agent }: { readonly ticketNumber: string; readonly reason: string; readonly agent: Caller }): Promise<Allowed | Refusal> {
    if (reason.trim().length < SHORTEST_REASON) return tooShort();
    const now = this.clock.now();
    return this.database.transaction(async (tx): Promise<Allowed | Refusal> => {
      const { ticket, open } = await this.#lock(tx, ticketNumber, agent);
      if (!ticket) return refuse('tickets.unknown');
      if (open) return { allowed: true };
      const id = newId(now.getTime());
      await tx.insert(LegalHold, { id, createdAt: now, portalKey: ticket.portalKey, ticketId: ticket.id, reason: reason.trim(), agentId: agent.agentId, releasedAt: null, releasedByAgentId: null });
      await this.audit.record(tx, { portalKey: ticket.portalKey, verb: 'hold.set', actor: actorOf(agent, now), ticketNumber, outcome: 'done', detail: { holdId: id }, now });
      return { allowed: true };
    });
  }

  /**
   * Lets go, with a reason that stays in the audit: after it, time or an erasure may end what a claim needs, and nothing brings it back. So it takes two, of
   * whom whoever set it is the first and never the second; alone they would undo what only they know of. Setting one takes one: it
   * ends nothing. Refusals: `tickets.unknown`, `privacy.reason-too-short`, those of `whyNotSecond`. Not held is let go already.
   */
  async release({ ticketNumber, reason, agent }: { readonly ticketNumber: string; readonly reason: string; readonly agent: Caller }): Promise<Allowed | Refusal> {
    const why = reason.trim();
    if (why.length < SHORTEST_REASON) return tooShort();
    const now = this.clock.now();
    return this.database.transaction(async (tx): Promise<Allowed | Refusal> => {
      const { ticket, open } = await this.#lock(tx, ticketNumber, agent);
      if (!ticket) return refuse('tickets.unknown');
      if (!open) return { allowed: true };
      const refused = await whyNotSecond(tx, open.agentId, agent, now);
      if (refused) return refused;
      Object.assign(open, { releasedAt: now, releasedByAgentId: agent.agentId });
      await tx.flush();
      await this.audit.record(tx, { portalKey: ticket.portalKey, verb: 'hold.released', actor: actorOf(agent, now), ticketNumber, outcome: 'done', detail: { holdId: open.id, setBy: open.agentId, reason: why }, now });
      return { allowed: true };
    });
  }

  /** The ticket, if this agent may decide about it, locked, and what holds it. */
  async #lock(tx: EntityManager, ticketNumber: string, agent: Caller): Promise<{ readonly ticket?: Ticket; readonly open: LegalHold | null }> {
    const ticket = await lockTicket(tx, ticketNumber);
    if (!ticket || !isPermitted(agent, 'privacy.approve', ticket)) return { open: null };
    return { ticket, open: await tx.findOne(LegalHold, { ticketId: ticket.id, releasedAt: null }) };
  }
}

function tooShort(): Refusal {
  return refuse('privacy.reason-too-short', { missing: [`characters:${SHORTEST_REASON}`] });
}
