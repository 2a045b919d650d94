import { Injectable } from '@nestjs/common';
import { Alarms } from '#alarms';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#kernel';
import { Database, type EntityManager } from '#persistence';
import { stillSetAside, waitingIn } from '../store/intake.queries.js';
import { forgetOpenings } from '../store/ticket-openings.queries.js';

/** A mail is done within seconds; the queue of a bad hour within minutes. */
const UNPROCESSED_MS = 15 * MINUTE_MS;
/** Three days: longer than a weekend, shorter than what a requester forgives. */
const QUARANTINE_MS = 72 * HOUR_MS;

/** Raises an alarm for what waits too long, per portal, and takes it back when nothing does. Forgets who opened tickets once it counts no more. Part of the upkeep round. */
@Injectable()
export class WatchIntake {
  constructor(private readonly database: Database, private readonly alarms: Alarms) {}

  /** Returns how many portals have mail that waits. */
  run(now: Date): Promise<number> {
    return this.database.transaction(async (tx) => {
      const portals = await waitingIn(tx, { unprocessedBefore: new Date(now.getTime() - UNPROCESSED_MS), setAsideBefore: new Date(now.getTime() - QUARANTINE_MS) });
      for (const { portalKey, unprocessed, setAside } of portals) {
        for (const [kind, mails] of [['mail-unprocessed', unprocessed], ['quarantine-waiting', setAside]] as const) {
          if (mails > 0) await this.alarms.raise(tx, { kind, portalKey, subject: portalKey, detail: { mails } });
          else await this.alarms.clear(tx, kind, portalKey);
        }
      }
      await this.#endUnreadable(tx);
      await forgetOpenings(tx, new Date(now.getTime() - DAY_MS - HOUR_MS));
      return portals.filter(({ unprocessed, setAside }) => unprocessed + setAside > 0).length;
    });
  }

  /** An unreadable mail was let in or deleted, or its time has emptied it: nobody has to look at it any more. */
  async #endUnreadable(tx: EntityManager): Promise<void> {
    const open = await this.alarms.openOf(tx, 'mail-unreadable');
    const waiting = await stillSetAside(tx, open.map(({ subject }) => subject));
    for (const { subject } of open) if (!waiting.has(subject)) await this.alarms.clear(tx, 'mail-unreadable', subject);
  }
}
