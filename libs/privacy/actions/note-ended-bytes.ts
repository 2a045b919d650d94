import { Injectable } from '@nestjs/common';
import { HOUR_MS } from '#kernel';
import { Database } from '#persistence';
import { claimRun, settleRun } from '../store/retention-runs.queries.js';

/** The figures of what ends in the storage, which is not a row: raw mails and attachments (`#intake` `RemoveOldBytes`). */
@Injectable()
export class NoteEndedBytes {
  constructor(private readonly database: Database) {}

  /** Nothing ended is worth a note once an hour. */
  run(name: 'raw-mails' | 'attachments', count: number, now: Date): Promise<void> {
    return this.database.transaction(async (tx) => {
      if (!(await claimRun(tx, name, count > 0 ? new Date(8_640_000_000_000_000) : now))) return;
      await settleRun(tx, name, count, now, new Date(now.getTime() + HOUR_MS));
    });
  }
}
