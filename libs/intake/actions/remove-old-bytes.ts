import { Inject, Injectable, Logger } from '@nestjs/common';
import { HouseConfig, type Settings } from '#config';
import { DAY_MS, HOUR_MS } from '#kernel';
import { Database } from '#persistence';
import { NoteEndedBytes } from '#privacy';
import { Storage } from '#storage';
import { worldFailed } from '../domain/whose-fault.js';
import { attachmentsToRemove, describedAttachments, isStillNeeded, rawMailsToRemove } from '../store/attachments.queries.js';
import { lockKeptMails } from '../store/intake.queries.js';
import type { KeptMail } from '../store/kept-mail.entity.js';
import { ExamineAttachment } from './examine-attachment.js';

const AT_ONCE = 50;
/** Each round looks at tickets whose attachments became due so lately; all others, such as those that a hold has let go, once an hour. */
const NEWLY_DUE_MS = 2 * DAY_MS;

/**
 * Ends what may not be kept (recovery-security 5.11, R79): raw mails, sooner where secrets came with them, and attachments
 * after their ticket was closed. Attachments are taken out of a raw mail before it goes, since they have their own time.
 * Part of the upkeep round. The bytes go first and the row says so after: a crash between repeats it.
 */
@Injectable()
export class RemoveOldBytes {
  readonly #log = new Logger('retention');
  #lookedAtAll: Date | undefined;

  constructor(
    private readonly database: Database, private readonly storage: Storage, private readonly examine: ExamineAttachment, private readonly figures: NoteEndedBytes, @Inject(HouseConfig.token) private readonly house: Settings<typeof HouseConfig>,
  ) {}

  /** Returns how many of each. */
  async run(now: Date): Promise<{ readonly rawMails: number; readonly attachments: number }> {
    const ended = { rawMails: await this.#rawMails(now), attachments: await this.#attachments(now) };
    await this.figures.run('raw-mails', ended.rawMails, now);
    await this.figures.run('attachments', ended.attachments, now);
    return ended;
  }

  async #rawMails(now: Date): Promise<number> {
    const before = { any: new Date(now.getTime() - this.house.RAW_MAIL_DAYS * DAY_MS), withSecrets: new Date(now.getTime() - this.house.RAW_SECRET_HOURS * HOUR_MS) };
    const due = await this.database.read((em) => rawMailsToRemove(em, before, now, AT_ONCE));
    let removed = 0;
    for (const mail of due) {
      try {
        removed += await this.#removeRaw(mail, now);
      } catch (error) {
        // The next round comes; one mail that cannot go keeps no other.
        this.#log.warn(`the raw mail ${mail.id} stays for now: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    return removed;
  }

  async #removeRaw(mail: KeptMail, now: Date): Promise<number> {
    await this.#takeOutAttachments(mail);
    return this.database.transaction(async (tx) => {
      const [locked] = await lockKeptMails(tx, [mail.id]);
      if (!locked || locked.rawRemovedAt || !locked.disposition) return 0;
      if (!(await isStillNeeded(tx, mail.rawSha256, { keptMailId: mail.id }))) await this.storage.forget(mail.rawSha256);
      locked.rawRemovedAt = now;
      return 1;
    });
  }

  async #takeOutAttachments(mail: KeptMail): Promise<void> {
    const parts = await this.database.read((em) => describedAttachments(em, [mail.id]));
    for (const { part, name, type } of parts) {
      await this.examine.run({ mail, part, name, type }).catch((error: unknown) => {
        if (worldFailed(error)) throw error;
        // What cannot be opened within bounds could not be opened later either; it keeps no raw mail alive.
      });
    }
  }

  async #attachments(now: Date): Promise<number> {
    const closedBefore = new Date(now.getTime() - this.house.ATTACHMENT_DAYS * DAY_MS);
    // A clock that was put back makes no hour longer.
    const looksAtAll = !this.#lookedAtAll || Math.abs(now.getTime() - this.#lookedAtAll.getTime()) >= HOUR_MS;
    const removed = await this.#removeAttachments(closedBefore, looksAtAll ? null : new Date(closedBefore.getTime() - NEWLY_DUE_MS), now);
    if (looksAtAll && removed < AT_ONCE) this.#lookedAtAll = now;
    return removed;
  }

  #removeAttachments(closedBefore: Date, closedAfter: Date | null, now: Date): Promise<number> {
    return this.database.transaction(async (tx) => {
      const due = await attachmentsToRemove(tx, closedBefore, now, AT_ONCE, closedAfter);
      for (const attachment of due) {
        for (const sha256 of [attachment.sha256, attachment.previewSha256]) {
          if (sha256 && !(await isStillNeeded(tx, sha256, { attachmentId: attachment.id }))) await this.storage.forget(sha256);
        }
        attachment.removedAt = now;
      }
      return due.length;
    });
  }
}
