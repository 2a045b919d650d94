import { randomInt } from 'node:crypto';
import { LockMode } from '@mikro-orm/core';
import { Injectable, Logger } from '@nestjs/common';
import { anyIsAgents } from '#agents';
import { Alarms } from '#alarms';
import { AuditTrail } from '#audit';
import { Directories, makeTemporaryPassword, type Account, type Directory } from '#directory';
import { canonicalAddress, Clock, Fault, MINUTE_MS, newId, type Secret } from '#kernel';
import { QueueMail, RoomForMany, salutationName } from '#outbound';
import { Database, type EntityManager } from '#persistence';
import { usableAddresses } from '../../domain/account-facts.js';
import { BULK_PER_ROUND, BULK_POLICY, deadlineToTell, SLIP_MS, type BulkItemState } from '../../domain/bulk.js';
import { holderChosePassword } from '../../domain/chosen-password.js';
import { whyPassedOver } from '../../domain/decide-bulk.js';
import { Bulk, BulkItem } from '../../store/bulk.entity.js';
import { haveRedeemed } from '../../store/grants.queries.js';
import { isUnderWay, tryLockAccount, voidEvidence } from '../../store/recovery.queries.js';
import { IssueSlip } from '../mails/issue-slip.js';
import { TellHolder } from '../mails/tell-holder.js';

const REKEY = { kind: 'rekey' } as const;
/** Whoever still works on it when an order is stopped has finished by then. */
const LEFT_AFTER_MS = MINUTE_MS;

interface Outcome {
  readonly state: Exclude<BulkItemState, 'approved'>;
  readonly failure: string | null;
}

interface Made {
  readonly password: Secret;
  readonly endsAt: Date;
}

interface Did {
  readonly account: Account;
  /** For a slip; left out where the holder chooses anew. */
  readonly made?: Made;
}

/**
 * Does to a few accounts each round what was ordered for many. Every account has an item with an operation id of its own: intent,
 * call, result. The directory comes before the mail, since a mail about what then fails would be untrue; so a crash between them
 * leaves somebody who has to choose a new password and was not told. Such items are settled before anything else, by their
 * operation, even where the order was stopped or the account left the group meanwhile. Who could not be told stays named.
 */
@Injectable()
export class CarryOutBulks {
  readonly #log = new Logger('bulk');

  constructor(
    private readonly database: Database, private readonly directories: Directories, private readonly queueMail: QueueMail, private readonly slips: IssueSlip, private readonly audit: AuditTrail,
    private readonly alarms: Alarms, private readonly room: RoomForMany, private readonly tellHolder: TellHolder, private readonly clock: Clock,
  ) {}

  /** Returns how many accounts were dealt with. */
  async run(now: Date = this.clock.now()): Promise<number> {
    let dealt = 0;
    for (const bulk of await this.database.read((em) => toCarryOut(em, now))) {
      // Its mails have an hour of their own: it goes on as that has room.
      const room = BULK_POLICY[bulk.kind].tells ? await this.database.read((em) => this.room.left(em, now)) : Infinity;
      if (room === 0) continue;
      try {
        dealt += await this.#round(bulk, room, now);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        this.#log.warn(`bulk ${bulk.id} waits for its directory: ${error.code}`);
      }
    }
    return dealt;
  }

  /** @param room how many mails may still be written; the last account may need one or two more */
  async #round(bulk: Bulk, room: number, now: Date): Promise<number> {
    const directory = this.directories.of(bulk.portalKey);
    let [dealt, mails] = [0, 0];
    for (const item of await this.database.read((em) => em.find(BulkItem, { bulkId: bulk.id, state: 'approved' }, { orderBy: { id: 'asc' }, limit: BULK_PER_ROUND }))) {
      if (mails >= room) break;
      mails += await this.#settle(bulk, directory, item, await directory.get(item.accountRef), now);
      dealt += 1;
    }
    if (bulk.state !== 'running') {
      await this.#count(bulk, undefined, now);
      return dealt;
    }
    const page = await directory.list({ group: bulk.groupName ?? undefined, after: bulk.cursor ?? undefined, limit: Math.max(1, Math.min(BULK_PER_ROUND, room - mails)) });
    let wholePage = true;
    for (const account of page.accounts) {
      // Whoever stops it stops it here, not at the end of the page.
      wholePage = mails < room && (await this.#isRunning(bulk));
      if (!wholePage) break;
      const item = await this.#intent(bulk, account, now);
      if (item.state !== 'approved') continue;
      mails += await this.#settle(bulk, directory, item, account, now);
      dealt += 1;
    }
    await this.#count(bulk, wholePage ? page.next : undefined, now);
    return dealt;
  }

