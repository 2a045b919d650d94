import { Injectable } from '@nestjs/common';
import type { EntityManager } from '#persistence';
import type { MailKind } from '../domain/mail-kinds.js';
import type { OutboundMessage } from '../store/outbound-message.entity.js';
import { ticketNumberOf } from '../store/outbound.queries.js';

/** A mail that will not leave unless a person does something, or of which nobody knows whether it left. */
export interface FailedMail {
  readonly outboundMessageId: string;
  readonly portalKey: string;
  readonly ticketId: string;
  readonly ticketNumber: string;
  readonly kind: MailKind;
  readonly state: 'failed' | 'unknown';
  readonly recipient: string;
  /** What the relay said, or why it could not be written. */
  readonly reason: string;
}

type Listener = (tx: EntityManager, mail: FailedMail, now: Date) => Promise<void>;

/** Tells the rooms above, in the transaction that writes it down, that a mail about a ticket failed for good or is of unknown fate: what that means is theirs to say. */
@Injectable()
export class MailFailures {
  readonly #listeners: Listener[] = [];

  listen(listener: Listener): void {
    this.#listeners.push(listener);
  }

  /** @param mail already `failed` or `unknown` */
  async tell(tx: EntityManager, { id, portalKey, ticketId, kind, recipient, failure, state }: OutboundMessage, now: Date): Promise<void> {
    const ticketNumber = await ticketNumberOf(tx, ticketId);
    if (!ticketId || ticketNumber === null) return;
    for (const listener of this.#listeners) await listener(tx, { outboundMessageId: id, portalKey, ticketId, ticketNumber, kind, state: state === 'unknown' ? 'unknown' : 'failed', recipient, reason: failure ?? '' }, now);
  }
}
