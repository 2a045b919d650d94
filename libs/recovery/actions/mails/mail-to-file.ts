import { Injectable } from '@nestjs/common';
import type { Account } from '#directory';
import { canonicalAddress } from '#kernel';
import { QueueMail, salutationName, type MailKind, type MailSecrets, type MailVariables, type QueuedMail } from '#outbound';
import type { EntityManager } from '#persistence';
import { Mailboxes } from '#portals';
import { messageToAnswer, rememberThreadKeys, ReplyAddresses, type Ticket } from '#tickets';

/** What makes a mail go to an address on file, and nowhere else (rule 2). */
export interface MailCommand<Kind extends MailKind> {
  readonly ticket: Ticket;
  /** Null: it goes to whoever wrote, and no account is known. */
  readonly account: Account | null;
  readonly address: { readonly address: string };
  readonly kind: Kind;
  /** Without the salutation, which is taken from the account. */
  readonly variables: Omit<MailVariables<Kind>, 'salutationName'>;
  readonly secrets: MailSecrets<Kind>;
  /** The reader may be anybody: no name, and nothing of the account. */
  readonly toStranger?: boolean | undefined;
  /** As in `QueueMailCommand`; left out, whether `variables` names an agent. */
  readonly startedByAgent?: boolean | undefined;
  /** Not before; left out: at once. */
  readonly sendAt?: Date | undefined;
  readonly now: Date;
}

/** Queues a mail about an account to one of its addresses on file, on the ticket's thread where the requester reads it. */
@Injectable()
export class MailToFile {
  readonly #mailboxAddresses = new Map<string, string>();

  constructor(private readonly queueMail: QueueMail, private readonly mailboxes: Mailboxes, private readonly replyAddresses: ReplyAddresses) {}

  async within<Kind extends MailKind>(tx: EntityManager, { ticket, account, address, kind, variables, secrets, toStranger = false, startedByAgent, sendAt, now }: MailCommand<Kind>): Promise<QueuedMail> {
    const canonical = canonicalAddress(address.address);
    const isRequester = canonical === ticket.requesterCanonical;
    const newest = isRequester ? await messageToAnswer(tx, ticket.id) : undefined;
    const answered = newest?.messageId !== undefined && canonicalAddress(newest.address) === canonical ? [...newest.references.slice(-10), newest.messageId] : undefined;
    const queued = await this.queueMail.within(tx, {
      portalKey: ticket.portalKey, mailboxId: ticket.mailboxId, ticketId: ticket.id, kind,
      locale: isRequester || !account ? ticket.language : account.locale,
      recipient: address.address,
      variables: { ...variables, salutationName: toStranger || !account ? null : salutationName(account.displayName) } as MailVariables<Kind>,
      secrets, startedByAgent, sendAt,
      replyTo: this.replyAddresses.make(await this.#mailboxAddress(ticket), ticket.id, canonical),
      ...(answered && { inReplyTo: answered.at(-1), references: answered }),
      now,
    });
    if (queued.allowed) await rememberThreadKeys(tx, ticket.portalKey, ticket.id, [queued.message.messageId], true);
    return queued;
  }

  /** A mailbox keeps its address for life. */
  async #mailboxAddress({ mailboxId, number }: Ticket): Promise<string> {
    const known = this.#mailboxAddresses.get(mailboxId);
    if (known !== undefined) return known;
    const mailbox = await this.mailboxes.get(mailboxId);
    if (!mailbox) throw new Error(`mailbox ${mailboxId} of ticket ${number} is gone`);
    this.#mailboxAddresses.set(mailboxId, mailbox.address);
    return mailbox.address;
  }
}
