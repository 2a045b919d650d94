import { Logger } from '@nestjs/common';
import { canonicalAddress, hashToken, parseAddress, type Secret } from '#kernel';
import type { SettingsOf } from '#portals';
import { DirectoryCannot, DirectoryRefused, DirectoryTaken } from '../../directory.faults.js';
import { abilitiesOf, USER_TYPES, type Account, type AccountPage, type AccountQuery, type DirectoryAbilities, type DirectoryFinding, type FactName, type ProfileChanges, type Registration, type Relation } from '../../directory.js';
import type { AddressList } from '../../domain/address-list.js';
import { compareFacts, factsFrom, fits } from '../../domain/canonical.js';
import { shouldBeFrozen, standingStop } from '../../domain/stops.js';
import { asTyped } from '../as-typed.js';
import type { DirectoryParts } from '../chosen-directories.js';
import { RemoteDirectory } from '../remote/remote-directory.js';
import type { Note } from '../remote/directory-memory.js';
import { inTurn } from '../remote/in-turn.js';
import { NamedGroups } from '../remote/named-groups.js';
import { longestWaiting, oldestFirst } from '../remote/registration-value.js';
import { examineScim } from './examine-scim.js';
import { filtersFor } from './scim-filter.js';
import { ScimLine, shaped } from './scim-line.js';
import { ScimStanding } from './scim-standing.js';
import { ENTERPRISE_SCHEMA, PATCH_SCHEMA, quoted, ScimList, ScimUser, withoutNulls } from './scim-wire.js';

const MOST_FOUND = 10;
/** Of each search; beyond that the answer would be a guess. */
const MOST_LOOKED_AT = 50;
/** Accounts that are not active, of which those that wait are looked for. */
const MOST_INACTIVE = 5_000;
const PAGE = 100;
/** One step of a path, never a way out of it. */
const REF = /^(?!\.{1,2}$)[^\p{Cc}]{1,1000}$/u;

/**
 * A service that speaks SCIM 2.0 (RFC 7643, 7644). It knows no must-change and no lock, so there is no temporary
 * password: links only. Many services take a password and ignore it; `passwordWorks` says that this one does not.
 */
export class ScimDirectory extends RemoteDirectory {
  readonly abilities: DirectoryAbilities;
  readonly #line: ScimLine;
  readonly #standing: ScimStanding;
  readonly #namedGroups: NamedGroups;
  readonly #log = new Logger('directory');

  constructor(private readonly parts: DirectoryParts<SettingsOf<'scim'>>) {
    super(parts.memory);
    this.#line = new ScimLine(parts);
    this.#standing = new ScimStanding(this.#line, parts.settings);
    this.#namedGroups = new NamedGroups(parts.settings, (group) => this.#standing.hasGroup(group));
    this.abilities = abilitiesOf(
      'changeAddress', 'secondAddresses', 'changeUsername', 'updateProfile', 'deleteAccount', 'list', 'vouchers', ...(parts.settings.inactiveWait === false ? [] : ['registrations' as const, 'waitingRegistrations' as const]),
    );
  }

