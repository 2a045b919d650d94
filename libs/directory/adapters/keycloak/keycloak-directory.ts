import { canonicalAddress, type Secret } from '#kernel';
import type { SettingsOf } from '#portals';
import { DirectoryCannot, DirectoryRefused, DirectoryTaken } from '../../directory.faults.js';
import { abilitiesOf, type Account, type AccountPage, type AccountQuery, type DirectoryAbilities, type DirectoryFinding, type FactName, type ProfileChanges, type Registration, type Relation } from '../../directory.js';
import type { AddressList } from '../../domain/address-list.js';
import { canonicalUsername, compareFacts, fits } from '../../domain/canonical.js';
import { standingStop } from '../../domain/stops.js';
import { asTyped } from '../as-typed.js';
import type { DirectoryParts } from '../chosen-directories.js';
import type { Note } from '../remote/directory-memory.js';
import { inTurn } from '../remote/in-turn.js';
import { NamedGroups } from '../remote/named-groups.js';
import { longestWaiting, registrationFrom, type ReadRegistration } from '../remote/registration-value.js';
import { RemoteDirectory } from '../remote/remote-directory.js';
import { examineKeycloak } from './examine-keycloak.js';
import { KeycloakLine } from './keycloak-line.js';
import { lettingIn, waitingFrom } from './keycloak-registrations.js';
import { KeycloakSignIns } from './keycloak-sign-ins.js';
import { KeycloakStanding } from './keycloak-standing.js';
import { attributeSearch, searchesFor } from './keycloak-search.js';
import { KeycloakUsers, type UserChange } from './keycloak-users.js';
import { accountFrom, addressesOf, addressIdOf, addressListOf, factsOf, firstOf, isLockedForGood, isPerson, isSecondFactor, phonesOf, type Attributes, type User } from './user-to-account.js';

const MOST_FOUND = 10;
/** Of each search; beyond that the answer would be a guess. */
const MOST_LOOKED_AT = 50;
const PAGE = 200;
/** Accounts that are switched off, of which those that wait are looked for. */
const MOST_SWITCHED_OFF = 5_000;
const MOST_WAITING_READ = 200;

/** Keycloak 26 through its admin REST API. Rights, versions and what is not there: KEYCLOAK.md. */
export class KeycloakDirectory extends RemoteDirectory {
  readonly abilities: DirectoryAbilities;
  readonly #line: KeycloakLine;
  readonly #users: KeycloakUsers;
  readonly #attributes: Attributes;
  readonly #standing: KeycloakStanding;
  readonly #namedGroups: NamedGroups;
  readonly #signIns: KeycloakSignIns;
  readonly #writing = new Map<string, Promise<void>>();

  constructor(private readonly parts: DirectoryParts<SettingsOf<'keycloak'>>) {
    super(parts.memory);
    this.#line = new KeycloakLine(parts);
    this.#users = new KeycloakUsers(this.#line);
    this.#attributes = parts.settings.attributes;
    this.#standing = new KeycloakStanding(this.#line, this.#users, parts.settings);
    this.#namedGroups = new NamedGroups(parts.settings, (group) => this.#users.hasGroup(group));
    this.#signIns = new KeycloakSignIns({ line: this.#line, users: this.#users, clearLock: (user) => this.#clearLock(user) });
    this.abilities = abilitiesOf(
      'temporaryPassword', 'unlock', 'activate', 'requirePasswordChange', 'endSessions', 'changeAddress', 'updateProfile', 'resetSecondFactor', 'deleteAccount', 'list',
      ...(parts.settings.attributes.secondMail === undefined ? [] : ['secondAddresses' as const]),
      ...(parts.settings.usernameEditable ? ['changeUsername' as const] : []),
      ...(parts.settings.attributes.registration === undefined && !parts.settings.unverifiedWait ? [] : ['registrations' as const, 'waitingRegistrations' as const]),
      ...(parts.settings.checksSignIn ? ['checkSignIn' as const] : []),
      ...(parts.settings.attributes.manager === undefined && parts.settings.groupLeaders === undefined ? [] : ['vouchers' as const]),
    );
  }

