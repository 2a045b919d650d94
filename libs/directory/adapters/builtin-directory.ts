import { UniqueConstraintViolationException } from '@mikro-orm/core';
import { canonicalAddress, newToken, type Clock, type KeyedHash, type Sealer, type Secret } from '#kernel';
import type { Database, EntityManager } from '#persistence';
import {
  abilitiesOf, Directory, DIRECTORY_ABILITIES, type Account, type AccountPage, type AccountQuery, type CheckedEntitlements, type FactName, type PasswordObjection, type PostalAddress, type ProfileChanges,
  type Relation,
} from '../directory.js';
import { DirectoryRefused, DirectoryTaken } from '../directory.faults.js';
import { canonicalUsername, compareFacts, keysFor } from '../domain/canonical.js';
import { refusalToEnter } from '../domain/portal-sign-in.js';
import { BuiltinAccount } from '../store/builtin-account.entity.js';
import { BuiltinOperation } from '../store/builtin-operation.entity.js';
import { endSessionsOf, findAccountIdsOfEach, lockAccount, lockedRegistrations, readAccount, pageOfAccounts, readAccounts, readContacts, relationsOf, rememberOperation, type KnownBy } from '../store/builtin.queries.js';
import { accountFrom } from './account-from.js';
import * as change from './builtin-changes.js';
import { reaching } from './reaching.js';
import { replacementFor, spendRecoveryCode, spendTotp } from './spend-second-factor.js';

const MOST_FOUND = 10;
const MOST_LISTED = 200;
/** So many temporary passwords are remembered, as hashes. */
const SPENT_KEPT = 3;

/** The accounts of one portal in Rekey's own database: for portals that have no directory of their own, and the demo. */
export class BuiltinDirectory extends Directory {
  readonly abilities = abilitiesOf(...DIRECTORY_ABILITIES);

