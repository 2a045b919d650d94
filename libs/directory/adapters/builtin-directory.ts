import { canonicalAddress, matchesSlowHash, newToken, slowHash, type Clock, type Secret } from '#kernel';
import type { Database, EntityManager } from '#persistence';
import { Directory, type Account, type AccountQuery, type FactName, type PasswordObjection } from '../directory.js';
import { DirectoryRefused } from '../directory.faults.js';
import { canonicalUsername, compareFacts, keysFor } from '../domain/canonical.js';
import type { BuiltinAccount } from '../store/builtin-account.entity.js';
import { BuiltinOperation } from '../store/builtin-operation.entity.js';
import { endSessionsOf, findAccountIdsOfEach, lockAccount, readAccount, readAccounts, readContacts, rememberOperation, type KnownBy } from '../store/builtin.queries.js';
import { accountFrom } from './account-from.js';
import { reaching } from './reaching.js';

const MOST_FOUND = 10;
/** So many temporary passwords are remembered, as hashes. */
const SPENT_KEPT = 3;

/** The accounts of one portal in Rekey's own database: for portals that have no directory of their own, and the demo. */
export class BuiltinDirectory extends Directory {
  readonly abilities = { temporaryPassword: true, unlock: true, activate: true };

  constructor(private readonly portalKey: string, private readonly database: Database, private readonly clock: Clock) {
    super();
  }

  async find(query: AccountQuery): Promise<Account[]> {
    return (await this.findEach([query]))[0]!;
  }

