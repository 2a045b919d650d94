import { Injectable } from '@nestjs/common';
import { canonicalAddress, DAY_MS, parseAddress } from '#kernel';
import { asWritten, isWaitedFor, OutboundIds, RecordBounce } from '#outbound';
import type { EntityManager } from '#persistence';
import { addEvent, announce, wakeTicket } from '#tickets';
import type { DeliveryReport, ReportedRecipient } from '../domain/delivery-report/report-types.js';
import type { Judgement } from './judge-mail.js';

/** After that many days mail systems have given up (RFC 5321 section 4.5.4.1 says four to five). */
const REPORTED_WITHIN_DAYS = 7;
const NOBODY: ReportedRecipient = { address: '', kind: 'soft', diagnostic: '' };

interface Reported {
  readonly outboundMessageId: string;
  readonly about: ReportedRecipient;
  readonly proven: boolean;
}

/**
 * Delivery reports onto the mails that caused them: by a Message-ID or a return path that we signed, else by the recipient. Says so in
 * the outbox and in the timeline. One that proves that somebody waits in vain for what we wrote makes the ticket ours again, or nobody
 * would ever see it; a report never opens or answers a ticket, and one that proves nothing wakes none, since anybody can write it.
 */
@Injectable()
export class AttachReports {
  constructor(private readonly outboundIds: OutboundIds, private readonly recordBounce: RecordBounce) {}

  async within(tx: EntityManager, portalKey: string, mails: readonly { readonly judged: Judgement }[], now: Date): Promise<void> {
    for (const { judged } of mails) {
      if (!judged.report) continue;
      for (const { outboundMessageId, about, proven } of await this.#reported(tx, portalKey, judged, judged.report, now)) {
        if (about.kind === 'delivered' || about.kind === 'expanded') continue;
        const { address, kind, status } = about, diagnostic = asWritten(about.diagnostic);
        const mail = await this.recordBounce.within(tx, { outboundMessageId, recipient: address, status, kind, diagnostic, proven, now });
        if (!mail?.ticketId || mail.ticketNumber === null) continue;
        const detail = { outboundMessageId, mail: mail.kind, recipient: mail.recipient, kind, status: status ?? null, diagnostic, proven };
        addEvent(tx, mail.ticketId, 'delivery.bounced', { kind: 'rekey' }, detail, now);
        await announce(tx, { portal: portalKey, number: mail.ticketNumber });
        if (mail.bounced && isWaitedFor(mail.kind)) await wakeTicket(tx, mail.ticketId, 'delivery.bounced', now);
      }
    }
  }

  async #reported(tx: EntityManager, portalKey: string, { mail, authenticity }: Judgement, report: DeliveryReport, now: Date): Promise<Reported[]> {
    const returned = [...(report.originalMessageId === undefined ? [] : [report.originalMessageId]), ...mail.reportedIds];
    for (const ids of [returned, mail.inReplyTo]) {
      const [ours] = await this.outboundIds.ticketsOf(tx, portalKey, [ids]);
      if (ours!.length > 0) return ours!.map(({ outboundMessageId, recipientCanonical }) => ({ outboundMessageId, about: recipientOf(report, recipientCanonical), proven: true }));
    }
    // Reports have the null sender (RFC 3464 section 2); what has another one is not from a mail system.
    if (!mail.returnPath) {
      const [ours] = await this.outboundIds.ofReturnPaths(tx, portalKey, [[...mail.deliveredTo, ...mail.to.map(({ address }) => address)]]);
      if (ours!.length > 0) return ours!.map(({ outboundMessageId, recipientCanonical }) => ({ outboundMessageId, about: recipientOf(report, recipientCanonical), proven: true }));
    }
    if (authenticity.verdict === 'fail' || !fromMailSystem(mail)) return [];
    const named = new Map(report.recipients.flatMap((one) => (parseAddress(one.address) === undefined ? [] : [[canonicalAddress(one.address), one] as const])));
    const since = new Date(now.getTime() - REPORTED_WITHIN_DAYS * DAY_MS);
    const sent = await this.outboundIds.lastSentTo(tx, portalKey, [...named.keys()], since);
    return sent.map(({ outboundMessageId, recipientCanonical }) => ({ outboundMessageId, about: named.get(recipientCanonical)!, proven: false }));
  }
}

/**
 * Whether a report that proves nothing may leave its remark: it has the null sender (RFC 3464 section 2), or, where the
 * server records no sender, the fields of a report. Else whoever knows an address we wrote to would speak in our timeline.
 */
function fromMailSystem({ returnPath, deliveryStatus }: Judgement['mail']): boolean {
  return returnPath === '' || (returnPath === undefined && deliveryStatus.length > 0);
}

/** Each of our mails has one recipient; under another name it was forwarded. */
function recipientOf({ recipients }: DeliveryReport, canonical: string): ReportedRecipient {
  return recipients.find(({ address }) => parseAddress(address) !== undefined && canonicalAddress(address) === canonical) ?? recipients[0] ?? NOBODY;
}
