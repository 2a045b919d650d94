import { Injectable } from '@nestjs/common';
import { Alarms } from '#alarms';
import { Clock, HOUR_MS } from '#kernel';
import { Database } from '#persistence';
import { MissingBytes, Storage } from '#storage';
import { MailOpener } from '../mail-opener.js';
import type { Attachment } from '../store/attachment.entity.js';
import { attachmentOf, keepAttachment } from '../store/attachments.queries.js';
import { goneOf, holdBytes } from '../store/held-bytes.js';
import type { KeptMail } from '../store/kept-mail.entity.js';
import { VirusScanner } from '../virus-scanner.js';

/** What was clean yesterday may be known today. */
const SCAN_AGAIN_MS = 24 * HOUR_MS;
const SCANNER = 'clamav';
const TRIES = 3;

export interface PartToExamine {
  readonly mail: Pick<KeptMail, 'id' | 'rawSha256' | 'rawRemovedAt'>;
  readonly part: string;
  readonly name: string;
  /** As the mail declares it. */
  readonly type: string;
}

/**
 * Takes an attachment out of its raw mail at first need, says what it is by its content, and has it scanned. Runs as often
 * as you like: bytes are stored under their digest, and there is one row per part.
 */
@Injectable()
export class ExamineAttachment {
  constructor(
    private readonly database: Database, private readonly opener: MailOpener, private readonly storage: Storage, private readonly scanner: VirusScanner, private readonly alarms: Alarms, private readonly clock: Clock,
  ) {}

  /** Undefined when there is no such part, or its bytes are gone. @throws StorageFault; Error when it cannot be opened within bounds */
  async run({ mail, part, name, type }: PartToExamine): Promise<Attachment | undefined> {
    const known = await this.database.read((em) => attachmentOf(em, mail.id, part));
    if (known?.removedAt) return undefined;
    const attachment = known ?? (await this.#takeOut({ mail, part, name, type }));
    return attachment && this.#scanned(attachment);
  }

  /** Once more where another mail's same attachment ended, and the file with it, before the row was written. */
  async #takeOut({ mail, part, name, type }: PartToExamine): Promise<Attachment | undefined> {
    if (mail.rawRemovedAt) return undefined;
    for (let tries = 1; ; tries += 1) {
      const opened = await this.opener.openPart(mail.rawSha256, part, { name, type });
      if (!opened) return undefined;
      const { sha256, sizeBytes, type: found, marks, isPicture } = opened;
      const kept = await this.database.transaction(async (tx) => (await goneOf(this.storage, await holdBytes(tx, [sha256]))).length > 0 ? undefined
        : keepAttachment(tx, { keptMailId: mail.id, part, name, sha256, sizeBytes, type: found, marks: [...marks], isPicture }, this.clock.now()));
      if (kept) return kept;
      if (tries === TRIES) throw new MissingBytes(`${sha256} ended while it was taken out again`);
    }
  }

  /** Infected once is infected for good; everything else is asked again when it is old. */
  async #scanned(attachment: Attachment): Promise<Attachment> {
    const now = this.clock.now();
    const isFresh = attachment.scan === 'clean' && attachment.scannedAt && now.getTime() - attachment.scannedAt.getTime() < SCAN_AGAIN_MS;
    if (!this.scanner.isOn || attachment.scan === 'infected' || isFresh) return attachment;
    const verdict = await this.scanner.scan(await this.storage.get(attachment.sha256));
    if (verdict.state === 'off') return attachment;
    return this.database.transaction(async (tx) => {
      const row = (await attachmentOf(tx, attachment.keptMailId, attachment.part))!;
      if (verdict.state === 'unreachable') await this.alarms.raise(tx, { kind: 'scanner-unreachable', subject: SCANNER, detail: { because: verdict.because } });
      else await this.alarms.clear(tx, 'scanner-unreachable', SCANNER);
      Object.assign(row, { scan: verdict.state, infection: verdict.state === 'infected' ? verdict.name : null, scannedAt: now });
      return row;
    });
  }
}
