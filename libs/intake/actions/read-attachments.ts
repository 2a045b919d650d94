import { Injectable } from '@nestjs/common';
import { Database } from '#persistence';
import type { Attachment } from '../store/attachment.entity.js';
import { attachmentsOfMails } from '../store/attachments.queries.js';
import { KeptMail } from '../store/kept-mail.entity.js';
import { VirusScanner } from '../virus-scanner.js';

export interface MailFacts {
  /** The raw mail is there: attachments, HTML and the original text can be opened. */
  readonly hasRaw: boolean;
  /** Those that somebody opened or the scanner saw, by part number. */
  readonly attachments: ReadonlyMap<string, Pick<Attachment, 'type' | 'marks' | 'isPicture' | 'scan' | 'infection' | 'removedAt'>>;
}

/** What is known by now about what came with these mails. */
@Injectable()
export class ReadAttachments {
  constructor(private readonly database: Database, private readonly scanner: VirusScanner) {}

  get isScanning(): boolean {
    return this.scanner.isOn;
  }

  ofMails(keptMailIds: readonly string[]): Promise<ReadonlyMap<string, MailFacts>> {
    if (keptMailIds.length === 0) return Promise.resolve(new Map());
    return this.database.read(async (em) => {
      const mails = await em.find(KeptMail, { id: { $in: [...keptMailIds] } }, { fields: ['id', 'rawRemovedAt'] });
      const attachments = Map.groupBy(await attachmentsOfMails(em, keptMailIds), ({ keptMailId }) => keptMailId);
      return new Map(mails.map(({ id, rawRemovedAt }) => [id, { hasRaw: !rawRemovedAt, attachments: new Map((attachments.get(id) ?? []).map((one) => [one.part, one])) }]));
    });
  }
}
