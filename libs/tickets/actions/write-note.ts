import { Injectable } from '@nestjs/common';
import { actorOf, type Caller } from '#agents';
import { AuditTrail } from '#audit';
import { Clock, refuse, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { writingRefused } from './writing-refused.js';
import { TicketMessage } from '../store/ticket-message.entity.js';
import { addEvent, announce, lockTicket } from '../store/tickets.queries.js';

export interface NoteCommand {
  readonly ticketNumber: string;
  readonly agent: Caller;
  readonly text: string;
}

/** An internal note: stays in the house, whoever looks. There is no way from here to a recipient (zammad#1135). */
@Injectable()
export class WriteNote {
  constructor(private readonly database: Database, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  run({ ticketNumber, agent, text }: NoteCommand): Promise<{ readonly allowed: true; readonly messageId: string } | Refusal> {
    const now = this.clock.now();
    const actor = actorOf(agent, now);
    return this.database.transaction(async (tx) => {
      const ticket = await lockTicket(tx, ticketNumber);
      if (!ticket) return refuse('tickets.unknown');
      const refused = writingRefused(agent, ticket);
      if (refused) return refused;
      if (ticket.mergedIntoId) return refuse('tickets.merged');
      const message = tx.create(TicketMessage, { ticketId: ticket.id, kind: 'note', authorAgentId: agent.agentId, text, references: [], attachments: [], warnings: [], createdAt: now });
      tx.persist(message);
      addEvent(tx, ticket.id, 'note.written', actor, { messageId: message.id }, now);
      await tx.flush();
      await announce(tx, { portal: ticket.portalKey, number: ticket.number });
      await this.audit.record(tx, { portalKey: ticket.portalKey, verb: 'ticket.noted', actor, ticketNumber, outcome: 'done', detail: { messageId: message.id }, now });
      return { allowed: true as const, messageId: message.id };
    });
  }
}
