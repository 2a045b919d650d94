import { Injectable } from '@nestjs/common';
import type { EntityManager } from '#persistence';
import type { MailKind } from '../domain/mail-kinds.js';
import type { OutboundMessage } from '../store/outbound-message.entity.js';
import { Failures, type OfTicket } from './failures.js';

interface LostMail {
  readonly outboundMessageId: string;
  readonly kind: MailKind;
  readonly state: 'failed' | 'unknown';
  readonly recipient: string;
  /** What the relay said, or why it could not be written. */
  readonly reason: string;
}

/** A mail that will not leave unless a person does something, or of which nobody knows whether it left. */
export type FailedMail = LostMail & OfTicket;

@Injectable()
export class MailFailures extends Failures<LostMail> {
  /** @param mail already `failed` or `unknown` */
  tell(tx: EntityManager, mail: OutboundMessage, now: Date): Promise<void> {
    const { id, kind, recipient, failure, state } = mail;
    return this.tellOf(tx, mail, { outboundMessageId: id, kind, state: state === 'unknown' ? 'unknown' : 'failed', recipient, reason: failure ?? '' }, now);
  }
}
