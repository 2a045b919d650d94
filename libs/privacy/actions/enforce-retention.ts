import { Injectable, Logger } from '@nestjs/common';
import { Alarms } from '#alarms';
import { AuditTrail, EndAudit } from '#audit';
import { HOUR_MS, MINUTE_MS } from '#kernel';
import { Database, type EntityManager } from '#persistence';
import { DATA_CLASS_NAMES, DATA_CLASSES, daysKept, PORTAL_CLASS_NAMES, Portals, type DataClassName } from '#portals';
import { cutoffs } from '../domain/cutoffs.js';
import { ENDERS, WHOLE_DESK, type Batch } from '../store/enders.js';
import { claimRun, notYetDue, noteFailure, settleRun } from '../store/retention-runs.queries.js';

/** Rows of a class that end in one transaction: short enough that nobody waits for it. */
const AT_ONCE = 200;
/** Batches of a class in one round; the next round goes on. */
const MOST_BATCHES = 25;
const EVERY_MS = HOUR_MS;
const AGAIN_MS = 5 * MINUTE_MS;
/** Counters that end all day long are seen in the figures only; what ends after a month or later is written down. */
const AUDITED_FROM_DAYS = 60;
/** The chain of what belongs to no portal. */
const HOUSE_CHAIN = 'house';

/**
 * Ends every class of data with its time (R79): small batches, each with its figures one transaction, so that a crash
 * repeats nothing and loses nothing, and two workers share the work. Each class is looked at once an hour. Bytes of mails
 * and attachments end in `#intake` `RemoveOldBytes`, which notes its figures here, too. Part of upkeep.
 */
@Injectable()
export class EnforceRetention {
  readonly #log = new Logger('retention');

  constructor(private readonly database: Database, private readonly portals: Portals, private readonly endAudit: EndAudit, private readonly audit: AuditTrail, private readonly alarms: Alarms) {}

  /** Returns how many of each class ended. A class that fails keeps no other from its turn; it raises an alarm. */
  async run(now: Date): Promise<Partial<Record<DataClassName, number>>> {
    const ended: Partial<Record<DataClassName, number>> = {};
    const waiting = await this.database.read((em) => notYetDue(em, now));
    for (const name of DATA_CLASS_NAMES) {
      if (name === 'raw-mails' || name === 'attachments' || waiting.has(name)) continue;
      try {
        const count = await this.#endAll(name, now);
        if (count > 0) ended[name] = count;
      } catch (error) {
        const because = error instanceof Error ? error.message : String(error);
        this.#log.error(`${name}: ${error instanceof Error ? (error.stack ?? because) : because}`);
        await noteFailure(this.database, name, because, now, new Date(now.getTime() + AGAIN_MS));
        await this.alarms.raiseNow({ kind: 'retention-failing', subject: name, detail: { class: name } });
      }
    }
    return ended;
  }

  async #endAll(name: DataClassName, now: Date): Promise<number> {
    let total = 0;
    for (let batches = 0; batches < MOST_BATCHES; batches += 1) {
      const count = await this.#batch(name, now);
      if (count === undefined) break;
      total += count;
      if (count < AT_ONCE) break;
    }
    return total;
  }

  /** Undefined: not its time, or another worker is at it. */
  async #batch(name: DataClassName, now: Date): Promise<number | undefined> {
    const profiles = await this.portals.list();
    return this.database.transaction(async (tx) => {
      const claimed = await claimRun(tx, name, now);
      if (!claimed) return undefined;
      if (claimed.failed) await this.alarms.clear(tx, 'retention-failing', name);
      const isOfPortal = (PORTAL_CLASS_NAMES as readonly string[]).includes(name);
      const before = isOfPortal
        ? cutoffs(profiles.map(({ key, retention }) => ({ key, days: daysKept(name, retention) })), now)
        : cutoffs([{ key: WHOLE_DESK, days: daysKept(name) }], now);
      const count = await this.#end(tx, name, { before, now, most: AT_ONCE });
      await settleRun(tx, name, count, now, new Date(count < AT_ONCE ? now.getTime() + EVERY_MS : now.getTime()));
      if (count > 0 && DATA_CLASSES[name].days >= AUDITED_FROM_DAYS) {
        await this.audit.record(tx, { portalKey: null, verb: 'retention.ended', actor: { kind: 'rekey' }, outcome: 'done', detail: { class: name, count }, now });
      }
      return count;
    });
  }

  async #end(tx: EntityManager, name: DataClassName, batch: Batch): Promise<number> {
    const { before, most } = batch;
    if (name === 'audit-addresses') return this.endAudit.forgetAddresses(tx, before[WHOLE_DESK]!, most);
    if (name === 'raw-mails' || name === 'attachments') return 0;
    if (name !== 'audit') return ENDERS[name](tx, batch);
    const chains = [...Object.entries(before), ...Object.entries(cutoffs([{ key: HOUSE_CHAIN, days: daysKept(name) }], batch.now))];
    let gone = 0;
    for (const [chain, upto] of chains.sort(([one], [other]) => (one < other ? -1 : 1))) if (gone < most) gone += await this.endAudit.prune(tx, chain, upto, most - gone);
    return gone;
  }
}
