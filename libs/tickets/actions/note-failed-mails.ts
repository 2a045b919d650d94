import { Injectable, type OnModuleInit } from '@nestjs/common';
import { isWaitedFor, MailFailures } from '#outbound';
import type { EntityManager } from '#persistence';
import type { Ticket } from '../store/ticket.entity.js';
import { addEvent, announce, lockTicketById } from '../store/tickets.queries.js';

const REKEY = { kind: 'rekey' } as const;

/**
 * Puts into the timeline that a mail failed, and why, or that nobody knows whether it arrived: whoever waits for an answer
 * does not look into the outbox. When our own relay refused what somebody waits for, the ticket is ours again, or nobody would
 * ever see it. What a delivery report says wakes nothing (`AttachReports`): anybody can write one.
 */
@Injectable()
export class NoteFailedMails implements OnModuleInit {
  constructor(private readonly failures: MailFailures) {}

  onModuleInit(): void {
    this.failures.listen(async (tx, { outboundMessageId, portalKey, ticketId, ticketNumber, kind, state, recipient, reason }, now) => {
      addEvent(tx, ticketId, `mail.${state}`, REKEY, { outboundMessageId, kind, recipient, reason }, now);
      await announce(tx, { portal: portalKey, number: ticketNumber });
      if (state === 'failed' && isWaitedFor(kind)) await this.#wake(tx, ticketId, now);
    });
  }

  /** The ticket in which its conversation goes on, where it was merged. */
  async #wake(tx: EntityManager, ticketId: string, now: Date): Promise<void> {
    let ticket: Ticket | undefined;
    for (let id: string | null | undefined = ticketId; id; id = ticket?.mergedIntoId) ticket = await lockTicketById(tx, id);
    if (!ticket || ticket.state === 'new' || ticket.state === 'open') return;
    addEvent(tx, ticket.id, 'ticket.reopened', REKEY, { from: ticket.state, because: 'mail.failed' }, now);
    Object.assign(ticket, { state: 'open', closedAt: null });
    await tx.flush();
    await announce(tx, { portal: ticket.portalKey, number: ticket.number });
  }
}