  override findEach(queries: readonly AccountQuery[]): Promise<Account[][]> {
    return this.#read(async (em) => {
      const ids = await findAccountIdsOfEach(em, this.portalKey, queries.map(knownBy), MOST_FOUND);
      const rows = await readAccounts(em, this.portalKey, ids.flat());
      const contacts = await readContacts(em, rows.map(({ id }) => id));
      const accounts = new Map(rows.map((row) => [row.id, accountFrom(row, contacts)]));
      return ids.map((own) => own.flatMap((id) => accounts.get(id) ?? []));
    });
  }

  get(ref: string): Promise<Account | undefined> {
    return this.#read((em) => this.#account(em, ref));
  }

  compareFacts(ref: string, facts: Partial<Record<FactName, string>>): Promise<{ matched: FactName[]; failed: FactName[] }> {
    return this.#read(async (em) => compareFacts(this.#known(await readAccount(em, this.portalKey, ref), ref).facts, facts));
  }

  async setPassword(ref: string, password: Secret, operationId: string): Promise<void> {
    const passwordHash = await slowHash(password);
    await this.#change(ref, 'set-password', operationId, async (tx, account) => {
      keepIfTemporary(account);
      Object.assign(account, { passwordHash, mustChangePassword: false, passwordExpiresAt: null, passwordChangedAt: this.clock.now() });
      clearFailedSignIns(account);
      await endSessionsOf(tx, account.id);
    });
  }

  async setTemporaryPassword(ref: string, password: Secret, expiresAt: Date, operationId: string): Promise<void> {
    const passwordHash = await slowHash(password);
    await this.#change(ref, 'set-temporary-password', operationId, async (tx, account) => {
      keepIfTemporary(account);
      Object.assign(account, { passwordHash, mustChangePassword: true, passwordExpiresAt: expiresAt, passwordChangedAt: this.clock.now() });
      clearFailedSignIns(account);
      await endSessionsOf(tx, account.id);
      await tx.flush();
      const kept = await lockAccount(tx, this.portalKey, ref);
      if (!kept?.mustChangePassword || kept.passwordExpiresAt?.getTime() !== expiresAt.getTime() || kept.passwordHash !== passwordHash) {
        throw new DirectoryRefused(`account ${ref} did not keep the temporary password as it was set`);
      }
    });
  }

  async scramble(ref: string, operationId: string): Promise<void> {
    const passwordHash = await slowHash(newToken());
    await this.#change(ref, 'scramble', operationId, async (tx, account) => {
      if (!account.mustChangePassword) return;
      keepIfTemporary(account);
      Object.assign(account, { passwordHash, passwordChangedAt: this.clock.now() });
      await endSessionsOf(tx, account.id);
    });
  }

  unlock(ref: string, operationId: string): Promise<void> {
    return this.#change(ref, 'unlock', operationId, (_tx, account) => clearFailedSignIns(account));
  }

  activate(ref: string, operationId: string): Promise<void> {
    return this.#change(ref, 'activate', operationId, (_tx, account) => {
      if (account.state === 'registration-locked') throw new DirectoryRefused(`the registration of account ${ref} is not released`);
      if (account.state === 'pending-activation') account.state = 'active';
    });
  }

  freeze(ref: string, operationId: string): Promise<void> {
    return this.#change(ref, 'freeze', operationId, async (tx, account) => {
      if (account.state === 'frozen') return;
      Object.assign(account, { stateBeforeFreeze: account.state, state: 'frozen' });
      await endSessionsOf(tx, account.id);
    });
  }

  unfreeze(ref: string, operationId: string): Promise<void> {
    return this.#change(ref, 'unfreeze', operationId, (_tx, account) => {
      if (account.state !== 'frozen') return;
      Object.assign(account, { state: account.stateBeforeFreeze ?? 'active', stateBeforeFreeze: null });
    });
  }

  happened(operationId: string): Promise<boolean> {
    return this.#read(async (em) => (await em.count(BuiltinOperation, { operationId })) > 0);
  }

  async objectionsTo(ref: string, password: Secret): Promise<readonly PasswordObjection[]> {
    const account = await this.#read(async (em) => this.#known(await readAccount(em, this.portalKey, ref), ref));
    for (const hash of [account.passwordHash, ...account.spentPasswordHashes]) {
      if (hash && (await matchesSlowHash(hash, password))) return ['reused'];
    }
    return [];
  }

  async #account(em: EntityManager, ref: string): Promise<Account | undefined> {
    const row = await readAccount(em, this.portalKey, ref);
    return row && accountFrom(row, await readContacts(em, [row.id]));
  }

  #read<T>(work: (em: EntityManager) => Promise<T>): Promise<T> {
    return reaching(this.portalKey, () => this.database.read(work));
  }

  /** One change and the memory of it, in one transaction. */
  #change(ref: string, kind: string, operationId: string, apply: (tx: EntityManager, account: BuiltinAccount) => Promise<void> | void): Promise<void> {
    return reaching(this.portalKey, () => this.database.transaction(async (tx) => {
      const account = this.#known(await lockAccount(tx, this.portalKey, ref), ref);
      await apply(tx, account);
      await rememberOperation(tx, operationId, account.id, kind, this.clock.now());
    }));
  }

  #known(account: BuiltinAccount | undefined, ref: string): BuiltinAccount {
    if (!account) throw new DirectoryRefused(`there is no account ${ref} in portal ${this.portalKey}`);
    return account;
  }
}

function clearFailedSignIns(account: BuiltinAccount): void {
  account.failedSignIns = 0;
  if (account.state === 'locked') account.state = 'active';
  // A lock that lay under a freeze is gone as well once the freeze ends.
  if (account.stateBeforeFreeze === 'locked') account.stateBeforeFreeze = 'active';
}

/** A temporary password that is being replaced must not come back as a chosen one. */
function keepIfTemporary(account: BuiltinAccount): void {
  if (!account.mustChangePassword || !account.passwordHash) return;
  account.spentPasswordHashes = [account.passwordHash, ...account.spentPasswordHashes].slice(0, SPENT_KEPT);
}

function knownBy(query: AccountQuery): KnownBy {
  return {
    address: query.address === undefined ? undefined : canonicalAddress(query.address),
    username: query.username === undefined ? undefined : canonicalUsername(query.username),
    searchKeys: keysFor(query),
  };
}
