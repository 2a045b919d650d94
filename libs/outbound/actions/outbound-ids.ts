import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Sealer } from '#kernel';
import type { EntityManager } from '#persistence';
import { bareMessageId, isOurs, makeMessageId } from '../domain/message-ids.js';
import { mailsOfMessageIds, type MailOfTicket } from '../store/outbound.queries.js';

/** By what our own mails are known again: signed Message-IDs and the loop header's mark. */
@Injectable()
export class OutboundIds {
  readonly #key: Buffer;
  /** Value of X-Rekey-Loop: says "this desk", and nothing else. */
  readonly loopMark: string;

  constructor(sealer: Sealer) {
    this.#key = sealer.derive('message-id');
    this.loopMark = createHmac('sha256', sealer.derive('loop-mark')).update('this desk').digest('hex').slice(0, 32);
  }

  make(id: string, domain: string): string {
    return makeMessageId(this.#key, id, domain);
  }

  /** Whether this desk wrote the mail with this Message-ID. Needs no database. */
  messageIdIsOurs(messageId: string): boolean {
    return isOurs(this.#key, messageId);
  }

  /** Whether an incoming mail went out from this desk: its X-Rekey-Loop, if it has one. */
  loopMarkIsOurs(value: string | undefined): boolean {
    return value?.trim() === this.loopMark;
  }

  /** The tickets of this portal that our mails with these Message-IDs were about, in the order of the ids. */
  ticketsOf(tx: EntityManager, portalKey: string, messageIds: readonly string[]): Promise<MailOfTicket[]> {
    return mailsOfMessageIds(tx, messageIds.map(bareMessageId).filter((id) => this.messageIdIsOurs(id)), portalKey);
  }
}

/** The same for callers that know no portal yet; forged ids find nothing either, since no row has them. */
export function ticketOfMessageId(tx: EntityManager, messageIds: readonly string[]): Promise<MailOfTicket[]> {
  return mailsOfMessageIds(tx, messageIds.map(bareMessageId));
}
