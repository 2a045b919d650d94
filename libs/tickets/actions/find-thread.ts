import { Injectable } from '@nestjs/common';
import { DAY_MS, type CaseType } from '#kernel';
import { OutboundIds, type MailOfTicket } from '#outbound';
import type { EntityManager } from '#persistence';
import type { ReadReplyAddress } from '../domain/reply-address.js';
import { tagsIn } from '../domain/subject.js';
import { decideThread, type ThreadFacts, type ThreadTicket, type ThreadVerdict } from '../domain/thread.js';
import { ReplyAddresses } from '../reply-addresses.js';
import { lockThreads, threadTickets, ticketsOfMessageIds } from '../store/tickets.queries.js';

export interface MailToThread {
  /** Canonical address of the one From; undefined when there are none or several. */
  readonly sender: string | undefined;
  /** Its authenticity is `fail`. */
  readonly isForged?: boolean | undefined;
  /** Its authenticity is `pass`, or the portal trusts its relay. */
  readonly isAuthenticated: boolean;
  readonly fromMachine: boolean;
  /** To, Cc and what the server recorded as envelope recipients. */
  readonly recipients: readonly string[];
  readonly messageId: string;
  readonly inReplyTo: readonly string[];
  readonly references: readonly string[];
  /** Message-IDs of the mail that a delivery report returns. */
  readonly reportedIds: readonly string[];
  readonly subject: string;
  /** What it is about, where recognition is sure. */
  readonly caseType?: CaseType | undefined;
  /** Of the portal: after so many days a closed ticket is not woken. */
  readonly closedForGoodDays: number;
  readonly now: Date;
}

/**
 * Step 5: loads what the mails' addresses and ids point at and lets `decideThread` judge each. Until the transaction
 * ends nobody else files a mail of the same senders or threads, so two copies of an answer do not open two tickets.
 */
@Injectable()
export class FindThread {
  constructor(private readonly replyAddresses: ReplyAddresses, private readonly outboundIds: OutboundIds) {}

  /** @param mails of one portal, no two with a sender or Message-ID in common: what one does to a ticket the next does not see */
  async within(tx: EntityManager, portalKey: string, mails: readonly MailToThread[]): Promise<ThreadVerdict[]> {
    if (mails.length === 0) return [];
    await lockThreads(tx, portalKey, mails.flatMap((mail) => [mail.sender ?? mail.messageId, mail.references[0] ?? mail.inReplyTo[0] ?? mail.messageId]));
    const pointing = await this.#pointing(tx, portalKey, mails);
    const tickets = await threadTickets(tx, portalKey, {
      ids: pointing.flatMap(({ address, ours, received }) => [...(address ? [address.ticketId] : []), ...ours.map(({ ticketId }) => ticketId), ...received.map(({ ticketId }) => ticketId)]),
      numbers: pointing.flatMap(({ tags }) => tags),
    });
    return pointing.map((one) => decideThread(this.#facts(one, tickets)));
  }

  async #pointing(tx: EntityManager, portalKey: string, mails: readonly MailToThread[]): Promise<Pointing[]> {
    const ids = mails.map((mail) => [...mail.inReplyTo, ...[...mail.references].reverse(), ...mail.reportedIds]);
    const ours = await this.outboundIds.ticketsOf(tx, portalKey, ids);
    const bounced = await this.outboundIds.ofReturnPaths(tx, portalKey, mails.map(({ fromMachine, recipients }) => (fromMachine ? recipients : [])));
    const received = await ticketsOfMessageIds(tx, portalKey, ids.map((own, at) => [...own, mails[at]!.messageId]));
    return mails.map((mail, at) => ({
      mail, ours: [...ours[at]!, ...bounced[at]!], received: received[at]!, tags: tagsIn(mail.subject),
      address: mail.recipients.map((one) => this.replyAddresses.read(one)).find((read) => read !== undefined),
    }));
  }

  #facts({ mail, address, ours, received, tags }: Pointing, tickets: ReadonlyMap<string, ThreadTicket>): ThreadFacts {
    const addressed = address && tickets.get(address.ticketId);
    return {
      sender: mail.sender,
      isForged: mail.isForged,
      isAuthenticated: mail.isAuthenticated,
      fromMachine: mail.fromMachine,
      replyAddress: address && addressed && { ticket: addressed, madeForSender: mail.sender !== undefined && this.replyAddresses.isFor(address, mail.sender) },
      ours: ours.flatMap(({ ticketId, recipientCanonical }) => {
        const ticket = tickets.get(ticketId);
        return ticket ? [{ ticket, sentToSender: recipientCanonical === mail.sender }] : [];
      }),
      received: received.flatMap(({ ticketId }) => tickets.get(ticketId) ?? []),
      tagged: tags.map((number) => tickets.get(number)).find((ticket) => ticket !== undefined),
      subject: mail.subject,
      caseType: mail.caseType,
      closedForGoodMs: mail.closedForGoodDays * DAY_MS,
      now: mail.now,
    };
  }
}

/** A mail and what it points at. */
interface Pointing {
  readonly mail: MailToThread;
  readonly address: ReadReplyAddress | undefined;
  readonly ours: readonly MailOfTicket[];
  readonly received: readonly { readonly ticketId: string }[];
  readonly tags: readonly string[];
}
