import { Injectable } from '@nestjs/common';
import { enqueue, sendSms } from '#jobs';
import { newId, Sealer, type Secret } from '#kernel';
import type { EntityManager } from '#persistence';
import { SmsMessage } from '../store/sms-message.entity.js';

export interface SmsToQueue {
  readonly portalKey: string;
  readonly ticketId: string | null;
  /** E.164, of the account's phones on file. */
  readonly recipient: string;
  readonly text: Secret;
  readonly giveUpAt: Date;
  /** One of several that tell, one after the other, how one thing stands: a newer one to the same phone overtakes those that have not left. */
  readonly aboutId?: string | undefined;
  /** Left out: at once. */
  readonly notBefore?: Date | null | undefined;
  readonly now: Date;
}

/** Puts a text message into the outbox, in the transaction of the decision. */
@Injectable()
export class QueueSms {
  constructor(private readonly sealer: Sealer) {}

  async within(tx: EntityManager, { portalKey, ticketId, recipient, text, giveUpAt, aboutId, notBefore, now }: SmsToQueue): Promise<string> {
    const id = newId();
    tx.persist(tx.create(SmsMessage, { id, createdAt: now, portalKey, ticketId, recipient, textSealed: this.sealer.seal(text, sealContextOf(id)), aboutId: aboutId ?? null, notBefore: notBefore ?? null, state: 'queued', giveUpAt, tries: 0, settledAt: null, detail: null }));
    await enqueue(tx, sendSms, { smsMessageId: id }, notBefore ? { runAt: notBefore } : {});
    return id;
  }
}

export function sealContextOf(smsMessageId: string): string {
  return `sms:${smsMessageId}`;
}
