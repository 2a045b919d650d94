import { Injectable } from '@nestjs/common';
import { Clock, DAY_MS } from '#kernel';
import { Database } from '#persistence';
import { hit, hits, lockSubject } from '../../store/recovery.queries.js';

/** Something from outside that counts once, such as the solution of a puzzle. Kept as a hash, for a day at least. */
@Injectable()
export class SpendOnce {
  constructor(private readonly database: Database, private readonly clock: Clock) {}

  /** Of two at the same moment one gets true. */
  run(what: string): Promise<boolean> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      await lockSubject(tx, what);
      if ((await hits(tx, 'spent', what, new Date(now.getTime() - DAY_MS))).length > 0) return false;
      hit(tx, 'spent', what, now);
      return true;
    });
  }
}
