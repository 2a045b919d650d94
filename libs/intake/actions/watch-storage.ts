import { Injectable, Logger } from '@nestjs/common';
import { Alarms } from '#alarms';
import { HOUR_MS, newId } from '#kernel';
import { Database } from '#persistence';
import { DamagedBytes, Storage, StorageFault } from '#storage';
import { filesKeptBefore } from '../store/attachments.queries.js';

const SUBJECT = 'storage';
/** Of these not one is there: then another disk is in its place, or none. Older than a day, so that what was kept on the wrong one does not speak for it at once. */
const WITNESSES = 20;
const OLDER_THAN_MS = 24 * HOUR_MS;

/** Whether the storage takes, gives, forgets and still has what it was given; raises the alarm where it does not, and takes it back. Part of the upkeep round. */
@Injectable()
export class WatchStorage {
  readonly #log = new Logger('storage');

  constructor(private readonly database: Database, private readonly storage: Storage, private readonly alarms: Alarms) {}

  /** Returns why it fails; undefined: it works. */
  async run(now: Date): Promise<'unavailable' | 'empty' | undefined> {
    const why = await this.#look(now);
    await (why === undefined ? this.alarms.clearNow('storage-failing', SUBJECT) : this.alarms.raiseNow({ kind: 'storage-failing', subject: SUBJECT, detail: { why } }));
    return why;
  }

  async #look(now: Date): Promise<'unavailable' | 'empty' | undefined> {
    try {
      await this.storage.proveForgetting();
      // Bytes of its own each time: another worker must not forget what this one is about to read.
      const sha256 = await this.storage.put(Buffer.from(`rekey looks after its storage ${newId(now.getTime())}`));
      await this.storage.get(sha256);
      await this.storage.forget(sha256);
      return (await this.#isEmpty(now)) ? 'empty' : undefined;
    } catch (error) {
      if (!(error instanceof StorageFault || error instanceof DamagedBytes)) throw error;
      // The alarm says that it fails; what to do about it only the fault knows.
      this.#log.error(`${error.code}: ${error.message}`);
      return 'unavailable';
    }
  }

  async #isEmpty(now: Date): Promise<boolean> {
    const files = await this.database.read((em) => filesKeptBefore(em, new Date(now.getTime() - OLDER_THAN_MS), WITNESSES));
    for (const sha256 of files) if (await this.storage.has(sha256)) return false;
    return files.length > 0;
  }
}
