import { Injectable } from '@nestjs/common';
import { HOUR_MS } from '#kernel';
import { Database } from '#persistence';
import { addFigures } from '../store/retention-runs.queries.js';

/** The figures of what ends in the storage, which is not a row: raw mails and attachments (`#intake` `RemoveOldBytes`). */
@Injectable()
export class NoteEndedBytes {
  constructor(private readonly database: Database) {}

  /** That nothing ended is worth a note once an hour. */
  run(name: 'raw-mails' | 'attachments', count: number, now: Date): Promise<void> {
    return this.database.statement((em) => addFigures(em, name, count, now, new Date(now.getTime() + HOUR_MS)));
  }
}
