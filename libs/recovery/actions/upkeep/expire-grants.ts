import { Injectable, Logger } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Clock, DAY_MS, Fault } from '#kernel';
import { Database } from '#persistence';
import { addEvent, announce, Ticket } from '#tickets';
import { GRANT_RULES, REDEMPTION_MS } from '../../domain/grants.js';
import { Grant, LimitHit } from '../../store/grant.entity.js';
import { HomeSignIn } from '../../store/home-sign-in.entity.js';
import { lockExpired, stuckRedemptions } from '../../store/grants.queries.js';
import { Redemption } from '../links/redemption.js';

const REKEY = { kind: 'rekey' } as const;
/** Long after anything is counted over it. */
const HITS_KEPT_MS = 90 * DAY_MS;

/** Says of every grant whose time is over that it is; settles redemptions that died; forgets old counts. */
@Injectable()
export class ExpireGrants {
  readonly #log = new Logger('expire-grants');

  constructor(private readonly database: Database, private readonly redemption: Redemption, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  /** Returns how many grants expired. */
  async run(now: Date = this.clock.now()): Promise<number> {
    for (const { id } of await this.database.read((em) => stuckRedemptions(em, new Date(now.getTime() - REDEMPTION_MS)))) {
      await this.redemption.settle(id, now).catch((error: unknown) => {
        if (!(error instanceof Fault)) throw error;
        this.#log.warn(`redemption ${id} waits for its directory: ${error.code}`);
      });
    }
    const expired = await this.database.transaction(async (tx) => {
      const grants = await lockExpired(tx, now);
      for (const grant of grants) Object.assign(grant, { state: 'expired', secretSealed: null });
      await tx.nativeDelete(HomeSignIn, { expiresAt: { $lt: new Date(now.getTime() - DAY_MS) } });
      await tx.nativeDelete(LimitHit, { at: { $lt: new Date(now.getTime() - HITS_KEPT_MS) } });
      return grants;
    });
    // A transaction of its own: whoever holds the audit chain may be waiting for one of these rows.
    for (const grant of expired.filter(({ purpose }) => GRANT_RULES[purpose].opensAccount)) await this.#tell(grant, now);
    return expired.length;
  }

  #tell(grant: Grant, now: Date): Promise<void> {
    return this.database.transaction(async (tx) => {
      const ticket = grant.ticketId ? await tx.findOne(Ticket, { id: grant.ticketId }) : null;
      if (ticket) {
        addEvent(tx, ticket.id, 'grant.expired', REKEY, { purpose: grant.purpose }, now);
        await tx.flush();
        await announce(tx, { portal: ticket.portalKey, number: ticket.number });
      }
      await this.audit.record(tx, {
        portalKey: grant.portalKey, verb: 'grant.expired', actor: REKEY, ticketNumber: ticket?.number, account: { portalKey: grant.portalKey, ref: grant.accountRef }, outcome: 'done',
        detail: { purpose: grant.purpose, grantId: grant.id }, now,
      });
    });
  }
}
