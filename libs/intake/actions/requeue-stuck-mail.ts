import { Injectable } from '@nestjs/common';
import { enqueue, processMail } from '#jobs';
import { MINUTE_MS } from '#kernel';
import { Database } from '#persistence';
import { unfinishedMails } from '../store/intake.queries.js';

/** Longer than a busy worker needs. A job that still waits is not doubled, since its id is the mail's. */
const STUCK_AFTER_MS = 2 * MINUTE_MS;
const AT_ONCE = 500;

/** Puts mails to work again whose job was lost or gave up while the world was down. Part of the upkeep round. */
@Injectable()
export class RequeueStuckMail {
  constructor(private readonly database: Database) {}

  /** Returns how many. */
  run(now: Date): Promise<number> {
    return this.database.transaction(async (tx) => {
      const ids = await unfinishedMails(tx, new Date(now.getTime() - STUCK_AFTER_MS), AT_ONCE);
      for (const keptMailId of ids) await enqueue(tx, processMail, { keptMailId });
      return ids.length;
    });
  }
}
