import { Injectable } from '@nestjs/common';
import { Alarms } from '#alarms';
import { Clock, HOUR_MS, MINUTE_MS } from '#kernel';
import { Database } from '#persistence';
import { forgetBounces } from '../store/bounced-addresses.queries.js';
import { outboxAge } from '../store/outbound.queries.js';
import { Breaker, BREAKER } from './breaker.js';

/** Nothing has left for so long although something should have: the relay needs a person. */
const STANDS_STILL_MS = 15 * MINUTE_MS;
/** A single mail that others pass by: greylisting takes minutes, not hours. */
const TOO_OLD_MS = 2 * HOUR_MS;

/** So many refused in an hour are not single addresses that are wrong: the relay, or what we sign with, is. */
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
      for (const { portalKey, oldestDueAt, lastSentAt, unknown, failed } of await outboxAge(tx, now)) {
        const age = oldestDueAt === null ? 0 : now.getTime() - oldestDueAt.getTime();
        const standsStill = age > STANDS_STILL_MS && (lastSentAt === null || now.getTime() - lastSentAt.getTime() > STANDS_STILL_MS);
        const isOld = standsStill || age > TOO_OLD_MS;
        if (isOld) await this.alarms.raise(tx, { kind: 'outbox-waiting', portalKey, subject: portalKey, detail: { since: oldestDueAt!.toISOString() } });
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
