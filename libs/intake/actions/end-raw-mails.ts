import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '#kernel';
import { Database } from '#persistence';
import { Storage } from '#storage';
import { forgetDue } from '../store/held-bytes.js';

/** Mails whose bytes end in one transaction: whoever keeps the very same waits no longer than for these. */
const AT_ONCE = 8;

/**
 * Ends the raw bytes of mails whose rows say that they are due, now, and not with the upkeep's next round: what an administrator
 * deleted, and what came back although it had ended. Whoever keeps the very same at this moment is waited for. What fails, or
 * dies, in between stays due, and the upkeep ends it (`RemoveOldBytes`).
 */
@Injectable()
export class EndRawMails {
  readonly #log = new Logger('retention');

  constructor(private readonly database: Database, private readonly storage: Storage, private readonly clock: Clock) {}

  /** Behind the commit that made them due: what did not happen must not cost the bytes. Never throws. */
  async run(keptMailIds: readonly string[]): Promise<void> {
    for (let at = 0; at < keptMailIds.length; at += AT_ONCE) {
      const some = keptMailIds.slice(at, at + AT_ONCE);
      try {
        await this.database.transaction((tx) => forgetDue(tx, this.storage, some, this.clock.now()));
      } catch (error) {
        this.#log.warn(`${keptMailIds.length - at} raw mails are left to the upkeep: ${error instanceof Error ? error.message : String(error)}`);
        return;
      }
    }
  }
}
