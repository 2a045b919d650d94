import { Injectable } from '@nestjs/common';
import { Alarms } from '#alarms';
import { AuditTrail } from '#audit';
import { Directories, type Account } from '#directory';
import { Clock, type Actor, type Refusal } from '#kernel';
import { Database, type EntityManager } from '#persistence';
import type { Grant } from '../../store/grant.entity.js';
import { lockGrant, revokeOpening } from '../../store/grants.queries.js';
import { lockAccount, voidEvidence } from '../../store/recovery.queries.js';
import { withdrawVouchers } from '../../store/voucher-rows.js';
import { forgetThaws } from '../../store/waiting.queries.js';
import { checkCode } from './check-code.js';
import { linkRefusal } from './link-refusals.js';

export interface ReportWithoutTicket {
  readonly grant: Grant;
  readonly account: Account;
  readonly typedNumber: string;
  readonly actor: Actor;
}

/**
 * "That wasn't me" where no ticket can be opened, because the portal has no mailbox any more: the account is frozen all the same (R13), and an alarm
 * takes the place of the ticket. There is no intent that upkeep could settle, so the directory comes before the report is called made: while it is away
 * the person hears so and the link goes on working; said twice it is one freeze.
 */
@Injectable()
export class FreezeWithoutTicket {
  constructor(private readonly database: Database, private readonly directories: Directories, private readonly alarms: Alarms, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  /** Refusals: those of the link and its number. @throws DirectoryUnreachable */
  async run({ grant: { id, portalKey, accountRef, event }, account, typedNumber, actor }: ReportWithoutTicket): Promise<{ readonly allowed: true; readonly frozen: true } | Refusal> {
    const key = { portalKey, accountRef };
    const lockUsable = async (tx: EntityManager): Promise<Grant | Refusal> => {
      await lockAccount(tx, key);
      const grant = await lockGrant(tx, id);
      return linkRefusal(grant, this.clock.now()) ?? grant;
    };
    const refused = await this.database.transaction(async (tx) => {
      const grant = await lockUsable(tx);
      return 'refusal' in grant ? grant : checkCode(tx, grant, 'held', typedNumber, this.clock.now());
    });
    if (refused) return refused;
    const directory = this.directories.of(portalKey);
    const operationId = `${id}:freeze`;
    if (account.state !== 'frozen' && !(await directory.happened(operationId))) await directory.freeze(accountRef, operationId);
    return this.database.transaction(async (tx) => {
      const grant = await lockUsable(tx);
      if ('refusal' in grant) return grant;
      const now = this.clock.now();
      Object.assign(grant, { state: 'used', usedAt: now, codeHash: null });
      await tx.flush();
      // What any freeze ends (`freeze.ts`).
      await revokeOpening(tx, key);
      await voidEvidence(tx, key, 'account-frozen', now);
      await withdrawVouchers(tx, key, now);
      await forgetThaws(tx, key);
      await this.alarms.raise(tx, { kind: 'report-without-ticket', portalKey, subject: `${portalKey} · ${account.username}`, detail: { accountRef, event: event ?? null } });
      await this.audit.record(tx, { portalKey, verb: 'account.reported', actor, account: { portalKey, ref: accountRef }, outcome: 'done', detail: { event, grantId: id, withoutTicket: true }, now });
      return { allowed: true, frozen: true } as const;
    });
  }
}
