import { Injectable, type OnModuleInit } from '@nestjs/common';
import { isWaitedFor, MailFailures } from '#outbound';
import { addEvent, announce } from '../store/tickets.queries.js';
import { wakeTicket } from './wake-ticket.js';

const REKEY = { kind: 'rekey' } as const;

/**
 * Puts into the timeline that a mail failed, and why, or that nobody knows whether it arrived: whoever waits for an answer
 * does not look into the outbox. When our own relay refused what somebody waits for, the ticket is ours again, or nobody would
 * ever see it.
 */
@Injectable()
export class NoteFailedMails implements OnModuleInit {
  constructor(private readonly failures: MailFailures) {}

  onModuleInit(): void {
    this.failures.listen(async (tx, { outboundMessageId, portalKey, ticketId, ticketNumber, kind, state, recipient, reason }, now) => {
      addEvent(tx, ticketId, `mail.${state}`, REKEY, { outboundMessageId, kind, recipient, reason }, now);
      await announce(tx, { portal: portalKey, number: ticketNumber });
      if (state === 'failed' && isWaitedFor(kind)) await wakeTicket(tx, ticketId, 'mail.failed', now);
    });
  }
}