  /** How far it has come; what could not be told or done is an alarm. `next`: where the list goes on, null: it was the end; undefined: the page was not finished. */
  async #count(bulk: Bulk, next: string | null | undefined, now: Date): Promise<void> {
    await this.database.transaction(async (tx) => {
      const locked = await tx.findOneOrFail(Bulk, { id: bulk.id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      const count = (state: BulkItemState) => tx.count(BulkItem, { bulkId: bulk.id, state });
      const { untold, failed } = locked;
      Object.assign(locked, { updatedAt: now, done: await count('done'), skipped: await count('skipped'), failed: await count('failed'), untold: await count('untold') });
      if (locked.untold + locked.failed > untold + failed) {
        await this.alarms.raise(tx, {
          kind: 'bulk-incomplete', portalKey: bulk.portalKey, subject: [bulk.portalKey, ...(bulk.groupName ? [bulk.groupName] : []), bulk.createdAt.toISOString().slice(0, 10)].join(' · '),
          detail: { bulkId: bulk.id, kind: bulk.kind, untold: locked.untold, failed: locked.failed },
        });
      }
      await tx.flush();
      if (locked.state !== 'running' || next === undefined || (locked.cursor ?? null) !== (bulk.cursor ?? null)) return;
      // Somebody else was at one of the accounts: the order is not over before it has come to it.
      if (next === null && (await count('approved')) > 0) return;
      Object.assign(locked, { cursor: next ?? locked.cursor });
      if (next !== null) return;
      Object.assign(locked, { state: 'done', settledAt: now });
      await tx.flush();
      const { done, skipped } = locked;
      await this.audit.record(tx, { portalKey: bulk.portalKey, verb: 'bulk.done', actor: REKEY, outcome: 'done', detail: { bulkId: bulk.id, done, skipped, failed: locked.failed, untold: locked.untold }, now });
    });
  }

  #isRunning({ id }: Bulk): Promise<boolean> {
    return this.database.read(async (em) => (await em.count(Bulk, { id, state: 'running' })) > 0);
  }

