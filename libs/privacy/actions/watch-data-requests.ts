import { Injectable, Logger } from '@nestjs/common';
import { Alarms } from '#alarms';
import { DAY_MS } from '#kernel';
import { Database } from '#persistence';
import { lockTicketsWhereTheyAre } from '#tickets';
import { ALARM_BEFORE_MS } from '../domain/data-request.js';
import { DataRequest } from '../store/data-request.entity.js';
import { answeredCorrections, approvedIds, lockRequest } from '../store/data-requests.queries.js';
import { CarryOutDataRequest } from './carry-out-data-request.js';

const LEAST_MONTH_MS = 28 * DAY_MS;

/** Part of upkeep: takes up what a crash left approved, calls somebody a week before a month is over, ends links and settles corrections whose ticket is answered. */
@Injectable()
export class WatchDataRequests {
  readonly #log = new Logger('privacy');

  constructor(private readonly database: Database, private readonly carryOut: CarryOutDataRequest, private readonly alarms: Alarms) {}

  async run(now: Date): Promise<void> {
    for (const id of await this.database.read(approvedIds)) {
      await this.carryOut.run(id).catch((error: unknown) => this.#log.warn(`request ${id} stays approved for now: ${error instanceof Error ? error.message : String(error)}`));
    }
    for (const id of await this.database.read(answeredCorrections)) await this.#settle(id, now);
    // The promise of a correction is a few days, and its ticket says so; somebody is called about the month of the law.
    const lawIsNear = new Date(now.getTime() + ALARM_BEFORE_MS - LEAST_MONTH_MS);
    const ending = await this.database.read((em) => em.find(DataRequest, {
      settledAt: null, $or: [{ kind: { $ne: 'rectification' }, dueAt: { $lte: new Date(now.getTime() + ALARM_BEFORE_MS) } }, { kind: 'rectification', receivedAt: { $lte: lawIsNear } }],
    }, { limit: 200 }));
    for (const { id, portalKey, kind, dueAt } of ending) await this.alarms.raiseNow({ kind: 'data-request-due', portalKey, subject: id, detail: { kind, dueAt: dueAt.toISOString() } });
    await this.database.statement((em) => em.execute('update data_request set download_hash = null, scope = null where download_until <= ? and download_hash is not null', [now]));
  }

  #settle(id: string, now: Date): Promise<void> {
    return this.database.transaction(async (tx) => {
      const seen = await tx.findOneOrFail(DataRequest, { id }, { fields: ['ticketId'] });
      const ticket = (await lockTicketsWhereTheyAre(tx, [seen.ticketId])).get(seen.ticketId);
      const request = await lockRequest(tx, id);
      if (!ticket || !request || request.settledAt || (ticket.state !== 'closed' && ticket.state !== 'solved')) return;
      Object.assign(request, { state: 'done', settledAt: now });
      await this.alarms.clear(tx, 'data-request-due', id);
    });
  }
}
