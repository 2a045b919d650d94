import { Inject, Injectable } from '@nestjs/common';
import type { Settings } from '#config';
import { DAY_MS, type Locale } from '#kernel';
import { OutboundConfig, QueueMail } from '#outbound';
import type { EntityManager } from '#persistence';
import type { Mailbox } from '#portals';
import { mayAcknowledge } from '../domain/acknowledgement.js';
import { ReplyAddresses } from '../reply-addresses.js';
import type { Ticket } from '../store/ticket.entity.js';
import { addEvent, countAcknowledgements, rememberThreadKeys } from '../store/tickets.queries.js';

export interface AcknowledgeCommand {
  readonly ticket: Ticket;
  readonly mailbox: Pick<Mailbox, 'id' | 'address'>;
  readonly opened: boolean;
  readonly fromMachine: boolean;
  readonly authenticity: string;
  readonly returnPath: string | undefined;
  readonly senderIsOurs: boolean;
  /** Message-ID of the mail that is acknowledged. */
  readonly messageId: string;
  /** The portal's promise in both languages, nothing that the sender supplied (T11). */
  readonly promise: Readonly<Record<Locale, string>>;
  readonly statusLink: string;
  readonly now: Date;
}

const REKEY = { kind: 'rekey' } as const;

/** "We have your request": the same neutral mail for everybody, once per thread, after a random delay (T10, T11, R70). */
@Injectable()
export class Acknowledge {
  constructor(
    private readonly queueMail: QueueMail,
    private readonly replyAddresses: ReplyAddresses,
    @Inject(OutboundConfig.token) private readonly settings: Settings<typeof OutboundConfig>,
  ) {}

  async within(tx: EntityManager, command: AcknowledgeCommand): Promise<{ readonly sent: boolean; readonly because: string }> {
    const { ticket, mailbox, now } = command;
    const decision = mayAcknowledge({
      openedTicket: command.opened,
      fromMachine: command.fromMachine,
      authenticity: command.authenticity,
      returnPath: command.returnPath,
      senderIsOurs: command.senderIsOurs || ticket.requesterCanonical.endsWith('@invalid'),
      sentToSenderToday: command.opened ? await countAcknowledgements(tx, ticket.requesterCanonical, new Date(now.getTime() - DAY_MS)) : 0,
    });
    if (!command.opened) return { sent: false, because: decision.because };
    if (!decision.allowed) return this.#notSent(tx, ticket, decision.because, now);
    const queued = await this.queueMail.within(tx, {
      portalKey: ticket.portalKey,
      mailboxId: mailbox.id,
      ticketId: ticket.id,
      kind: 'request-received',
      locale: ticket.language,
      recipient: ticket.requesterAddress,
      variables: { promise: command.promise[ticket.language] },
      secrets: { statusLink: command.statusLink },
      replyTo: this.replyAddresses.make(mailbox.address, ticket.id, ticket.requesterCanonical),
      inReplyTo: command.messageId,
      references: [command.messageId],
      sendAt: new Date(now.getTime() + this.#delayMs()),
      now,
    });
    if (!queued.allowed) return this.#notSent(tx, ticket, queued.refusal, now);
    await rememberThreadKeys(tx, ticket.portalKey, ticket.id, [queued.message.messageId], true);
    addEvent(tx, ticket.id, 'request.acknowledged', REKEY, { outboundMessageId: queued.message.id }, now);
    return { sent: true, because: decision.because };
  }

  #notSent(tx: EntityManager, ticket: Ticket, because: string, now: Date): { readonly sent: boolean; readonly because: string } {
    addEvent(tx, ticket.id, 'request.not-acknowledged', REKEY, { because }, now);
    return { sent: false, because };
  }

  #delayMs(): number {
    const { ACK_DELAY_MIN_SECONDS: least, ACK_DELAY_MAX_SECONDS: most } = this.settings;
    return Math.round((least + Math.random() * Math.max(0, most - least)) * 1_000);
  }
}
