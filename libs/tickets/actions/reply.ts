import { Injectable } from '@nestjs/common';
import { actorOf, type Caller } from '#agents';
import { AuditTrail } from '#audit';
import { Clock, refuse, type Refusal } from '#kernel';
import { QueueMail, type QueuedMail } from '#outbound';
import { Database, type EntityManager } from '#persistence';
import { Mailboxes } from '#portals';
import { writingRefused } from './writing-refused.js';
import { replySubject } from '../domain/subject.js';
import { ReplyAddresses } from '../reply-addresses.js';
import { TicketMessage } from '../store/ticket-message.entity.js';
import type { Ticket } from '../store/ticket.entity.js';
import { addEvent, announce, lockTicket, messageToAnswer, rememberThreadKeys } from '../store/tickets.queries.js';

export interface ReplyCommand {
  readonly ticketNumber: string;
  readonly agent: Caller;
  readonly text: string;
  readonly close?: boolean | undefined;
  /** The ticket's version when the agent began to write. */
  readonly seenVersion?: number | undefined;
}

/**
 * An agent's answer to the requester: one transaction writes message, outgoing mail, timeline and audit. It is held
 * back with `tickets.changed-meanwhile` when the requester wrote again since the agent looked.
 */
@Injectable()
export class Reply {
  constructor(
    private readonly database: Database,
    private readonly queueMail: QueueMail,
    private readonly mailboxes: Mailboxes,
    private readonly replyAddresses: ReplyAddresses,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  run(command: ReplyCommand): Promise<{ readonly allowed: true; readonly messageId: string } | Refusal> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const ticket = await lockTicket(tx, command.ticketNumber);
      const refused = whyNot(ticket, command);
      if (!ticket || refused) return refused ?? refuse('tickets.unknown');
      const actor = actorOf(command.agent, now);
      const subject = replySubject(ticket.subject, ticket.number);
      const queued = await this.#queue(tx, ticket, subject, command, now);
      if (!queued.allowed) return queued;
      const message = tx.create(TicketMessage, {
        ticketId: ticket.id, kind: 'reply', authorAgentId: command.agent.agentId, outboundMessageId: queued.message.id, subject, text: command.text,
        references: [], attachments: [], warnings: [], createdAt: now,
      });
      tx.persist(message);
      await rememberThreadKeys(tx, ticket.portalKey, ticket.id, [queued.message.messageId], true);
      ticket.firstAnsweredAt ??= now;
      ticket.lastMessageAt = now;
      ticket.state = command.close ? 'closed' : 'waiting';
      ticket.closedAt = command.close ? now : null;
      addEvent(tx, ticket.id, 'reply.written', actor, { messageId: message.id, state: ticket.state }, now);
      await tx.flush();
      await announce(tx, { portal: ticket.portalKey, number: ticket.number });
      await this.audit.record(tx, { portalKey: ticket.portalKey, verb: 'ticket.replied', actor, ticketNumber: ticket.number, outcome: 'done', detail: { messageId: message.id, closed: command.close === true }, now });
      return { allowed: true as const, messageId: message.id };
    });
  }

  async #queue(tx: EntityManager, ticket: Ticket, subject: string, { text, agent }: ReplyCommand, now: Date): Promise<QueuedMail> {
    const mailbox = await this.mailboxes.get(ticket.mailboxId);
    if (!mailbox) throw new Error(`mailbox ${ticket.mailboxId} of ticket ${ticket.number} is gone`);
    const answered = await messageToAnswer(tx, ticket.id);
    return this.queueMail.within(tx, {
      portalKey: ticket.portalKey,
      mailboxId: mailbox.id,
      ticketId: ticket.id,
      kind: 'reply',
      locale: ticket.language,
      recipient: ticket.requesterAddress,
      variables: { text, agentCode: agent.code },
      secrets: {},
      replyTo: this.replyAddresses.make(mailbox.address, ticket.id, ticket.requesterCanonical),
      inReplyTo: answered?.messageId,
      references: answered && [...answered.references.slice(-10), answered.messageId],
      subject,
      now,
    });
  }
}

function whyNot(ticket: Ticket | undefined, { agent, seenVersion }: ReplyCommand): Refusal | undefined {
  if (!ticket) return refuse('tickets.unknown');
  if (ticket.mergedIntoId) return refuse('tickets.merged');
  if (ticket.requesterCanonical.endsWith('@invalid')) return refuse('tickets.no-recipient');
  if (seenVersion !== undefined && seenVersion < ticket.inboundVersion) return refuse('tickets.changed-meanwhile');
  return writingRefused(agent, ticket.portalKey);
}
