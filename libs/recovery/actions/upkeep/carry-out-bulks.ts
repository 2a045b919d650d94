import { randomInt } from 'node:crypto';
import { LockMode } from '@mikro-orm/core';
import { Injectable, Logger } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Directories, makeTemporaryPassword, type Account, type Directory } from '#directory';
import { Clock, Fault, newId, type Secret } from '#kernel';
import { QueueMail, RoomForMany, salutationName } from '#outbound';
import { Database, type EntityManager } from '#persistence';
import { usableAddresses } from '../../domain/account-facts.js';
import { BULK_PER_ROUND, skippedBecause, SLIP_MS } from '../../domain/bulk.js';
import { holderChosePassword } from '../../domain/chosen-password.js';
import { Bulk, BulkItem } from '../../store/bulk.entity.js';
import { haveRedeemed } from '../../store/grants.queries.js';
import { IssueSlip } from '../mails/issue-slip.js';
import { TellHolder } from '../mails/tell-holder.js';

const REKEY = { kind: 'rekey' } as const;

/**
 * Does to a few accounts each round what was ordered for many. Every account has an item with an operation id of its
 * own: intent, call, result. A crash anywhere leaves an item that the next round takes up under the same id.
 */
@Injectable()
export class CarryOutBulks {
  readonly #log = new Logger('bulk');

  constructor(
    private readonly database: Database, private readonly directories: Directories, private readonly queueMail: QueueMail, private readonly slips: IssueSlip, private readonly audit: AuditTrail,
    private readonly room: RoomForMany, private readonly tellHolder: TellHolder, private readonly clock: Clock,
  ) {}

  /** Returns how many accounts were dealt with. */
  async run(now: Date = this.clock.now()): Promise<number> {
    let dealt = 0;
    for (const bulk of await this.database.read((em) => em.find(Bulk, { state: 'running' }, { orderBy: { createdAt: 'asc' }, limit: 20 }))) {
      // Its mails have an hour of their own: it goes on as that has room.
      const most = bulk.kind === 'forced-reset' ? Math.min(BULK_PER_ROUND, await this.database.read((em) => this.room.left(em, now))) : BULK_PER_ROUND;
      if (most === 0) continue;
      try {
        dealt += await this.#round(bulk, most, now);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        this.#log.warn(`bulk ${bulk.id} waits for its directory: ${error.code}`);
      }
    }
    return dealt;
  }

  async #round(bulk: Bulk, most: number, now: Date): Promise<number> {
    const directory = this.directories.of(bulk.portalKey);
    const page = await directory.list({ group: bulk.groupName ?? undefined, after: bulk.cursor ?? undefined, limit: most });
    const redeemed = await this.database.read((em) => haveRedeemed(em, bulk.portalKey, page.accounts.map(({ ref }) => ref)));
    let dealt = 0;
    for (const account of page.accounts) {
      // Whoever stops it stops it here, not at the end of the page.
      if (!(await this.#isRunning(bulk))) return dealt;
      await this.#deal(bulk, directory, account, skippedBecause(bulk.kind, { ...account, passwordIsChosen: holderChosePassword(account, redeemed.has(account.ref)) }), now);
      dealt += 1;
    }
    await this.database.transaction(async (tx) => {
      const locked = await tx.findOneOrFail(Bulk, { id: bulk.id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (locked.state !== 'running' || (locked.cursor ?? null) !== (bulk.cursor ?? null)) return;
      const count = (state: BulkItem['state']) => tx.count(BulkItem, { bulkId: bulk.id, state });
      Object.assign(locked, { cursor: page.next ?? locked.cursor, updatedAt: now, done: await count('done'), skipped: await count('skipped'), failed: await count('failed') });
      if (page.next !== null) return;
      Object.assign(locked, { state: 'done', settledAt: now });
      await tx.flush();
      await this.audit.record(tx, { portalKey: bulk.portalKey, verb: 'bulk.done', actor: REKEY, outcome: 'done', detail: { bulkId: bulk.id, done: locked.done, skipped: locked.skipped, failed: locked.failed }, now });
    });
    return dealt;
  }

  #isRunning({ id }: Bulk): Promise<boolean> {
    return this.database.read(async (em) => (await em.count(Bulk, { id, state: 'running' })) > 0);
  }

  async #deal(bulk: Bulk, directory: Directory, account: Account, skipped: string | undefined, now: Date): Promise<void> {
    const item = await this.database.transaction(async (tx) => {
      await tx.execute(`insert into recovery_bulk_item (id, created_at, bulk_id, account_ref, operation_id, state, failure) values (?, ?, ?, ?, ?, ?, ?) on conflict (bulk_id, account_ref) do nothing`,
        [newId(), now, bulk.id, account.ref, newId(), skipped === undefined ? 'approved' : 'skipped', skipped ?? null]);
      return tx.findOneOrFail(BulkItem, { bulkId: bulk.id, accountRef: account.ref });
    });
    if (item.state !== 'approved') return;
    let password: Secret | undefined;
    const endsAt = new Date(now.getTime() + SLIP_MS);
    let failure: string | undefined;
    try {
      if (bulk.kind === 'forced-reset') {
        if (!(await directory.happened(item.operationId))) await directory.requirePasswordChange(account.ref, item.operationId);
      } else {
        password = makeTemporaryPassword((below) => randomInt(below));
        await directory.setTemporaryPassword(account.ref, password, endsAt, item.operationId);
      }
    } catch (error) {
      if (!(error instanceof Fault) || error.retry === 'later') throw error;
      failure = error.code;
    }
    await this.database.transaction(async (tx) => {
      const locked = await tx.findOneOrFail(BulkItem, { id: item.id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (locked.state !== 'approved') return;
      // Who cannot be told is named: somebody has to tell them another way.
      if (failure === undefined && !password) failure = await this.#tell(tx, bulk, account, now);
      Object.assign(locked, failure === undefined ? { state: 'done' } : { state: 'failed', failure });
      if (failure === undefined && password) await this.slips.within(tx, { portalKey: bulk.portalKey, accountRef: account.ref, bulkId: bulk.id, kind: 'initial-credentials', area: null, secret: password, endsAt, now });
      // Who has a password of their own all the same, or gives none to anybody, hears that there is a new one (R8).
      const told = password && failure === undefined ? await this.tellHolder.ofMany(tx, { portalKey: bulk.portalKey, mailboxId: bulk.mailboxId, account, event: 'temporary-password-issued', by: 'agent', now }) : undefined;
      await tx.flush();
      await this.audit.record(tx, { portalKey: bulk.portalKey, verb: 'bulk.account-done', actor: REKEY, account: { portalKey: bulk.portalKey, ref: account.ref }, outcome: failure === undefined ? 'done' : 'failed', detail: { bulkId: bulk.id, ...(failure !== undefined && { failure }), ...(told !== undefined && { told }) }, now });
    });
  }

  /** The announcement names no link at all: a mail that says "new password" and carries one is what phishing looks like (P14). */
  async #tell(tx: EntityManager, bulk: Bulk, account: Account, now: Date): Promise<string | undefined> {
    const [address] = usableAddresses(account);
    if (!address) return 'recovery.no-address-on-file';
    const queued = await this.queueMail.within(tx, {
      portalKey: bulk.portalKey, mailboxId: bulk.mailboxId, kind: 'forced-reset', locale: account.locale, recipient: address.address,
      variables: { salutationName: salutationName(account.displayName), username: account.username }, secrets: {}, now,
    });
    return queued.allowed ? undefined : queued.refusal;
  }
}
