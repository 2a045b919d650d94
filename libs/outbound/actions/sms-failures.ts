import { Injectable } from '@nestjs/common';
import type { EntityManager } from '#persistence';
import type { SmsMessage } from '../store/sms-message.entity.js';
import { ticketNumberOf } from '../store/outbound.queries.js';

/** A text message that no phone will get. */
export interface FailedSms {
  readonly smsMessageId: string;
  readonly portalKey: string;
  readonly ticketId: string;
  readonly ticketNumber: string;
  readonly state: 'refused' | 'expired';
}

type Listener = (tx: EntityManager, sms: FailedSms, now: Date) => Promise<void>;

/** Tells the rooms above, in the transaction that writes it down, that a text message about a ticket came to nothing, as `MailFailures` does for mails. */
@Injectable()
export class SmsFailures {
  readonly #listeners: Listener[] = [];

  listen(listener: Listener): void {
    this.#listeners.push(listener);
  }

  async tell(tx: EntityManager, { id, portalKey, ticketId }: SmsMessage, state: FailedSms['state'], now: Date): Promise<void> {
    const ticketNumber = await ticketNumberOf(tx, ticketId);
    if (!ticketId || ticketNumber === null) return;
    for (const listener of this.#listeners) await listener(tx, { smsMessageId: id, portalKey, ticketId, ticketNumber, state }, now);
  }
}
