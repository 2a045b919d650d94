import { Injectable } from '@nestjs/common';
import { enqueue, processMail } from '#jobs';
import { MINUTE_MS } from '#kernel';
import { Database } from '#persistence';
import type { KeptAfter } from '../store/attachments.queries.js';
import { unfinishedMails } from '../store/intake.queries.js';

/** Longer than a busy worker needs. A job that still waits is not doubled, since its id is the mail's. */
const STUCK_AFTER_MS = 2 * MINUTE_MS;
const AT_ONCE = 500;

/** Puts mails to work again whose job was lost or gave up while the world was down. Part of the upkeep round. */
@Injectable()
export class RequeueStuckMail {
  /** The last that was put to work again; the next round goes on behind it, so that what cannot be finished keeps nothing behind it. Undefined: from the oldest. */
  #after: KeptAfter | undefined;

  constructor(private readonly database: Database) {}

  /** Returns how many. */
  run(now: Date): Promise<number> {
    return this.database.transaction(async (tx) => {
      const stuck = await unfinishedMails(tx, new Date(now.getTime() - STUCK_AFTER_MS), this.#after, AT_ONCE);
      this.#after = stuck.length < AT_ONCE ? undefined : stuck.at(-1);
      for (const { id } of stuck) await enqueue(tx, processMail, { keptMailId: id });
      return stuck.length;
    });
  }
}
