import { Injectable } from '@nestjs/common';
import { Alarms } from '#alarms';
import { Clock } from '#kernel';
import { Database } from '#persistence';
import { needsAPerson, STANDS_STILL_MS } from '../domain/stands-still.js';
import { forgetBounces } from '../store/bounced-addresses.queries.js';
import { outboxAge } from '../store/outbound.queries.js';
import { Breaker, BREAKER } from './breaker.js';

/** So many refused or come back in an hour are not single addresses that are wrong: the relay, or what we sign with, is. */
const MANY_FAILED = 10;

/** Looks at the outbox as a whole and calls a person, or says that it is over. Part of upkeep. */
@Injectable()
export class WatchOutbox {
  constructor(private readonly database: Database, private readonly alarms: Alarms, private readonly breaker: Breaker, private readonly clock: Clock) {}

  /** Safe to run at any time and by several workers. */
  async run(now: Date = this.clock.now()): Promise<{ waiting: number }> {
    return this.database.transaction(async (tx) => {
      await forgetBounces(tx, now);
      let waiting = 0;
      for (const { portalKey, unknown, failed, ...outbox } of await outboxAge(tx, now, new Date(now.getTime() - STANDS_STILL_MS))) {
        const isOld = needsAPerson(outbox, now);
        if (isOld) await this.alarms.raise(tx, { kind: 'outbox-waiting', portalKey, subject: portalKey, detail: { since: outbox.oldestDueAt!.toISOString() } });
        else await this.alarms.clear(tx, 'outbox-waiting', portalKey);
        if (unknown > 0) await this.alarms.raise(tx, { kind: 'outbox-unknown', portalKey, subject: portalKey, detail: { mails: unknown } });
        else await this.alarms.clear(tx, 'outbox-unknown', portalKey);
        if (failed >= MANY_FAILED) await this.alarms.raise(tx, { kind: 'outbox-failed', portalKey, subject: portalKey, detail: { mails: failed } });
        else await this.alarms.clear(tx, 'outbox-failed', portalKey);
        waiting += Number(isOld);
      }
      const { isOpen, held } = await this.breaker.state(tx, now);
      if (!isOpen && held === 0) await this.alarms.clear(tx, 'breaker-open', BREAKER);
      return { waiting };
    });
  }
}