  async find(query: AccountQuery): Promise<Account[]> {
    const found = new Map<string, ScimUser>();
    for (const filter of filtersFor(query)) {
      const { Resources = [] } = await this.#line.ask(ScimList, `/Users?${new URLSearchParams({ filter, count: String(MOST_LOOKED_AT) })}`);
      for (const user of this.#readable(Resources)) if (fits(knownOf(user), query)) found.set(user.id, user);
    }
    return this.#read([...found.values()].slice(0, MOST_FOUND));
  }

  async get(ref: string): Promise<Account | undefined> {
    const user = await this.#user(ref);
    return user && (await this.#read([user]))[0];
  }

  async compareFacts(ref: string, facts: Partial<Record<FactName, string>>) {
    const user = await this.#user(ref);
    return compareFacts(user ? factsOf(user) : {}, facts);
  }

  override setTemporaryPassword(_ref: string, _password: Secret, _expiresAt: Date, _operationId: string): Promise<void> {
    return Promise.reject(new DirectoryCannot('temporaryPassword'));
  }
  override scramble(_ref: string, _operationId: string): Promise<boolean> {
    return Promise.reject(new DirectoryCannot('temporaryPassword'));
  }
  unlock(): Promise<void> {
    return Promise.reject(new DirectoryCannot('unlock'));
  }
  activate(): Promise<void> {
    return Promise.reject(new DirectoryCannot('activate'));
  }

  protected addressIdOf(address: string): string {
    return idOf(address);
  }

  protected async addressesAt(ref: string): Promise<AddressList> {
    const [main, ...seconds] = inOrder(await this.#existingUser(ref)).map(({ value }) => value);
    return { main, seconds };
  }

  protected async writeAddresses(ref: string, { main, seconds }: AddressList): Promise<void> {
    const before = inOrder(await this.#existingUser(ref));
    const typeOf = (address: string, at: number): string | undefined => (before.find(({ value }) => canonicalAddress(value) === canonicalAddress(address)) ?? before[at])?.type;
    const emails = [...(main === undefined ? [] : [main]), ...seconds].map((value, at) => ({ value, type: typeOf(value, at) ?? 'other', primary: at === 0 && main !== undefined }));
    await this.#patch(ref, [{ op: 'replace', path: 'emails', value: emails }]);
  }

  override async changeUsername(ref: string, username: string, operationId: string): Promise<void> {
    await this.memory.through(operationId, ref, 'change-username', async () => {
      await this.#existingUser(ref);
      if ((await this.find({ username })).some((account) => account.ref !== ref)) throw new DirectoryTaken('username');
      await this.#patch(ref, [{ op: 'replace', path: 'userName', value: username }]);
    });
  }

  override async updateProfile(ref: string, changes: ProfileChanges, operationId: string): Promise<void> {
    const paths = { givenName: 'name.givenName', familyName: 'name.familyName', organisation: `${ENTERPRISE_SCHEMA}:organization`, locale: 'preferredLanguage' } as const;
    await this.memory.through(operationId, ref, 'update-profile', async () => {
      await this.#existingUser(ref);
      const operations = Object.entries(paths).flatMap(([field, path]) => {
        const value = changes[field as keyof typeof paths];
        return value === undefined ? [] : [{ op: 'replace' as const, path, value }];
      });
      await this.#patch(ref, [...operations, ...(changes.phone === undefined ? [] : [{ op: 'replace' as const, path: 'phoneNumbers', value: [{ value: changes.phone, type: 'work' }] }])]);
    });
  }

  /** Gone already counts as done. */
  protected async removeAccount(ref: string): Promise<void> {
    await this.#line.call({ method: 'DELETE', path: `/Users/${encodeURIComponent(ref)}` }, [404]);
  }

  /** `after` is the number of the next user; services keep an order of their own (RFC 7644 section 3.4.2.4). */
  override async list({ group, after, limit }: { readonly group?: string | undefined; readonly after?: string | undefined; readonly limit: number }): Promise<AccountPage> {
    const startIndex = Number(after ?? '1');
    const query = new URLSearchParams({ startIndex: String(startIndex), count: String(limit), ...(group !== undefined && { filter: `${ENTERPRISE_SCHEMA}:department eq ${quoted(group)}` }) });
    const { totalResults, Resources = [] } = await this.#line.ask(ScimList, `/Users?${query}`);
    // Services without paging give everything each time (RFC 7644 section 3.4.2.4 lets them).
    const page = Resources.length > limit ? Resources.slice(startIndex - 1, startIndex - 1 + limit) : Resources;
    const next = startIndex + page.length;
    return { accounts: await this.#read(this.#readable(page)), next: page.length > 0 && next <= totalResults ? String(next) : null };
  }

  protected async writePassword(ref: string, password: Secret): Promise<void> {
    if (!this.parts.settings.passwordWorks) throw new DirectoryRefused('this service is not known to take passwords (passwordWorks)');
    await this.#patch(ref, [{ op: 'replace', path: 'password', value: asTyped(password) }]);
  }

  /** `password` is write-only (RFC 7643 section 4.1.1): nobody can tell. */
  protected passwordIs(): Promise<boolean> {
    return Promise.resolve(false);
  }

  protected async setEnabled(ref: string, enabled: boolean): Promise<void> {
    await this.#patch(ref, [{ op: 'replace', path: 'active', value: enabled }]);
  }

  protected async isShut(ref: string): Promise<boolean | undefined> {
    const user = await this.#user(ref);
    return user && user.active === false;
  }

  override async mustBeUsable(): Promise<void> {
    await super.mustBeUsable();
    await this.#namedGroups.mustBeReadable();
  }

  async #read(users: readonly ScimUser[]): Promise<Account[]> {
    if (users.length > 0) await this.#namedGroups.mustBeReadable();
    const notes = await this.memory.notesOf(users.map(({ id }) => id));
    return inTurn(users, async (user) => {
      const note = notes.get(user.id)!;
      const phonesSince = await this.memory.sinceOf(user.id, (user.phoneNumbers ?? []).map(({ value }) => value), note);
      return accountFrom(user, { note, phonesSince, now: this.memory.now(), standing: await this.#standing.of(user), waiting: this.#waiting(user, note) });
    });
  }

  /** One that cannot be read hides itself, not the others. The log says where, and nothing of whom. */
  #readable(resources: readonly unknown[]): ScimUser[] {
    const read = resources.map((resource) => ScimUser.safeParse(withoutNulls(resource)));
    const [issue, ...others] = read.flatMap(({ error }) => error?.issues[0] ?? []);
    if (issue) this.#log.warn(`${this.parts.portalKey}: left out ${others.length + 1} of ${read.length} users that cannot be read, the first at ${issue.path.join('.')} (${issue.code})`);
    return read.flatMap(({ data }) => data ?? []);
  }

  /** A service has no word for a registration; where the profile says so, whoever is not active yet waits for the office. What Rekey closed is none. */
  #waiting(user: ScimUser, note: Note): Registration | undefined {
    const { inactiveWait } = this.parts.settings;
    const isMeant = typeof inactiveWait === 'boolean' ? inactiveWait : user.userType === inactiveWait.userType;
    if (!isMeant || user.active !== false || standingStop(note)) return undefined;
    return { waitsFor: 'approval', registeredAt: user.meta?.created ?? this.memory.now(), confirmBy: null, corrections: [], proposedUsername: null, entitlements: [] };
  }

  override async waitingRegistrations(): Promise<readonly Account[]> {
    const { inactiveWait } = this.parts.settings;
    if (inactiveWait === false) throw new DirectoryCannot('waitingRegistrations');
    const filter = `active eq false${typeof inactiveWait === 'boolean' ? '' : ` and userType eq ${quoted(inactiveWait.userType)}`}`;
    const waiting: { readonly user: ScimUser; readonly registration: Registration }[] = [];
    for (let startIndex = 1; startIndex <= MOST_INACTIVE;) {
      const { totalResults, Resources = [] } = await this.#line.ask(ScimList, `/Users?${new URLSearchParams({ filter, startIndex: String(startIndex), count: String(PAGE) })}`);
      const users = this.#readable(Resources);
      const notes = await this.memory.notesOf(users.map(({ id }) => id));
      for (const user of users) {
        const registration = this.#waiting(user, notes.get(user.id)!);
        if (registration) waiting.push({ user, registration });
      }
      startIndex += Resources.length;
      if (Resources.length === 0 || startIndex > totalResults) break;
    }
    return longestWaiting(await this.#read(oldestFirst(waiting).map(({ user }) => user)));
  }

  override async approveRegistration(ref: string, operationId: string): Promise<void> {
    await this.decideOnce(ref, 'approve-registration', operationId, () => this.#mustWait(ref), () => this.letIn(ref, () => this.setEnabled(ref, true)));
  }

  /** Stays not active; only Rekey remembers that this was a decision. */
  override async refuseRegistration(ref: string, operationId: string): Promise<void> {
    await this.decideOnce(ref, 'refuse-registration', operationId, () => this.#mustWait(ref), async () => {
      await this.setEnabled(ref, false);
      return { stopped: { as: 'disabled', before: 'disabled' } };
    });
  }

  override releaseRegistration(ref: string): Promise<void> {
    return Promise.reject(this.abilities.registrations ? new DirectoryRefused(`the registration of account ${ref} waits for no release`) : new DirectoryCannot('registrations'));
  }

  async #mustWait(ref: string): Promise<void> {
    const user = await this.#existingUser(ref);
    if (!this.#waiting(user, await this.memory.noteOf(ref))) throw new DirectoryRefused(`account ${ref} is no registration that waits`);
  }

  /** The manager that the enterprise schema names (RFC 7643 section 4.3), where that is a user of the service. */
  override async mayVouchFor(ref: string): Promise<Relation[]> {
    const { manager } = (await this.#existingUser(ref))[ENTERPRISE_SCHEMA] ?? {};
    const id = typeof manager === 'string' ? manager : manager?.value;
    const user = id === undefined || id === '' || id === ref ? undefined : await this.#user(id);
    if (!user) return [];
    return [{ kind: 'manager', ref: user.id, displayName: nameOf(user), address: addressesOf(user)[0] ?? null }];
  }

  override examine(): Promise<readonly DirectoryFinding[]> {
    return examineScim({ line: this.#line, standing: this.#standing, namedGroups: this.#namedGroups, settings: this.parts.settings, search: (query) => this.find(query) });
  }

  async #user(ref: string): Promise<ScimUser | undefined> {
    if (!REF.test(ref)) return undefined;
    const { status, body } = await this.#line.call({ method: 'GET', path: `/Users/${encodeURIComponent(ref)}` }, [404]);
    return status === 404 ? undefined : shaped(ScimUser, body);
  }

  async #existingUser(ref: string): Promise<ScimUser> {
    const user = await this.#user(ref);
    if (!user) throw new DirectoryRefused(`there is no account ${ref}`);
    return user;
  }

  async #patch(ref: string, operations: readonly object[]): Promise<void> {
    if (operations.length > 0) await this.#line.call({ method: 'PATCH', path: `/Users/${encodeURIComponent(ref)}`, body: { schemas: [PATCH_SCHEMA], Operations: operations } });
  }
}

function idOf(address: string): string {
  return hashToken(`scim-address:${canonicalAddress(address)}`).slice(0, 24);
}

interface UserReading {
  readonly note: Note;
  readonly phonesSince: ReadonlyMap<string, Date>;
  readonly now: Date;
  readonly standing: { readonly privileged: boolean; readonly excluded: boolean };
  readonly waiting: Registration | undefined;
}

function nameOf({ name }: ScimUser): string {
  return `${name?.givenName ?? ''} ${name?.familyName ?? ''}`.trim();
}

function accountFrom(user: ScimUser, { note, phonesSince, now, standing, waiting }: UserReading): Account {
  const enterprise = user[ENTERPRISE_SCHEMA];
  return {
    ref: user.id, username: user.userName, displayName: nameOf(user), locale: user.preferredLanguage?.toLowerCase().startsWith('en') ? 'en' : 'de',
    userType: USER_TYPES.find((one) => one === user.userType) ?? 'customer', state: standingStop(note)?.as === 'frozen' && user.active === false ? 'frozen' : waiting ? 'registration-locked' : user.active === false ? 'disabled' : 'active',
    ...standing, hasSecondFactor: false, mustChangePassword: false, temporaryPasswordExpiresAt: null, passwordChangedAt: null, lastSignInAt: null,
    organisation: enterprise?.organization ?? null, addresses: addressesOf(user).map((address, at) => ({ id: idOf(address), address, kind: at === 0 ? 'primary' : 'second', confirmedAt: note.unconfirmed?.includes(idOf(address)) ? null : user.meta?.created ?? null })),
    phones: (user.phoneNumbers ?? []).map(({ value }) => ({ id: hashToken(`scim-phone:${value}`).slice(0, 24), number: value, since: phonesSince.get(value) ?? now })),
    postalAddressSince: null, registration: waiting ?? null, group: enterprise?.department ?? null, pinAreas: [], legacy: false, shouldBeFrozen: shouldBeFrozen(note, user.active === false),
  };
}

/** What is no single address is left out (T5). */
function addressesOf(user: ScimUser): string[] {
  return [...new Map(inOrder(user).map(({ value }) => value).toReversed().map((value) => [canonicalAddress(value), value])).values()].toReversed().filter((value) => parseAddress(value) !== undefined);
}

/** The primary one first. */
function inOrder({ emails = [] }: ScimUser) {
  return emails.toSorted((one, other) => Number(other.primary ?? false) - Number(one.primary ?? false));
}

function factsOf(user: ScimUser): Partial<Record<FactName, string>> {
  const known: Partial<Record<FactName, string | undefined>> = { customerNumber: user[ENTERPRISE_SCHEMA]?.employeeNumber, postcode: user.addresses?.[0]?.postalCode };
  return factsFrom((name) => known[name]);
}

function knownOf(user: ScimUser) {
  return { username: user.userName, givenName: user.name?.givenName ?? '', familyName: user.name?.familyName ?? '', addresses: addressesOf(user), facts: factsOf(user) };
}
