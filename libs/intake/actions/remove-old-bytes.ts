import { Inject, Injectable, Logger } from '@nestjs/common';
import { HouseConfig, type Settings } from '#config';
import { DAY_MS, HOUR_MS } from '#kernel';
import { Database } from '#persistence';
import { NoteEndedBytes } from '#privacy';
import { Storage } from '#storage';
import { worldFailed } from '../domain/whose-fault.js';
import { attachmentsToRemove, describedAttachments, lockAttachmentToRemove, rawMailsToRemove, type AttachmentsDue, type KeptAfter } from '../store/attachments.queries.js';
import { forgetUnneeded } from '../store/held-bytes.js';
import { lockKeptMails } from '../store/intake.queries.js';
import type { KeptMail } from '../store/kept-mail.entity.js';
import { EndLostMail } from './end-lost-mail.js';
import { ExamineAttachment } from './examine-attachment.js';

const AT_ONCE = 50;
/** Each round looks at tickets whose attachments became due so lately; all others, such as those that a hold has let go, once an hour. */
const NEWLY_DUE_MS = 2 * DAY_MS;

/**
 * Ends what may not be kept (recovery-security 5.11, R79): raw mails, sooner where secrets came with them, and attachments
 * after their ticket was closed. Attachments are taken out of a raw mail before it goes, since they have their own time.
 * A mail whose file is lost ends like the others, and the trail says so: nobody can bring it back, and behind fifty of
 * them nothing else would ever go. But only where files of its age are there: else it is the storage that is not ours (an
 * empty mount point), and what is marked as gone would lie on the right disk for ever. Nor in a bucket that keeps versions,
 * where what is forgotten looks lost and stays: nothing is touched before the storage has proved that it forgets.
 *
 * Part of the upkeep round. The bytes go first and the row says so after: a crash between repeats it.
 */
@Injectable()
export class RemoveOldBytes {
  readonly #log = new Logger('retention');
  /** The last mail that was looked at; the next round goes on behind it, so that what cannot go keeps nothing behind it. Undefined: from the oldest. */
  #after: KeptAfter | undefined;
  #lookedAtAll: Date | undefined;

  constructor(
    private readonly database: Database, private readonly storage: Storage, private readonly examine: ExamineAttachment, private readonly lost: EndLostMail, private readonly figures: NoteEndedBytes, @Inject(HouseConfig.token) private readonly house: Settings<typeof HouseConfig>,
  ) {}

  /** Returns how many of each. @throws KeepsVersions, StorageFault: then nothing is marked */
  async run(now: Date): Promise<{ readonly rawMails: number; readonly attachments: number }> {
    const ended = { rawMails: await this.#rawMails(now), attachments: await this.#attachments(now) };
    await this.figures.run('raw-mails', ended.rawMails, now);
    await this.figures.run('attachments', ended.attachments, now);
    return ended;
  }

  async #rawMails(now: Date): Promise<number> {
    const before = { any: new Date(now.getTime() - this.house.RAW_MAIL_DAYS * DAY_MS), withSecrets: new Date(now.getTime() - this.house.RAW_SECRET_HOURS * HOUR_MS) };
    const due = await this.database.read((em) => rawMailsToRemove(em, before, now, this.#after, AT_ONCE));
    if (due.length > 0) await this.storage.proveForgetting();
    this.#after = due.length < AT_ONCE ? undefined : due.at(-1);
    let removed = 0;
    // Only one of some age tells: what came since, and ends early, may lie where the others do not.
    let isOurs = false;
    const lost: KeptMail[] = [];
    for (const mail of due) {
      try {
        if (!(await this.storage.has(mail.rawSha256))) {
          lost.push(mail);
          continue;
        }
        isOurs ||= mail.keptAt < before.withSecrets;
        removed += await this.#removeRaw(mail, now);
      } catch (error) {
        // It comes up again when the walk begins anew; one mail that cannot go keeps no other.
        this.#log.warn(`the raw mail ${mail.id} stays for now: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    if (lost.length === 0) return removed;
    if (!isOurs && !(await this.lost.isOurStorage(before.withSecrets))) {
      this.#log.warn(`${lost.length} raw mails are not in the storage, nor is any other of their age: nothing is marked as gone. Is the right one mounted?`);
      return removed;
    }
    for (const mail of lost) removed += await this.#endLost(mail, now);
    return removed;
  }

  #endLost({ id }: KeptMail, now: Date): Promise<number> {
    return this.database.transaction(async (tx) => {
      const [locked] = await lockKeptMails(tx, [id]);
      if (!locked || locked.rawRemovedAt) return 0;
      await this.lost.within(tx, locked, now);
      return 1;
    });
  }

  async #removeRaw(mail: KeptMail, now: Date): Promise<number> {
    await this.#takeOutAttachments(mail);
    return this.database.transaction(async (tx) => {
      const [locked] = await lockKeptMails(tx, [mail.id]);
      if (!locked || locked.rawRemovedAt || !locked.disposition) return 0;
      if (!(await forgetUnneeded(tx, this.storage, [mail.rawSha256], { keptMailId: mail.id }))) return 0;
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
    const due = { closedBefore, closedAfter: looksAtAll ? null : new Date(closedBefore.getTime() - NEWLY_DUE_MS), now };
    const ids = await this.database.read((em) => attachmentsToRemove(em, due, AT_ONCE));
    if (ids.length > 0) await this.storage.proveForgetting();
    let removed = 0;
    for (const id of ids) removed += await this.#removeAttachment(due, id);
    if (looksAtAll && ids.length < AT_ONCE) this.#lookedAtAll = now;
    return removed;
  }

  /** Each by itself: the lock on its bytes keeps whoever keeps the very same waiting, and what is gone is written down before the next one, which may be the same. */
  #removeAttachment(due: AttachmentsDue, id: string): Promise<number> {
    return this.database.transaction(async (tx) => {
      const attachment = await lockAttachmentToRemove(tx, due, id);
      if (!attachment) return 0;
      const files = [attachment.sha256, attachment.previewSha256].filter((sha256) => sha256 != null);
      // Whoever keeps the very same now is waited for until the next round.
      if (!(await forgetUnneeded(tx, this.storage, files, { attachmentId: id }))) return 0;
      attachment.removedAt = due.now;
      return 1;
    });
  }
}
