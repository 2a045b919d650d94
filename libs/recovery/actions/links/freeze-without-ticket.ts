import { Injectable } from '@nestjs/common';
import { Alarms } from '#alarms';
import { AuditTrail } from '#audit';
import { Directories, DirectoryRefused, type Account } from '#directory';
import { Clock, type Actor, type Refusal } from '#kernel';
import { Database, type EntityManager } from '#persistence';
import type { Grant } from '../../store/grant.entity.js';
import { lockGrant } from '../../store/grants.queries.js';
import { lockAccount, type AccountKey } from '../../store/recovery.queries.js';
import { endOpening } from '../account/end-opening.js';
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
 * takes the place of the ticket. There is no intent that upkeep could settle, so alarm and audit are written before the directory is asked: whatever
 * comes then, somebody is called. While it is away the person hears so and the link goes on working; said twice it is one report and one freeze.
 */
@Injectable()
export class FreezeWithoutTicket {
  constructor(private readonly database: Database, private readonly directories: Directories, private readonly alarms: Alarms, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  /** `frozen` is false where the directory refuses: the report stands. Refusals: those of the link and its number. @throws DirectoryUnreachable */
  async run({ grant: { id, portalKey, accountRef }, account, typedNumber, actor }: ReportWithoutTicket): Promise<{ readonly allowed: true; readonly frozen: boolean } | Refusal> {
    const key = { portalKey, accountRef };
    const lockUsable = async (tx: EntityManager): Promise<Grant | Refusal> => {
      await lockAccount(tx, key);
      const grant = await lockGrant(tx, id);
      return linkRefusal(grant, this.clock.now()) ?? grant;
    };
    const refused = await this.database.transaction(async (tx) => {
      const grant = await lockUsable(tx);
      if ('refusal' in grant) return grant;
      const now = this.clock.now();
      const wrong = await checkCode(tx, grant, 'held', typedNumber, now);
      if (wrong || grant.startedAt) return wrong;
      grant.startedAt = now;
      await tx.flush();
      await endOpening(tx, key, now);
      await this.alarms.raise(tx, { kind: 'report-without-ticket', portalKey, subject: subjectOfReport(portalKey, account), detail: { accountRef, event: grant.event ?? null } });
      await this.#record(tx, grant, actor, now);
      return undefined;
    });
    if (refused) return refused;
    const failure = account.state === 'frozen' ? undefined : await this.#freeze(key, `${id}:freeze`);
    return this.database.transaction(async (tx) => {
      const grant = await lockUsable(tx);
      if ('refusal' in grant) return grant;
      const now = this.clock.now();
      Object.assign(grant, { state: 'used', usedAt: now, codeHash: null });
      await tx.flush();
      // What was given out meanwhile, too.
      await endOpening(tx, key, now);
      if (failure !== undefined) await this.#record(tx, grant, actor, now, failure);
      return { allowed: true, frozen: failure === undefined } as const;
    });
  }

  /** Why the directory refuses; undefined: it is frozen. */
  async #freeze({ portalKey, accountRef }: AccountKey, operationId: string): Promise<string | undefined> {
    const directory = this.directories.of(portalKey);
    try {
      if (!(await directory.happened(operationId))) await directory.freeze(accountRef, operationId);
      return undefined;
    } catch (error) {
      if (!(error instanceof DirectoryRefused)) throw error;
      return error.code;
    }
  }

  #record(tx: EntityManager, { id, portalKey, accountRef, event }: Grant, actor: Actor, now: Date, failure?: string): Promise<void> {
    const detail = { event, grantId: id, withoutTicket: true, ...(failure !== undefined && { failure }) };
    return this.audit.record(tx, { portalKey, verb: 'account.reported', actor, account: { portalKey, ref: accountRef }, outcome: failure === undefined ? 'done' : 'failed', detail, now });
  }
}

/** Of the alarm that stands for the ticket, until there is one: whoever freezes or thaws the account on a ticket clears it. */
export function subjectOfReport(portalKey: string, { username }: Pick<Account, 'username'>): string {
  return `${portalKey} · ${username}`;
}
