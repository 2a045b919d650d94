import { Injectable } from '@nestjs/common';
import { Database } from '#persistence';
import { Storage } from '#storage';
import { contentDisposition } from '../domain/attachment/safe-name.js';
import { MailOpener, type OpenedPage } from '../mail-opener.js';
import { Attachment } from '../store/attachment.entity.js';
import { KeptMail } from '../store/kept-mail.entity.js';
import { FileLinks } from './file-links.js';

export type SentFile =
  | { readonly kind: 'file'; readonly bytes: Buffer; readonly disposition: string }
  | { readonly kind: 'picture'; readonly bytes: Buffer; readonly type: 'image/png' | 'image/jpeg' }
  | { readonly kind: 'page'; readonly page: OpenedPage };

/** What a file link opens. Who follows it is not asked: the link was the answer to that, two minutes ago at most. */
@Injectable()
export class SendFile {
  constructor(private readonly database: Database, private readonly storage: Storage, private readonly opener: MailOpener, private readonly links: FileLinks) {}

  /** Undefined for links that are none, are over, or whose bytes are gone. @throws StorageFault */
  async run(token: string): Promise<SentFile | undefined> {
    const link = this.links.read(token);
    if (!link) return undefined;
    if (link.way === 'page') {
      const mail = await this.database.read((em) => em.findOne(KeptMail, { id: link.id, rawRemovedAt: null }));
      const page = mail ? await this.opener.openPage(mail.rawSha256) : undefined;
      return page && { kind: 'page', page };
    }
    const attachment = await this.database.read((em) => em.findOne(Attachment, { id: link.id, removedAt: null }));
    // Scanned again since: what is known as malware by now is not sent.
    if (!attachment || attachment.scan === 'infected') return undefined;
    if (link.way === 'file') return { kind: 'file', bytes: await this.storage.get(attachment.sha256), disposition: contentDisposition(attachment.name) };
    if (!attachment.previewSha256) return undefined;
    const bytes = await this.storage.get(attachment.previewSha256);
    return { kind: 'picture', bytes, type: bytes[0] === 0x89 ? 'image/png' : 'image/jpeg' };
  }
}
