import { Injectable } from '@nestjs/common';
import { Fault } from '#kernel';
import { Database } from '#persistence';
import { describedAttachments } from '../store/attachments.queries.js';
import { KeptMail } from '../store/kept-mail.entity.js';
import { ExamineAttachment } from './examine-attachment.js';

/** The scanner does not answer; its job comes again. */
export class ScannerUnreachable extends Fault {
  readonly code = 'intake.scanner-unreachable';
  readonly retry = 'later';
}

/** Has everything that came with a mail scanned soon after it was filed, so that its state is there before an agent is. */
@Injectable()
export class ScanAttachments {
  constructor(private readonly database: Database, private readonly examine: ExamineAttachment) {}

  /** @throws StorageFault, ScannerUnreachable: the lane tries again */
  async run({ keptMailId }: { readonly keptMailId: string }): Promise<void> {
    const found = await this.database.read(async (em) => {
      const mail = await em.findOne(KeptMail, { id: keptMailId });
      return mail && { mail, parts: await describedAttachments(em, [keptMailId]) };
    });
    if (!found) return;
    let unreachable = false;
    for (const { part, name, type } of found.parts) {
      const attachment = await this.examine.run({ mail: found.mail, part, name, type });
      unreachable ||= attachment?.scan === 'unreachable';
    }
    if (unreachable) throw new ScannerUnreachable(`attachments of mail ${keptMailId}`);
  }
}
