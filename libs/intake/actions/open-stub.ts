import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import type { EntityManager } from '#persistence';
import { Portals, routeTicket } from '#portals';
import { recognise } from '#recognition';
import { Storage } from '#storage';
import { FileMessage } from '#tickets';
import { plainHeaders } from '../read/plain-headers.js';
import { readHeaders } from '../read/read-headers.js';
import type { KeptMail } from '../store/kept-mail.entity.js';

const HEAD_BYTES = 64 * 1024;
const NOTHING = { subject: '', text: '', signature: '', quoted: '', fromName: '', replyTo: [], attachmentNames: [] };

export interface Stub {
  readonly messageId: string;
  readonly from: ReturnType<typeof readHeaders>['from'];
  readonly subject: string;
}

/**
 * A ticket for a mail that cannot be read: what came from whom, and that the raw mail lies in the quarantine. Somebody
 * wrote, and must not wait because our reader failed. Nothing is answered; the sender is only what the header says.
 */
@Injectable()
export class OpenStub {
  constructor(private readonly storage: Storage, private readonly portals: Portals, private readonly fileMessage: FileMessage, private readonly audit: AuditTrail) {}

  /** By hand and within bounds: no parser is asked again. @throws StorageFault */
  async look(kept: Pick<KeptMail, 'rawSha256'>): Promise<Stub> {
    const { bytes } = await this.storage.getBeginning(kept.rawSha256, HEAD_BYTES);
    const { ownMessageId, from, subject } = readHeaders(plainHeaders(bytes));
    return { messageId: ownMessageId ?? `${kept.rawSha256}@digest.invalid`, from, subject };
  }

  /** In the transaction that sets the mail aside. A mail that has its stub gets no second one. */
  async within(tx: EntityManager, kept: KeptMail, { messageId, from, subject }: Stub, now: Date): Promise<void> {
    Object.assign(kept, { messageId: messageId.slice(0, 998), fromAddress: from[0]?.address ?? null, subject });
    if (kept.ticketId) return;
    const profile = await this.portals.get(kept.portalKey);
    // Of a text that nobody read nothing is recognised, so it goes where people look at what is unsure.
    const recognition = recognise({ ...NOTHING, fromAddress: from[0]?.address ?? '' }, { portalKey: kept.portalKey, vocabulary: [], ownAddresses: [] });
    const { queue, priority, because } = routeTicket(profile, { caseType: recognition.caseType, risk: recognition.risk, confidence: 0, mailClass: 'request' });
    const [filed] = await this.fileMessage.within(tx, kept.portalKey, [{
      languages: profile.languages, mailboxId: kept.mailboxId, keptMailId: kept.id, thread: { kind: 'new', link: undefined, because: 'cannot be read' }, fromMachine: false, isOver: kept.door === 'import',
      mail: { messageId, inReplyTo: [], references: [], from: from.length === 1 ? from[0] : undefined, subject, text: '', quoted: '', attachments: [], hasPage: false, receivedAt: kept.receivedAt },
      recognition: { ...recognition, confidence: 0 }, route: { queue, priority, because }, promisedBy: null, authenticity: 'none', warnings: ['unreadable', 'in-quarantine'], now,
    }]);
    kept.ticketId = filed!.ticket.id;
    await this.audit.record(tx, { portalKey: kept.portalKey, verb: 'ticket.opened', actor: { kind: 'rekey' }, ticketNumber: filed!.ticket.number, outcome: 'done', detail: { keptMailId: kept.id, because: 'unreadable', queue }, now });
  }
}

/** By what the row tells of a mail that was read once and is lost. */
export function stubOf({ rawSha256, messageId, fromAddress, subject }: KeptMail): Stub {
  return { messageId: messageId ?? `${rawSha256}@digest.invalid`, from: fromAddress ? [{ address: fromAddress, name: '' }] : [], subject: subject ?? '' };
}
