import { Injectable } from '@nestjs/common';
import type { EntityManager } from '#persistence';
import type { OutboundMessage } from '../store/outbound-message.entity.js';
import { ticketNumberOf } from '../store/outbound.queries.js';

/** A mail that will not leave unless a person does something. */
export interface FailedMail {
  readonly outboundMessageId: string;
  readonly portalKey: string;
  readonly ticketId: string;
  readonly ticketNumber: string;
  readonly kind: string;
  readonly recipient: string;
  /** What the relay said, or why it could not be written. */
  readonly reason: string;
}

type Listener = (tx: EntityManager, mail: FailedMail, now: Date) => Promise<void>;

/** Tells the rooms above, in the transaction that writes it down, that a mail about a ticket failed for good: what that means is theirs to say. */
@Injectable()
export class MailFailures {
  readonly #listeners: Listener[] = [];

  listen(listener: Listener): void {
    this.#listeners.push(listener);
  }

  async tell(tx: EntityManager, { id, portalKey, ticketId, kind, recipient, failure }: OutboundMessage, now: Date): Promise<void> {
    const ticketNumber = await ticketNumberOf(tx, ticketId);
    if (!ticketId || ticketNumber === null) return;
    for (const listener of this.#listeners) await listener(tx, { outboundMessageId: id, portalKey, ticketId, ticketNumber, kind, recipient, reason: failure ?? '' }, now);
  }
}
