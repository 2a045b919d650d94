import { Injectable, Logger } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Directories } from '#directory';
import { Clock, Fault, MINUTE_MS } from '#kernel';
import { Database } from '#persistence';
import { addEvent, announce, lockTicketById } from '#tickets';
import type { Grant } from '../../store/grant.entity.js';
import { lockGrant, overdueSecrets, portalsWithOverdueSecrets } from '../../store/grants.queries.js';
import { RecoveryAction } from '../../store/recovery-action.entity.js';
import { lockAccount, lockCaseOfTicket } from '../../store/recovery.queries.js';
import { advance } from '../cases/advance.js';

const REKEY = { kind: 'rekey' } as const;
const WITH_TEMPORARY_PASSWORD = ['issue-temporary-password', 'send-initial-credentials'] as const;

/**
 * Makes temporary passwords really end: never fetched within 24 hours, or fetched and not replaced in time, the
 * account gets a password that nobody knows. Most directories would keep the temporary one for ever (5.7).
 */
@Injectable()
export class ScrambleExpired {
  readonly #log = new Logger('scramble-expired');

  constructor(private readonly database: Database, private readonly directories: Directories, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  /** Returns how many passwords were scrambled. */
  async run(now: Date = this.clock.now()): Promise<number> {
    let scrambled = 0;
    // By portal: one whose directory is away for long keeps its own waiting, and nobody else's.
    const portals = await this.database.read((em) => portalsWithOverdueSecrets(em, now));
    const grants = await Promise.all(portals.map((portalKey) => this.database.read((em) => overdueSecrets(em, portalKey, now))));
    for (const grant of grants.flat()) {
      try {
        if (await this.#end(grant, now)) scrambled += 1;
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        this.#log.warn(`temporary password of grant ${grant.id} waits for its directory: ${error.code}`);
      }
    }
    return scrambled;
  }

  /**
   * The directory is asked inside the transaction, other than anywhere else: the lock on the account keeps a new
   * temporary password from being issued between the question and the scrambling, and scrambling may be repeated.
   */
  #end({ id, portalKey, accountRef, ticketId, createdAt, expiresAt, secretEndsAt }: Grant, now: Date): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const ticket = ticketId ? await lockTicketById(tx, ticketId) : undefined;
      const recoveryCase = ticket && (await lockCaseOfTicket(tx, ticket.id));
      await lockAccount(tx, { portalKey, accountRef });
      const grant = await lockGrant(tx, id);
      if (grant.scrambledAt || grant.state === 'redeeming') return false;
      const newer = await tx.find(RecoveryAction, { portalKey, accountRef, type: { $in: [...WITH_TEMPORARY_PASSWORD] }, createdAt: { $gt: createdAt }, state: { $in: ['approved', 'done'] } }, { limit: 10 });
      if (newer.some(({ state }) => state === 'approved')) return false;
      const directory = this.directories.of(portalKey);
      const account = await directory.get(accountRef);
      // A newer one, of whatever list or paper, has a later end than this one's own (a portal may round). Where the directory tells none, only the actions of this account can say so.
      const endsAt = account?.temporaryPasswordExpiresAt ?? null;
      const isOver = account?.mustChangePassword === true && (endsAt === null ? newer.length === 0 : endsAt.getTime() <= Math.max(now.getTime(), expiresAt.getTime(), secretEndsAt?.getTime() ?? 0) + MINUTE_MS);
      const isTemporary = isOver && (await directory.scramble(accountRef, `${id}:scramble`));

      Object.assign(grant, { scrambledAt: now, secretSealed: null, ...((grant.state === 'unused' || grant.state === 'opened') && { state: 'expired' }) });
      await tx.flush();
      if (!isTemporary) return false;
      if (ticket && recoveryCase) {
        if (recoveryCase.state === 'executing') advance(recoveryCase, 'ready', now);
        addEvent(tx, ticket.id, 'password.scrambled', REKEY, {}, now);
        await tx.flush();
        await announce(tx, { portal: portalKey, number: ticket.number });
      }
      await this.audit.record(tx, { portalKey, verb: 'password.scrambled', actor: REKEY, ticketNumber: ticket?.number, account: { portalKey, ref: accountRef }, outcome: 'done', detail: { grantId: id }, now });
      return true;
    });
  }
}
