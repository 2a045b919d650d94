import { Injectable } from '@nestjs/common';
import { actorOf, type Caller } from '#agents';
import { AuditTrail } from '#audit';
import { canonicalAddress, Clock, refuse, type Refusal } from '#kernel';
import { QueueMail, type QueuedMail } from '#outbound';
import { Database, type EntityManager } from '#persistence';
import { Mailboxes } from '#portals';
import { writingRefused } from './writing-refused.js';
import { replySubject } from '../domain/subject.js';
import { ReplyAddresses } from '../reply-addresses.js';
import { TicketMessage } from '../store/ticket-message.entity.js';
import type { Ticket } from '../store/ticket.entity.js';
import { addEvent, announce, lockTicket, messageToAnswer, rememberThreadKeys, type MessageToAnswer } from '../store/tickets.queries.js';

export interface ReplyCommand {
  readonly ticketNumber: string;
  readonly agent: Caller;
  readonly text: string;
  /** The message that is answered; without it, the newest that a person wrote. */
  readonly answers?: string | undefined;
  readonly close?: boolean | undefined;
  /** The ticket's version when the agent began to write. */
  readonly seenVersion?: number | undefined;
}

/**
 * An agent's answer to whoever wrote the message answered, who is not always the requester (case 16): one transaction writes message, outgoing mail, timeline and audit. It is held
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
      const answered = await messageToAnswer(tx, ticket.id, command.answers);
      if (!answered && (command.answers !== undefined || ticket.requesterCanonical.endsWith('@invalid'))) return refuse('tickets.no-recipient');
      if (await this.#isOvertaken(tx, ticket, command)) return refuse('tickets.changed-meanwhile');
      const actor = actorOf(command.agent, now);
      const subject = replySubject(ticket.subject, ticket.number);
      const queued = await this.#queue(tx, ticket, answered, subject, command, now);
      if (!queued.allowed) return queued;
      const message = tx.create(TicketMessage, {
        ticketId: ticket.id, kind: 'reply', authorAgentId: command.agent.agentId, outboundMessageId: queued.message.id, subject, text: command.text,
        messageId: queued.message.messageId, references: answered?.messageId === undefined ? [] : [answered.messageId], attachments: [], warnings: [], createdAt: now,
      });
      tx.persist(message);
      await rememberThreadKeys(tx, ticket.portalKey, ticket.id, [queued.message.messageId], true);
      // Whoever writes at the same time did not know this answer (zammad#246). In the same flush, so the version after it is one higher.
      ticket.inboundVersion = ticket.version + 1;
      ticket.firstAnsweredAt ??= now;
      ticket.lastMessageAt = now;
      ticket.owedSince = null;
      ticket.state = command.close ? 'closed' : 'waiting';
      ticket.closedAt = command.close ? now : null;
      // Whoever answers first gets the answer to it, too; otherwise it comes back to everybody and nobody.
      if (ticket.assigneeId === null) {
        addEvent(tx, ticket.id, 'ticket.assigned', actor, { from: null, to: command.agent.agentId }, now);
        ticket.assigneeId = command.agent.agentId;
      }
      addEvent(tx, ticket.id, 'reply.written', actor, { messageId: message.id, state: ticket.state }, now);
      await tx.flush();
      await announce(tx, { portal: ticket.portalKey, number: ticket.number });
      await this.audit.record(tx, { portalKey: ticket.portalKey, verb: 'ticket.replied', actor, ticketNumber: ticket.number, outcome: 'done', detail: { messageId: message.id, closed: command.close === true }, now });
      return { allowed: true as const, messageId: message.id };
    });
  }

  /** Somebody else wrote since the agent looked. Their own answer before this one does not hold them back. */
  async #isOvertaken(tx: EntityManager, ticket: Ticket, { seenVersion, agent }: ReplyCommand): Promise<boolean> {
    if (seenVersion === undefined || seenVersion >= ticket.inboundVersion) return false;
    const newest = await tx.findOne(TicketMessage, { ticketId: ticket.id, kind: { $in: ['inbound', 'reply'] }, fromMachine: false }, { orderBy: { createdAt: 'desc', id: 'desc' } });
    return newest?.kind !== 'reply' || newest.authorAgentId !== agent.agentId;
  }

  async #queue(tx: EntityManager, ticket: Ticket, answered: MessageToAnswer | undefined, subject: string, { text, agent }: ReplyCommand, now: Date): Promise<QueuedMail> {
    const mailbox = await this.mailboxes.get(ticket.mailboxId);
    if (!mailbox) throw new Error(`mailbox ${ticket.mailboxId} of ticket ${ticket.number} is gone`);
    const recipient = answered?.address ?? ticket.requesterAddress;
    return this.queueMail.within(tx, {
      portalKey: ticket.portalKey,
      mailboxId: mailbox.id,
      ticketId: ticket.id,
      kind: 'reply',
      locale: ticket.language,
      recipient,
      variables: { text, agentCode: agent.code },
      secrets: {},
      replyTo: this.replyAddresses.make(mailbox.address, ticket.id, canonicalAddress(recipient)),
      inReplyTo: answered?.messageId,
      references: answered?.messageId === undefined ? undefined : [...answered.references.slice(-10), answered.messageId],
      subject,
      now,
    });
  }
}

function whyNot(ticket: Ticket | undefined, { agent }: ReplyCommand): Refusal | undefined {
  if (!ticket) return refuse('tickets.unknown');
  return writingRefused(agent, ticket) ?? (ticket.mergedIntoId ? refuse('tickets.merged') : undefined);
}
