import { LockMode } from '@mikro-orm/core';
import { Injectable, Logger } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Directories } from '#directory';
import { Clock, Fault } from '#kernel';
import { Database } from '#persistence';
import { LETTERS, Slip } from '../../store/slip.entity.js';
import { lockAccount } from '../../store/recovery.queries.js';

const REKEY = { kind: 'rekey' } as const;

/** What a paper carried ends when its time is over: a password that nobody changed is replaced by one that nobody knows (5.7). */
@Injectable()
export class EndSlips {
  readonly #log = new Logger('slips');

  constructor(private readonly database: Database, private readonly directories: Directories, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  /** Returns how many papers ended. */
  async run(now: Date = this.clock.now()): Promise<number> {
    const over = await this.database.read((em) => em.find(Slip, { endedAt: null, endsAt: { $lte: now } }, { orderBy: { endsAt: 'asc' }, limit: 200 }));
    for (const slip of over) {
      try {
        await this.#end(slip, now);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        this.#log.warn(`paper ${slip.id} waits for its directory: ${error.code}`);
      }
    }
    return over.length;
  }

  /** The directory is asked inside the transaction, as in `ScrambleExpired`: the lock keeps a newer password from coming in between. */
  #end({ id, portalKey, accountRef, kind }: Slip, now: Date): Promise<void> {
    return this.database.transaction(async (tx) => {
      await lockAccount(tx, { portalKey, accountRef });
      const slip = await tx.findOneOrFail(Slip, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (slip.endedAt) return;
      const directory = this.directories.of(portalKey);
      const account = LETTERS.includes(kind) ? undefined : await directory.get(accountRef);
      // A newer temporary password has a later end and is none of ours.
      const isOurs = account?.mustChangePassword === true && (account.temporaryPasswordExpiresAt?.getTime() ?? 0) <= slip.endsAt.getTime();
      const scrambled = isOurs && (await directory.scramble(accountRef, `${id}:scramble`));
      Object.assign(slip, { endedAt: now, secretSealed: null });
      await tx.flush();
      await this.audit.record(tx, { portalKey, verb: 'slip.ended', actor: REKEY, account: { portalKey, ref: accountRef }, outcome: 'done', detail: { slipId: id, scrambled }, now });
    });
  }
}