  async find(query: AccountQuery): Promise<Account[]> {
    const found = await inTurn(searchesFor(query, this.#attributes), (search) => this.#users.search(search, 0, MOST_LOOKED_AT));
    const users = [...new Map(found.flat().map((user) => [user.id, user])).values()].filter((user) => this.#fits(user, query));
    return this.#read(users.slice(0, MOST_FOUND));
  }

  async get(ref: string): Promise<Account | undefined> {
    const user = await this.#users.get(ref);
    return user && (await this.#read([user]))[0];
  }

  async compareFacts(ref: string, facts: Partial<Record<FactName, string>>) {
    return compareFacts(factsOf(await this.#users.existing(ref), this.#attributes), facts);
  }

  async unlock(ref: string, operationId: string): Promise<void> {
    await this.memory.through(operationId, ref, 'unlock', async () => this.#clearLock(await this.#users.existing(ref)));
  }

  /**
   * Takes the required action away. Whether the address is verified stays as it is: a realm that wants it verified asks
   * again at the sign-in, unless `confirmAddress` says that its reader has answered.
   */
  async activate(ref: string, operationId: string): Promise<void> {
    await this.memory.through(operationId, ref, 'activate', async () => {
      const { state } = await this.existing(ref);
      if (state === 'disabled' || state === 'frozen' || state === 'registration-locked') throw new DirectoryRefused(`account ${ref} waits for no confirmation`);
      const user = await this.#users.existing(ref);
      const { requiredActions } = user;
      if (this.#isWaitingByAttribute(user)) await this.letIn(ref, () => this.#write(user, { enabled: true, requiredActions: requiredActions.filter((action) => action !== 'VERIFY_EMAIL') }, this.#noRegistration));
      else if (requiredActions.includes('VERIFY_EMAIL')) await this.#users.change(ref, { requiredActions: requiredActions.filter((action) => action !== 'VERIFY_EMAIL') });
    });
  }

  override async releaseRegistration(ref: string, { data, username }: { readonly data: ProfileChanges; readonly username?: string | undefined }, operationId: string): Promise<void> {
    await this.#decide(ref, 'release-registration', 'data-release', operationId, async (user, waiting) => {
      if (username !== undefined && (await this.find({ username })).some((account) => account.ref !== ref)) throw new DirectoryTaken('username');
      const { change, attributes } = this.#profile(data);
      await this.letIn(ref, () => this.#write(user, { ...change, ...(username !== undefined && { username }), ...lettingIn(user, { ...waiting, isConfirmed: false }) }, { ...attributes, ...this.#noRegistration }));
    });
  }

  override async approveRegistration(ref: string, operationId: string): Promise<void> {
    await this.#decide(ref, 'approve-registration', 'approval', operationId, async (user, waiting) => this.letIn(ref, () => this.#write(user, lettingIn(user, waiting), this.#noRegistration)));
  }

  /** Where nothing is written down of a registration, only Rekey remembers that it was refused. */
  override async refuseRegistration(ref: string, operationId: string): Promise<void> {
    await this.#decide(ref, 'refuse-registration', undefined, operationId, async (user) => {
      await this.#write(user, { enabled: false }, this.#noRegistration);
      return { stopped: { as: 'disabled', before: 'disabled' } };
    });
  }

  /** All that a decision changes it changes at once: what shows no registration any more was decided. */
  async #decide(ref: string, kind: string, waitsFor: Registration['waitsFor'] | undefined, operationId: string, work: (user: User, waiting: ReadRegistration) => Promise<Partial<Note> | void>): Promise<void> {
    const waits = async (user: User): Promise<ReadRegistration | undefined> => waitingFrom(user, this.parts.settings, await this.memory.noteOf(ref), this.memory.now());
    const mayDecide = async (): Promise<void> => {
      const waiting = await waits(await this.#users.existing(ref));
      if (!waiting || (waitsFor !== undefined && waiting.registration.waitsFor !== waitsFor)) throw new DirectoryRefused(`the registration of account ${ref} does not wait for ${waitsFor ?? 'anything'}`);
    };
    await this.decideOnce(ref, kind, operationId, mayDecide, async () => {
      const user = await this.#users.existing(ref);
      const waiting = await waits(user);
      return waiting && work(user, waiting);
    });
  }

  override async waitingRegistrations(): Promise<readonly Account[]> {
    if (!this.abilities.waitingRegistrations) throw new DirectoryCannot('waitingRegistrations');
    const found: User[] = [];
    for (let first = 0; first < MOST_SWITCHED_OFF; first += PAGE) {
      const page = await this.#users.page('enabled=false', first, PAGE);
      const notes = await this.memory.notesOf(page.map(({ id }) => id));
      found.push(...page.filter((user) => isPerson(user) && !['confirmation', undefined].includes(waitingFrom(user, this.parts.settings, notes.get(user.id)!, this.memory.now())?.registration.waitsFor)));
      if (page.length < PAGE) break;
    }
    // Each account costs a few calls: only those are read that are shown.
    return longestWaiting(await this.#read(found.toSorted((one, other) => (one.createdTimestamp ?? 0) - (other.createdTimestamp ?? 0)).slice(0, MOST_WAITING_READ)));
  }

  /** Whom the account's own attribute names, by reference, user name or address, and who leads its groups; only who is one account of the realm. */
  override async mayVouchFor(ref: string): Promise<Relation[]> {
    const { manager } = this.#attributes;
    const { groupLeaders } = this.parts.settings;
    if (!this.abilities.vouchers) throw new DirectoryCannot('vouchers');
    const user = await this.#users.existing(ref);
    const groups = groupLeaders === undefined ? [] : await this.#standing.groups(ref);
    const named = [
      ...(manager === undefined ? [] : (user.attributes[manager] ?? [])).map((name) => ({ kind: 'manager' as const, name })),
      ...groups.flatMap(({ attributes }) => attributes[groupLeaders!] ?? []).map((name) => ({ kind: 'teacher' as const, name })),
    ];
    const relations = await inTurn(named.slice(0, MOST_FOUND), async ({ kind, name }) => {
      const who = await this.#named(name);
      return who === undefined || who.id === ref ? [] : [{ kind, ref: who.id, displayName: `${who.firstName ?? ''} ${who.lastName ?? ''}`.trim(), address: addressesOf(who, this.#attributes)[0] ?? null }];
    });
    return [...new Map(relations.flat().map((relation) => [relation.ref, relation])).values()];
  }

  async #named(name: string): Promise<User | undefined> {
    const known = await this.#users.get(name);
    if (known) return known;
    const query = { username: name, ...(name.includes('@') && { address: name }) };
    const found = await inTurn(searchesFor(query, this.#attributes), (search) => this.#users.search(search, 0, MOST_FOUND));
    const [one, ...others] = [...new Map(found.flat().filter((user) => this.#fits(user, query)).map((user) => [user.id, user])).values()];
    return others.length === 0 ? one : undefined;
  }

  get #noRegistration(): Readonly<Record<string, readonly string[]>> {
    return this.#attributes.registration === undefined ? {} : { [this.#attributes.registration]: [] };
  }

  #isWaitingByAttribute(user: User): boolean {
    return registrationFrom(firstOf(user, this.#attributes.registration), this.memory.now()) !== undefined;
  }

  override async requirePasswordChange(ref: string, operationId: string): Promise<void> {
    await this.requireChangeOnce(ref, operationId, async () => {
      const { requiredActions } = await this.#users.existing(ref);
      await this.#users.change(ref, { requiredActions: [...new Set([...requiredActions, 'UPDATE_PASSWORD'])] });
      await this.#users.logout(ref);
    });
  }

  override async endSessions(ref: string, operationId: string): Promise<void> {
    await this.memory.through(operationId, ref, 'end-sessions', async () => {
      await this.#users.existing(ref);
      await this.#users.logout(ref);
    });
  }

  protected addressIdOf(address: string): string {
    return addressIdOf(address);
  }

  protected async addressesAt(ref: string): Promise<AddressList> {
    return addressListOf(await this.#users.existing(ref), this.#attributes);
  }

  protected async writeAddresses(ref: string, { main, seconds }: AddressList): Promise<void> {
    const user = await this.#users.existing(ref);
    const before = addressListOf(user, this.#attributes);
    const name = this.#attributes.secondMail;
    const isSameMain = main === undefined || (before.main !== undefined && canonicalAddress(main) === canonicalAddress(before.main));
    const isSameRest = seconds.join('\n') === before.seconds.join('\n');
    await this.#write(user, isSameMain ? {} : { email: main, emailVerified: true }, name === undefined || isSameRest ? {} : { [name]: seconds });
  }

  protected override async confirmMain(ref: string): Promise<void> {
    await this.#users.change(ref, { emailVerified: true });
  }

  override async changeUsername(ref: string, username: string, operationId: string): Promise<void> {
    await this.memory.through(operationId, ref, 'change-username', async () => {
      const user = await this.#users.existing(ref);
      if ((await this.find({ username })).some((account) => account.ref !== ref)) throw new DirectoryTaken('username');
      if (canonicalUsername(user.username) !== canonicalUsername(username)) await this.#users.change(ref, { username });
    });
  }

  override async updateProfile(ref: string, changes: ProfileChanges, operationId: string): Promise<void> {
    await this.memory.through(operationId, ref, 'update-profile', async () => {
      const { change, attributes } = this.#profile(changes);
      await this.#write(await this.#users.existing(ref), change, attributes);
    });
  }

  #profile({ givenName, familyName, ...changes }: ProfileChanges): { readonly change: UserChange; readonly attributes: Readonly<Record<string, readonly string[]>> } {
    const places = { organisation: this.#attributes.organisation, phone: this.#attributes.phone, locale: 'locale' } as const;
    const attributes: Record<string, string[]> = {};
    for (const [field, place] of Object.entries(places)) {
      const value = changes[field as keyof typeof places];
      if (value !== undefined && place !== undefined) attributes[place] = value === '' ? [] : [value];
    }
    return { change: { ...(givenName !== undefined && { firstName: givenName }), ...(familyName !== undefined && { lastName: familyName }) }, attributes };
  }

  override async resetSecondFactor(ref: string, operationId: string): Promise<void> {
    await this.memory.through(operationId, ref, 'reset-second-factor', async () => {
      await this.#users.existing(ref);
      for (const { id } of (await this.#users.credentials(ref)).filter(isSecondFactor)) await this.#users.deleteCredential(ref, id);
      await this.#users.logout(ref);
    });
  }

  protected async removeAccount(ref: string): Promise<void> {
    await this.#users.delete(ref);
  }

  /** In the order of user names; `after` is the number of those before. */
  override async list({ group, after, limit }: { readonly group?: string | undefined; readonly after?: string | undefined; readonly limit: number }): Promise<AccountPage> {
    const name = this.#attributes.group;
    if (group !== undefined && name === undefined) throw new DirectoryRefused('the profile names no attribute that holds the group');
    const first = Math.max(0, Number.parseInt(after ?? '0', 10) || 0);
    const query = group === undefined ? '' : new URLSearchParams({ q: attributeSearch(name!, group) }).toString();
    const users = await this.#users.page(query, first, limit + 1);
    // Keycloak finds in any case of letters.
    const accounts = await this.#read(users.slice(0, limit).filter((user) => isPerson(user) && (group === undefined || firstOf(user, name) === group)));
    return { accounts, next: users.length > limit ? String(first + limit) : null };
  }

  override examine(): Promise<readonly DirectoryFinding[]> {
    return examineKeycloak({ line: this.#line, users: this.#users, standing: this.#standing, namedGroups: this.#namedGroups, settings: this.parts.settings });
  }

  /** One at a time for each account: two writers of the same password make Keycloak fail (500) for one of them. */
  protected writePassword(ref: string, password: Secret, { mustChange }: { readonly mustChange: boolean }): Promise<void> {
    const before = this.#writing.get(ref) ?? Promise.resolve();
    const mine = before.catch(() => undefined).then(async () => {
      await this.#users.resetPassword(ref, asTyped(password), mustChange);
      await this.#clearLock(await this.#users.existing(ref));
      await this.#users.logout(ref);
    }).finally(() => {
      if (this.#writing.get(ref) === mine) this.#writing.delete(ref);
    });
    this.#writing.set(ref, mine);
    return mine;
  }

  /** Asked by signing in as the person with our own client, where it may. @throws DirectoryUnreachable when the realm gives no answer about the password */
  protected async passwordIs(ref: string, password: Secret): Promise<boolean> {
    return this.#signIns.passwordIs(await this.#users.existing(ref), password);
  }

  /** A direct grant with both, for accounts that have an authenticator. What it says no to, and what nobody can tell, is a no. @throws DirectoryUnreachable when the realm gives no answer about them, or may not be asked now */
  override async verifySignIn(ref: string, { password, code }: { readonly password: Secret; readonly code: Secret }): Promise<boolean> {
    if (!this.abilities.checkSignIn) throw new DirectoryCannot('checkSignIn');
    return this.#signIns.opens(await this.#users.existing(ref), password, code.reveal());
  }

  /** Who waits by what the portal wrote is let in by a decision, not by the end of a freeze. */
  protected async setEnabled(ref: string, enabled: boolean): Promise<void> {
    await this.#users.change(ref, { enabled: enabled && !this.#isWaitingByAttribute(await this.#users.existing(ref)) });
  }

  protected async isShut(ref: string): Promise<boolean | undefined> {
    const user = await this.#users.get(ref);
    return user && !user.enabled;
  }

  /** Whoever never confirmed is switched on as well, and kept out by the required action. */
  protected override isEnabledAs(state: Account['state']): boolean {
    return state !== 'disabled';
  }

  protected override async signOut(ref: string): Promise<void> {
    await this.#users.logout(ref);
  }

  /** A lock by wrong passwords, also one for good; what Rekey stopped stays stopped. */
  async #clearLock(user: User): Promise<void> {
    await this.#users.forgetWrongPasswords(user.id);
    const isStopped = async (): Promise<boolean> => standingStop(await this.memory.noteOf(user.id)) !== null;
    if (!isLockedForGood(user) || (await isStopped())) return;
    await this.#users.change(user.id, { enabled: true });
    // Somebody froze it at this very moment.
    if (await isStopped()) await this.#users.change(user.id, { enabled: false });
  }

  /** With `attributes` Keycloak replaces the whole user, so everything goes along; read back, since a realm drops unknown attributes silently. */
  async #write(user: User, change: UserChange, attributes: Readonly<Record<string, readonly string[]>>): Promise<void> {
    const { username, email, firstName, lastName } = user;
    const whole = { username, ...(email !== undefined && { email }), ...(firstName !== undefined && { firstName }), ...(lastName !== undefined && { lastName }) };
    const changed = Object.entries(attributes);
    if (changed.length === 0 && Object.keys(change).length === 0) return;
    await this.#users.change(user.id, changed.length === 0 ? change : { ...whole, ...change, attributes: { ...user.attributes, ...attributes } });
    const after = await this.#users.existing(user.id);
    const lost = changed.filter(([name, values]) => values.join('\n') !== (after.attributes[name] ?? []).join('\n')).map(([name]) => name);
    if (lost.length > 0) throw new DirectoryRefused(`the realm's user profile does not take: ${lost.join(', ')}`);
  }

  override async mustBeUsable(): Promise<void> {
    await super.mustBeUsable();
    await this.#namedGroups.mustBeReadable();
  }

  async #read(users: readonly User[]): Promise<Account[]> {
    if (users.length > 0) await this.#namedGroups.mustBeReadable();
    const notes = await this.memory.notesOf(users.map(({ id }) => id));
    return inTurn(users, async (user) => {
      const note = notes.get(user.id)!;
      const [credentials, isLocked, { privileged, excluded }] = await Promise.all([this.#users.credentials(user.id), this.#users.isLocked(user.id), this.#standing.of(user.id)]);
      const phonesSince = await this.memory.sinceOf(user.id, phonesOf(user, this.#attributes), note);
      return accountFrom(user, { attributes: this.#attributes, note, credentials, isLocked, privileged, excluded, phonesSince, waiting: waitingFrom(user, this.parts.settings, note, this.memory.now()), now: this.memory.now() });
    });
  }

  #fits(user: User, query: AccountQuery): boolean {
    const { username, firstName = '', lastName = '' } = user;
    return fits({ username, givenName: firstName, familyName: lastName, addresses: addressesOf(user, this.#attributes), facts: factsOf(user, this.#attributes) }, query);
  }
}
