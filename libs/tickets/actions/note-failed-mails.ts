import { Injectable, type OnModuleInit } from '@nestjs/common';
import { MailFailures } from '#outbound';
import { addEvent, announce } from '../store/tickets.queries.js';

/** Puts into the timeline that a mail failed, and why: whoever waits for an answer does not look into the outbox. */
@Injectable()
export class NoteFailedMails implements OnModuleInit {
  constructor(private readonly failures: MailFailures) {}

  onModuleInit(): void {
    this.failures.listen(async (tx, { outboundMessageId, portalKey, ticketId, ticketNumber, kind, recipient, reason }, now) => {
      addEvent(tx, ticketId, 'mail.failed', { kind: 'rekey' }, { outboundMessageId, kind, recipient, reason }, now);
      await announce(tx, { portal: portalKey, number: ticketNumber });
    });
  }
}
