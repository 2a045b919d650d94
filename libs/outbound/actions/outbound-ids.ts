import { createHmac, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Sealer } from '#kernel';
import type { EntityManager } from '#persistence';
import { bareMessageId, isOurs, makeMessageId } from '../domain/message-ids.js';
import { readReturnPath, writeReturnPath } from '../domain/return-path.js';
import { lastSentTo, mailsOfIds, mailsOfMessageIds, type MailOfTicket, type SentTo } from '../store/outbound.queries.js';

/** By what our own mails are known again: signed Message-IDs and the loop header's mark. */
@Injectable()
export class OutboundIds {
  readonly #key: KeyObject;
  readonly #returnKey: KeyObject;
  /** Value of X-Rekey-Loop: says "this desk", and nothing else. */
  readonly loopMark: string;

  constructor(sealer: Sealer) {
    this.#key = sealer.derive('message-id');
    this.#returnKey = sealer.derive('return-path');
    this.loopMark = createHmac('sha256', sealer.derive('loop-mark')).update('this desk').digest('hex').slice(0, 32);
  }

  make(id: string, domain: string): string {
    return makeMessageId(this.#key, id, domain);
  }

  /** Where the bounces of one mail come; the mailbox itself when its name leaves no room. */
  returnPath(mailboxAddress: string, outboundMessageId: string): string {
    return writeReturnPath(this.#returnKey, mailboxAddress, outboundMessageId);
  }

  /** For each list of addresses that a mail came to: the mails of this portal whose return path is among them. Forged ones find nothing. */
  async ofReturnPaths(tx: EntityManager, portalKey: string, lists: readonly (readonly string[])[]): Promise<MailOfTicket[][]> {
    const wanted = lists.map((addresses) => [...new Set(addresses.flatMap((address) => readReturnPath(this.#returnKey, address) ?? []))].slice(0, MOST_IDS));
    const byId = new Map((await mailsOfIds(tx, wanted.flat(), portalKey)).map((mail) => [mail.outboundMessageId, mail]));
    return wanted.map((ids) => ids.flatMap((id) => byId.get(id) ?? []));
  }

  /** Whether this desk wrote the mail with this Message-ID. Needs no database. */
  messageIdIsOurs(messageId: string): boolean {
    return isOurs(this.#key, messageId);
  }

  /** Whether an incoming mail went out from this desk: its X-Rekey-Loop, if it has one. */
  loopMarkIsOurs(value: string | undefined): boolean {
    return value?.trim() === this.loopMark;
  }

  /** For each list of Message-IDs: the tickets of this portal that our mails with them were about, in the order of the ids. */
  async ticketsOf(tx: EntityManager, portalKey: string, lists: readonly (readonly string[])[]): Promise<MailOfTicket[][]> {
    const wanted = lists.map((ids) => [...new Set(ids.map(bareMessageId).filter((id) => this.messageIdIsOurs(id)))].slice(0, MOST_IDS));
    const byId = new Map((await mailsOfMessageIds(tx, wanted.flat(), portalKey)).map((mail) => [mail.messageId, mail]));
    return wanted.map((ids) => ids.flatMap((id) => byId.get(id) ?? []));
  }

  /** The newest mail that left to each of these canonical addresses. Proves nothing: anybody can name an address. */
  lastSentTo(tx: EntityManager, portalKey: string, recipients: readonly string[], since: Date): Promise<SentTo[]> {
    return lastSentTo(tx, portalKey, recipients.slice(0, MOST_IDS), since);
  }
}

/** Far more References than any thread of a helpdesk needs. */
const MOST_IDS = 100;

/** The same for callers that know no portal yet; forged ids find nothing either, since no row has them. */
export function ticketOfMessageId(tx: EntityManager, messageIds: readonly string[]): Promise<MailOfTicket[]> {
  return mailsOfMessageIds(tx, messageIds.map(bareMessageId).slice(0, MOST_IDS));
}
