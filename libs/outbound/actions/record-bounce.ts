import { Injectable } from '@nestjs/common';
import { canonicalAddress, parseAddress } from '#kernel';
import type { EntityManager } from '#persistence';
import type { MailKind } from '../domain/mail-kinds.js';
import { asWritten } from './as-written.js';
import { mayMove } from '../domain/outbound-states.js';
import { suppressAddress } from '../store/bounced-addresses.queries.js';
import { lockMail, ticketNumberOf } from '../store/outbound.queries.js';

export interface BounceCommand {
  readonly outboundMessageId: string;
  /** As the report names it; may be where the recipient forwards to. */
  readonly recipient: string;
  /** RFC 3463, where the report has one. */
  readonly status?: string | undefined;
  readonly kind: 'hard' | 'soft' | 'delayed';
  readonly diagnostic: string;
  /** The report quotes a Message-ID that we signed. Without that anybody may have written it, so nothing is believed. */
  readonly proven: boolean;
  readonly now: Date;
}

/** The mail that a report was about. */
export interface BouncedMail {
  readonly ticketId: string | null;
  readonly ticketNumber: string | null;
  readonly kind: MailKind;
  /** Whom we wrote to. */
  readonly recipient: string;
  /** It is proven that it did not arrive. */
  readonly bounced: boolean;
}

/**
 * Notes on an outgoing mail what a delivery report says about it. A proven one makes it `bounced`; a warning, or a
 * report that proves nothing, only leaves a remark. Nothing is sent again. A proven one that says of the very address we
 * wrote to that nobody is there spares it our optional mail for a while; of where it was forwarded to says nothing of it.
 */
@Injectable()
export class RecordBounce {
  /** Undefined: there is no such mail, or the outbox says the same already. */
  async within(tx: EntityManager, { outboundMessageId, recipient, status, kind, diagnostic, proven, now }: BounceCommand): Promise<BouncedMail | undefined> {
    const mail = await lockMail(tx, outboundMessageId);
    if (!mail || (mail.state !== 'sent' && !mayMove(mail.state, 'bounced'))) return undefined;
    const bounced = proven && kind !== 'delayed';
    const address = recipient === '' || recipient.toLowerCase() === mail.recipient.toLowerCase() ? '' : ` (${recipient})`;
    const failure = asWritten(`${proven ? '' : 'unproven report: '}${kind}${status ? ` ${status}` : ''}${address}: ${diagnostic || 'no reason given'}`);
    if (!bounced && mail.failure !== null) return undefined;
    Object.assign(mail, bounced ? { state: 'bounced', failure, sentAt: mail.sentAt ?? now, secretsSealed: null } : { failure });
    await tx.flush();
    if (bounced && kind === 'hard' && parseAddress(recipient) !== undefined && canonicalAddress(recipient) === mail.recipientCanonical) await suppressAddress(tx, mail, now);
    return { ticketId: mail.ticketId ?? null, ticketNumber: await ticketNumberOf(tx, mail.ticketId), kind: mail.kind, recipient: mail.recipient, bounced };
  }
}