  constructor(private readonly portalKey: string, private readonly database: Database, private readonly clock: Clock, private readonly sealer: Sealer, private readonly hashes: KeyedHash) {
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
    const passwordHash = await this.hashes.hash(password);
    await this.#change(ref, 'set-password', operationId, async (tx, account) => {
      keepIfTemporary(account);
      Object.assign(account, { passwordHash, mustChangePassword: false, passwordExpiresAt: null, passwordChangedAt: this.clock.now() });
      clearFailedSignIns(account);
      await endSessionsOf(tx, account.id);
    });
  }

  async setTemporaryPassword(ref: string, password: Secret, expiresAt: Date, operationId: string): Promise<void> {
    const passwordHash = await this.hashes.hash(password);
    await this.#change(ref, 'set-temporary-password', operationId, async (tx, account) => {
      keepIfTemporary(account);
      Object.assign(account, { passwordHash, mustChangePassword: true, passwordExpiresAt: expiresAt, passwordChangedAt: this.clock.now() });
      clearFailedSignIns(account);
      await endSessionsOf(tx, account.id);
    });
  }

  async scramble(ref: string, operationId: string): Promise<boolean> {
    const passwordHash = await this.hashes.hash(newToken());
    let was = false;
    await this.#change(ref, 'scramble', operationId, async (tx, account) => {
      was = isTemporary(account);
      if (!was) return;
      keepIfTemporary(account);
      Object.assign(account, { passwordHash, passwordChangedAt: this.clock.now() });
      await endSessionsOf(tx, account.id);
    });
    return was;
  }

  unlock(ref: string, operationId: string): Promise<void> {
    return this.#change(ref, 'unlock', operationId, (_tx, account) => clearFailedSignIns(account));
  }

  activate(ref: string, operationId: string): Promise<void> {
    return this.#change(ref, 'activate', operationId, (_tx, account) => {
      if (account.state === 'registration-locked') throw new DirectoryRefused(`the registration of account ${ref} is not released`);
      if (account.state === 'pending-activation') Object.assign(account, { state: 'active', registration: null });
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
      if (hash && (await this.hashes.matches(hash, password))) return ['reused'];
    }
    return [];
  }

  override requirePasswordChange(ref: string, operationId: string): Promise<void> {
    return this.#once(ref, 'require-password-change', operationId, async (tx, account) => {
      account.mustChangePassword = true;
      await endSessionsOf(tx, account.id);
    });
  }

  override endSessions(ref: string, operationId: string): Promise<void> {
    return this.#once(ref, 'end-sessions', operationId, (tx, account) => endSessionsOf(tx, account.id));
  }

  override changeAddress(ref: string, what: { readonly replaces: string; readonly address: string }, operationId: string): Promise<void> {
    return this.#once(ref, 'change-address', operationId, (tx, account) => change.changeAddress(tx, account, what, this.clock.now()));
  }

  override addAddress(ref: string, { address, confirmed }: { readonly address: string; readonly confirmed: boolean }, operationId: string): Promise<void> {
    return this.#once(ref, 'add-address', operationId, (tx, account) => change.addAddress(tx, account, { address, kind: 'second', confirmedAt: confirmed ? this.clock.now() : null }));
  }

  override confirmAddress(ref: string, addressId: string, operationId: string): Promise<void> {
    return this.#once(ref, 'confirm-address', operationId, async (tx, account) => {
      (await change.addressOf(tx, account, addressId)).confirmedAt ??= this.clock.now();
    });
  }

  override removeAddress(ref: string, addressId: string, operationId: string): Promise<void> {
    return this.#once(ref, 'remove-address', operationId, (tx, account) => change.removeAddress(tx, account, addressId));
  }

  override changeUsername(ref: string, username: string, operationId: string): Promise<void> {
    return this.#once(ref, 'change-username', operationId, (tx, account) => change.rename(tx, account, username));
  }

  override updateProfile(ref: string, changes: ProfileChanges, operationId: string): Promise<void> {
    return this.#once(ref, 'update-profile', operationId, (tx, account) => change.updateProfile(tx, account, changes, this.clock.now()));
  }

  override releaseRegistration(ref: string, { data, username }: { readonly data: ProfileChanges; readonly username?: string | undefined }, operationId: string): Promise<void> {
    return this.#once(ref, 'release-registration', operationId, async (tx, account) => {
      const registration = change.registrationThat(account, 'data-release');
      await change.updateProfile(tx, account, data, this.clock.now());
      if (username !== undefined) await change.rename(tx, account, username);
      Object.assign(account, { state: 'pending-activation', registration: { ...registration, waitsFor: 'confirmation', corrections: [], proposedUsername: null } });
    });
  }

  override approveRegistration(ref: string, operationId: string): Promise<void> {
    return this.#once(ref, 'approve-registration', operationId, async (tx, account) => {
      const registration = change.registrationThat(account, 'approval');
      Object.assign(account, (await change.isConfirmed(tx, account)) ? { state: 'active', registration: null } : { state: 'pending-activation', registration: { ...registration, waitsFor: 'confirmation' } });
    });
  }

  override refuseRegistration(ref: string, operationId: string): Promise<void> {
    return this.#once(ref, 'refuse-registration', operationId, async (tx, account) => {
      if (!account.registration) throw new DirectoryRefused(`account ${ref} is no registration`);
      Object.assign(account, { state: 'disabled', stateBeforeDisable: account.state });
      await endSessionsOf(tx, account.id);
    });
  }

  override waitingRegistrations(): Promise<Account[]> {
    return this.#read(async (em) => {
      const rows = await lockedRegistrations(em, this.portalKey, MOST_LISTED);
      const contacts = await readContacts(em, rows.map(({ id }) => id));
      return rows.map((row) => accountFrom(row, contacts));
    });
  }

  override checkEntitlements(ref: string): Promise<CheckedEntitlements> {
    return this.#read(async (em) => change.compareEntitlements(em, this.#known(await readAccount(em, this.portalKey, ref), ref)));
  }

  override async setPin(ref: string, area: string, pin: Secret, operationId: string): Promise<void> {
    const pinHash = await this.hashes.hash(pin);
    await this.#change(ref, 'set-pin', operationId, (_tx, account) => {
      account.pinAreas = [...account.pinAreas.filter((one) => one.area !== area), { area, state: 'closed', pinHash, wrong: 0 }];
    });
  }

  override unlockPinArea(ref: string, area: string, operationId: string): Promise<void> {
    return this.#once(ref, 'unlock-pin-area', operationId, (_tx, account) => {
      account.pinAreas = account.pinAreas.map((one) => (one.area === area && one.state === 'blocked' ? { ...one, state: 'closed' as const, wrong: 0 } : one));
    });
  }

  override resetSecondFactor(ref: string, operationId: string): Promise<void> {
    return this.#once(ref, 'reset-second-factor', operationId, async (tx, account) => {
      Object.assign(account, { totpSecretSealed: null, totpLastStep: null, recoveryCodeHashes: [] });
      await endSessionsOf(tx, account.id);
    });
  }

  override verifySecondFactor(ref: string, { kind, code }: { readonly kind: 'totp' | 'recovery-code'; readonly code: Secret }, operationId: string): Promise<boolean> {
    return reaching(this.portalKey, () => this.database.transaction(async (tx) => {
      const account = this.#known(await lockAccount(tx, this.portalKey, ref), ref);
      if (await change.isRepeated(tx, operationId)) return true;
      const isRight = kind === 'totp' ? spendTotp(account, code, this.sealer, this.clock.now()) : await spendRecoveryCode(account, code, replacementFor(code, account.id, operationId, this.sealer), this.hashes);
      if (isRight) await rememberOperation(tx, operationId, account.id, `verify-${kind}`, this.clock.now());
      return isRight;
    }));
  }

  override verifyPassword(ref: string, password: Secret): Promise<boolean> {
    return this.#read(async (em) => {
      const account = this.#known(await readAccount(em, this.portalKey, ref), ref);
      return (await this.hashes.matches(account.passwordHash, password)) && !account.mustChangePassword && refusalToEnter(account, this.clock.now()) === undefined;
    });
  }

  override replacementOf(ref: string, spent: Secret, operationId: string): Promise<Secret | undefined> {
    return this.#read(async (em) => {
      const wasSpent = await em.count(BuiltinOperation, { operationId, accountId: ref, kind: 'verify-recovery-code' });
      return wasSpent > 0 ? replacementFor(spent, ref, operationId, this.sealer) : undefined;
    });
  }

  override mergeAccounts(from: string, into: string, operationId: string): Promise<void> {
    if (from === into) return Promise.reject(new DirectoryRefused('an account cannot be merged with itself'));
    return reaching(this.portalKey, () => this.database.transaction(async (tx) => {
      const [first, second] = from < into ? [from, into] : [into, from];
      const locked = new Map([[first, await lockAccount(tx, this.portalKey, first)], [second, await lockAccount(tx, this.portalKey, second)]]);
      if (await change.isRepeated(tx, operationId)) return;
      await change.merge(tx, this.#known(locked.get(from), from), this.#known(locked.get(into), into));
      await tx.flush();
      await rememberOperation(tx, operationId, into, 'merge-accounts', this.clock.now());
    }));
  }

  override disable(ref: string, operationId: string): Promise<void> {
    return this.#once(ref, 'disable', operationId, async (tx, account) => {
      if (account.state !== 'disabled') Object.assign(account, { stateBeforeDisable: account.state, state: 'disabled' });
      await endSessionsOf(tx, account.id);
    });
  }

  override enable(ref: string, operationId: string): Promise<void> {
    return this.#once(ref, 'enable', operationId, (_tx, account) => {
      const before = account.stateBeforeDisable ?? 'active';
      if (account.state === 'disabled') Object.assign(account, { state: before, stateBeforeDisable: null });
      // Frozen since: it stays so, and comes out of the freeze as it was before both.
      else if (account.stateBeforeFreeze === 'disabled') Object.assign(account, { stateBeforeFreeze: before, stateBeforeDisable: null });
    });
  }

  override async deleteAccount(ref: string, operationId: string): Promise<void> {
    if (!(await this.get(ref))) return;
    await this.#once(ref, 'delete-account', operationId, (tx, account) => change.erase(tx, account));
  }

  override list({ group, after, limit }: { readonly group?: string | undefined; readonly after?: string | undefined; readonly limit: number }): Promise<AccountPage> {
    return this.#read(async (em) => {
      const rows = await pageOfAccounts(em, this.portalKey, { group, after, limit: Math.min(limit, MOST_LISTED) });
      const contacts = await readContacts(em, rows.map(({ id }) => id));
      return { accounts: rows.map((row) => accountFrom(row, contacts)), next: rows.length < Math.min(limit, MOST_LISTED) ? null : rows.at(-1)!.id };
    });
  }

  override mayVouchFor(ref: string): Promise<Relation[]> {
    return this.#read(async (em) => relationsOf(em, this.#known(await readAccount(em, this.portalKey, ref), ref).id));
  }

  override postalAddress(ref: string): Promise<PostalAddress | undefined> {
    return this.#read(async (em) => {
      const { postalAddress, postalAddressSince, createdAt } = this.#known(await readAccount(em, this.portalKey, ref), ref);
      return postalAddress ? { lines: postalAddress, since: postalAddressSince ?? createdAt } : undefined;
    });
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

  /** The same, but the second time changes nothing at all. */
  async #once(ref: string, kind: string, operationId: string, apply: (tx: EntityManager, account: BuiltinAccount) => Promise<void> | void): Promise<void> {
    try {
      await this.#change(ref, kind, operationId, async (tx, account) => {
        if (!(await change.isRepeated(tx, operationId))) await apply(tx, account);
      });
    } catch (error) {
      // Somebody took the address or the name between the look and the write.
      if (error instanceof UniqueConstraintViolationException) throw new DirectoryTaken(kind.includes('address') ? 'address' : 'username');
      throw error;
    }
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

/** A password that must be changed because the portal says so is still the person's own. */
function isTemporary(account: BuiltinAccount): boolean {
  return account.mustChangePassword && account.passwordExpiresAt != null;
}

/** A temporary password that is being replaced must not come back as a chosen one. */
function keepIfTemporary(account: BuiltinAccount): void {
  if (!isTemporary(account) || !account.passwordHash) return;
  account.spentPasswordHashes = [account.passwordHash, ...account.spentPasswordHashes].slice(0, SPENT_KEPT);
}

function knownBy(query: AccountQuery): KnownBy {
  return {
    address: query.address === undefined ? undefined : canonicalAddress(query.address),
    username: query.username === undefined ? undefined : canonicalUsername(query.username),
    searchKeys: keysFor(query),
  };
}