  #intent(bulk: Bulk, account: Account, now: Date): Promise<BulkItem> {
    return this.database.transaction(async (tx) => {
      const skipped = await passedOver(tx, bulk, account);
      await tx.execute(`insert into recovery_bulk_item (id, created_at, bulk_id, account_ref, operation_id, state, failure) values (?, ?, ?, ?, ?, ?, ?) on conflict (bulk_id, account_ref) do nothing`,
        [newId(), now, bulk.id, account.ref, newId(), skipped === undefined ? 'approved' : 'skipped', skipped ?? null]);
      return tx.findOneOrFail(BulkItem, { bulkId: bulk.id, accountRef: account.ref });
    });
  }

  /** From intent to result; whatever happened to account and order since the intent counts, unless the directory had done it before. Returns how many mails it wrote. */
  async #settle(bulk: Bulk, directory: Directory, item: BulkItem, account: Account | undefined, now: Date): Promise<number> {
    const happened = await directory.happened(item.operationId);
    if (!account) return this.#conclude(bulk, item, { state: 'skipped', failure: 'recovery.account-gone' }, now);
    const isReset = bulk.kind === 'forced-reset';
    if (!(happened && isReset)) {
      // A password that was set for a slip which nobody wrote is known to nobody: it counts as failed, not as passed over.
      if (bulk.state !== 'running') return this.#conclude(bulk, item, { state: happened ? 'failed' : 'skipped', failure: 'recovery.bulk-stopped' }, now);
      const skipped = await this.database.read((em) => passedOver(em, bulk, account));
      if (skipped !== undefined) return this.#conclude(bulk, item, { state: 'skipped', failure: skipped }, now);
    }
    if (!isReset) return this.#writeSlip(bulk, directory, item, account, now);
    try {
      if (!happened) await directory.requirePasswordChange(account.ref, item.operationId);
    } catch (error) {
      return this.#conclude(bulk, item, failedBecause(error), now);
    }
    return this.#conclude(bulk, item, { state: 'done', failure: null }, now, { account });
  }

  /**
   * The password on the slip is the last one that the directory was given: nobody else gives one between the call and the row, neither another round
   * of upkeep, nor an action on the same account, nor its holder by a link. So the directory is asked behind the lock on the account (no row is locked), as for scrambling.
   * Whoever does not get it leaves the item to the next round.
   */
  #writeSlip(bulk: Bulk, directory: Directory, item: BulkItem, account: Account, now: Date): Promise<number> {
    const key = { portalKey: bulk.portalKey, accountRef: account.ref };
    return this.database.transaction(async (tx) => {
      if (!(await tryLockAccount(tx, key)) || (await isUnderWay(tx, key))) return 0;
      if ((await tx.count(BulkItem, { id: item.id, state: 'approved' })) === 0) return 0;
      // What somebody finished while this one came to the lock counts, too: a password that the person chose is not overwritten.
      const current = await directory.get(account.ref);
      const skipped = current && (await passedOver(tx, bulk, current));
      if (!current || skipped !== undefined) return this.#write(tx, bulk, item, { state: 'skipped', failure: skipped ?? 'recovery.account-gone' }, now);
      const password = makeTemporaryPassword((below) => randomInt(below));
      const endsAt = new Date(now.getTime() + SLIP_MS);
      try {
        await directory.setTemporaryPassword(account.ref, password, endsAt, item.operationId);
      } catch (error) {
        return this.#write(tx, bulk, item, failedBecause(error), now);
      }
      return this.#write(tx, bulk, item, { state: 'done', failure: null }, now, { account: current, made: { password, endsAt } });
    });
  }

  #conclude(bulk: Bulk, item: BulkItem, outcome: Outcome, now: Date, did?: Did): Promise<number> {
    return this.database.transaction((tx) => this.#write(tx, bulk, item, outcome, now, did));
  }

  /** `done`: the directory did it, and its holder is told, or the slip written, together with the result. Returns how many mails it wrote. */
  async #write(tx: EntityManager, bulk: Bulk, item: BulkItem, outcome: Outcome, now: Date, did?: Did): Promise<number> {
    const locked = await tx.findOneOrFail(BulkItem, { id: item.id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    // What was taken for not done may have been done all the same; every other result stands.
    if (locked.state !== 'approved' && !(locked.state === 'skipped' && did)) return 0;
    const told = did && !did.made ? await this.#tell(tx, bulk, did.account, now) : undefined;
    const { state, failure }: Outcome = told?.mails === 0 ? { state: 'untold', failure: told.because } : outcome;
    Object.assign(locked, { state, failure });
    const noticed = did?.made ? await this.#handOut(tx, bulk, did.account, did.made, now) : undefined;
    await tx.flush();
    if (state !== 'skipped') {
      await this.audit.record(tx, {
        portalKey: bulk.portalKey, verb: 'bulk.account-done', actor: REKEY, account: { portalKey: bulk.portalKey, ref: item.accountRef }, outcome: state === 'failed' ? 'failed' : 'done',
        detail: { bulkId: bulk.id, ...(state === 'untold' && { untold: true }), ...(failure !== null && { failure }), ...(noticed !== undefined && { told: noticed }) }, now,
      });
    }
    return told?.mails ?? 0;
  }

  /** Returns how many hear of it. */
  async #handOut(tx: EntityManager, { id: bulkId, portalKey, mailboxId }: Bulk, account: Account, { password, endsAt }: Made, now: Date): Promise<number> {
    const key = { portalKey, accountRef: account.ref };
    await this.slips.within(tx, { ...key, bulkId, kind: 'initial-credentials', area: null, secret: password, endsAt, now });
    // What was proved until now has done its work, as after a single one.
    await voidEvidence(tx, key, 'password-changed', now);
    // Who has a password of their own all the same, or gives none to anybody, hears that there is a new one (R8).
    return this.tellHolder.ofMany(tx, { portalKey, mailboxId, account, event: 'temporary-password-issued', by: 'agent', now });
  }

  /** Every address that a mail may go to. No link at all: a mail that says "new password" and carries one is what phishing looks like (P14). */
  async #tell(tx: EntityManager, bulk: Bulk, account: Account, now: Date): Promise<{ readonly mails: number; readonly because: string }> {
    const deadlineAt = deadlineToTell(bulk.deadlineAt, now)?.toISOString() ?? null;
    let [mails, because] = [0, 'recovery.no-address-on-file'];
    for (const { address } of usableAddresses(account)) {
      const queued = await this.queueMail.within(tx, {
        portalKey: bulk.portalKey, mailboxId: bulk.mailboxId, kind: 'forced-reset', locale: account.locale, recipient: address,
        variables: { salutationName: salutationName(account.displayName), username: account.username, deadlineAt }, secrets: {}, now,
      });
      if (queued.allowed) mails += 1;
      else because = queued.refusal;
    }
    return { mails, because };
  }
}

/** The oldest orders that run, and what was stopped while somebody was in the middle of an account. At most 20. */
async function toCarryOut(em: EntityManager, now: Date): Promise<Bulk[]> {
  const left = await em.execute<{ bulk_id: string }[]>(
    `select distinct i.bulk_id from recovery_bulk_item i join recovery_bulk b on b.id = i.bulk_id where i.state = 'approved' and b.state = 'cancelled' and b.settled_at <= ? limit 20`, [new Date(now.getTime() - LEFT_AFTER_MS)]);
  return em.find(Bulk, { $or: [{ state: 'running' }, { id: { $in: left.map(({ bulk_id: id }) => id) } }] }, { orderBy: { createdAt: 'asc', id: 'asc' }, limit: 20 });
}

/** @throws what a later round may settle */
function failedBecause(error: unknown): Outcome {
  if (!(error instanceof Fault) || error.retry === 'later') throw error;
  return { state: 'failed', failure: error.code };
}

async function passedOver(em: EntityManager, { kind, portalKey }: Bulk, account: Account): Promise<string | undefined> {
  if (!BULK_POLICY[kind].opens) return whyPassedOver(kind, account, { isColleagues: false, passwordIsChosen: false });
  const isColleagues = await anyIsAgents(em, account.addresses.map(({ address }) => canonicalAddress(address)));
  return whyPassedOver(kind, account, { isColleagues, passwordIsChosen: holderChosePassword(account, (await haveRedeemed(em, portalKey, [account.ref])).has(account.ref)) });
}
