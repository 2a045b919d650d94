import { Injectable } from '@nestjs/common';
import { OutboundIds } from '#outbound';
import type { EntityManager } from '#persistence';
import { tagsIn } from '../domain/subject.js';
import { decideThread, type ThreadFacts, type ThreadVerdict } from '../domain/thread.js';
import { ReplyAddresses } from '../reply-addresses.js';
import { lockThread, threadTickets, ticketsOfMessageIds } from '../store/tickets.queries.js';

export interface MailToThread {
  readonly portalKey: string;
  /** Canonical address of the one From; undefined when there are none or several. */
  readonly sender: string | undefined;
  readonly fromMachine: boolean;
  /** To, Cc and what the server recorded as envelope recipients. */
  readonly recipients: readonly string[];
  readonly messageId: string;
  readonly inReplyTo: readonly string[];
  readonly references: readonly string[];
  /** Message-IDs of the mail that a delivery report returns. */
  readonly reportedIds: readonly string[];
  readonly subject: string;
  readonly now: Date;
}

/**
 * Step 5: loads what the mail's addresses and ids point at and lets `decideThread` judge. Until the transaction ends
 * nobody else files a mail of the same sender or thread, so two copies of an answer do not open two tickets.
 */
@Injectable()
export class FindThread {
  constructor(private readonly replyAddresses: ReplyAddresses, private readonly outboundIds: OutboundIds) {}

  async within(tx: EntityManager, mail: MailToThread): Promise<ThreadVerdict> {
    const ids = [...mail.inReplyTo, ...[...mail.references].reverse(), ...mail.reportedIds];
    await lockThread(tx, mail.portalKey, [mail.sender ?? mail.messageId, mail.references[0] ?? mail.inReplyTo[0] ?? mail.messageId]);
    return decideThread(await this.#facts(tx, mail, ids));
  }

  async #facts(tx: EntityManager, mail: MailToThread, ids: readonly string[]): Promise<ThreadFacts> {
    const address = mail.recipients.map((one) => this.replyAddresses.read(one)).find((read) => read !== undefined);
    const ours = await this.outboundIds.ticketsOf(tx, mail.portalKey, ids);
    const received = await ticketsOfMessageIds(tx, mail.portalKey, [...ids, mail.messageId]);
    const tag = tagsIn(mail.subject);
    const tickets = await threadTickets(tx, mail.portalKey, {
      ids: [...(address ? [address.ticketId] : []), ...ours.map(({ ticketId }) => ticketId), ...received.map(({ ticketId }) => ticketId)],
      numbers: tag,
    });
    const addressed = address && tickets.get(address.ticketId);
    return {
      sender: mail.sender,
      fromMachine: mail.fromMachine,
      replyAddress: address && addressed && { ticket: addressed, madeForSender: mail.sender !== undefined && this.replyAddresses.isFor(address, mail.sender) },
      ours: ours.flatMap(({ ticketId, recipientCanonical }) => {
        const ticket = tickets.get(ticketId);
        return ticket ? [{ ticket, sentToSender: recipientCanonical === mail.sender }] : [];
      }),
      received: received.flatMap(({ ticketId }) => tickets.get(ticketId) ?? []),
      tagged: tag.map((number) => tickets.get(number)).find((ticket) => ticket !== undefined),
      now: mail.now,
    };
  }
}
