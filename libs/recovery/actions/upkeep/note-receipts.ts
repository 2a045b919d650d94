import { LockMode } from '@mikro-orm/core';
import { Injectable, Logger } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Directories } from '#directory';
import { Clock, Fault, MINUTE_MS } from '#kernel';
import { Database } from '#persistence';
import { Slip } from '../../store/slip.entity.js';
import { slipsNotReceived } from '../../store/slips.queries.js';

/** A directory is asked for each person so often, and for so many in one round. */
const ASK_EVERY_MS = 15 * MINUTE_MS;
const MOST = 100;
const REKEY = { kind: 'rekey' } as const;

/**
 * First credentials that were printed are received when the person whose they are signs in (R66): whoever hands slips out can
 * say to whom they gave one, the sign-in says that it was the right one. Part of upkeep.
 */
@Injectable()
export class NoteReceipts {
  readonly #log = new Logger('slips');

  constructor(private readonly database: Database, private readonly directories: Directories, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  /** Returns how many arrived. */
  async run(now: Date = this.clock.now()): Promise<number> {
    const waiting = await this.database.read((em) => slipsNotReceived(em, new Date(now.getTime() - ASK_EVERY_MS), now, MOST));
    let arrived = 0;
    for (const slip of waiting) {
      try {
        if (await this.#arrived(slip, now)) arrived += 1;
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        this.#log.warn(`whether paper ${slip.id} arrived waits for its directory: ${error.code}`);
      }
    }
    return arrived;
  }

  async #arrived({ id, portalKey, accountRef, createdAt }: Pick<Slip, 'id' | 'portalKey' | 'accountRef' | 'createdAt'>, now: Date): Promise<boolean> {
    const signedIn = (await this.directories.of(portalKey).get(accountRef))?.lastSignInAt ?? null;
    return this.database.transaction(async (tx) => {
      const slip = await tx.findOneOrFail(Slip, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      slip.receiptAskedAt = now;
      if (slip.receivedAt || signedIn === null || signedIn < createdAt) return false;
      slip.receivedAt = signedIn;
      await tx.flush();
      await this.audit.record(tx, { portalKey, verb: 'slip.received', actor: REKEY, account: { portalKey, ref: accountRef }, outcome: 'done', detail: { slipId: id, by: 'sign-in', at: signedIn.toISOString() }, now });
      return true;
    });
  }
}
