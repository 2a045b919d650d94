import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Database, type EntityManager } from '#persistence';
import { Storage, StorageFault } from '#storage';
import { filesKeptBefore, isKeptSince } from '../store/attachments.queries.js';
import type { KeptMail } from '../store/kept-mail.entity.js';

/** So many other files are looked for before one that is not there counts as lost. */
const WITNESSES = 20;

/** What becomes of a mail whose file is lost: nobody can bring it back, so its row says so and the trail, too. */
@Injectable()
export class EndLostMail {
  constructor(private readonly database: Database, private readonly storage: Storage, private readonly audit: AuditTrail) {}

  /** Whether it failed because its bytes are lost, and not because the storage is away or another one (an empty mount point). The storage is asked itself: an error out of a thread tells less. @throws StorageFault */
  async isLost({ rawSha256, keptAt }: Pick<KeptMail, 'rawSha256' | 'keptAt'>, error: unknown): Promise<boolean> {
    return error instanceof StorageFault && !(await this.storage.has(rawSha256)) && (await this.isOurStorage(keptAt));
  }

  /** Whether anything is there that was kept before then. What came since, be it the same bytes once more, says only that the storage takes mails now. @throws StorageFault */
  async isOurStorage(keptBefore: Date): Promise<boolean> {
    for (const sha256 of await this.database.read((em) => filesKeptBefore(em, keptBefore, WITNESSES))) {
      if ((await this.storage.has(sha256)) && !(await this.database.read((em) => isKeptSince(em, sha256, keptBefore)))) return true;
    }
    return false;
  }

  /** In the caller's transaction, which holds the row. */
  async within(tx: EntityManager, locked: KeptMail, now: Date): Promise<void> {
    locked.rawRemovedAt = now;
    await tx.flush();
    await this.audit.record(tx, { portalKey: locked.portalKey, verb: 'mail.bytes-lost', actor: { kind: 'rekey' }, outcome: 'failed', detail: { keptMailId: locked.id, rawSha256: locked.rawSha256 }, now });
  }
}
