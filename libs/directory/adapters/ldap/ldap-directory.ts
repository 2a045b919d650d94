import { Attribute, Change, type Client, type Entry, NoSuchObjectError } from 'ldapts';
import { canonicalAddress, type Secret } from '#kernel';
import type { SettingsOf } from '#portals';
import { DirectoryCannot, DirectoryRefused, DirectoryTaken } from '../../directory.faults.js';
import {
  abilitiesOf, type Account, type AccountPage, type AccountQuery, type DirectoryAbilities, type DirectoryFinding, type FactName, type ProfileChanges, type Registration, type Relation,
} from '../../directory.js';
import type { AddressList } from '../../domain/address-list.js';
import { compareFacts, factsFrom, fits } from '../../domain/canonical.js';
import { standingStop } from '../../domain/stops.js';
import { RemoteDirectory } from '../remote/remote-directory.js';
import type { DirectoryParts } from '../chosen-directories.js';
import { ACTIVE_DIRECTORY } from './active-directory.js';
import { textOf, textsOf, type EntryState, type LdapAttributes, type LdapDialect } from './dialect.js';
import { accountFrom, addressesOf, addressIdOf, addressListOf, phonesOf, registrationOf } from './entry-to-account.js';
import { isBelow } from './ldap-dn.js';
import { escaped, filtersFor } from './ldap-filter.js';
import { isReadable } from './ldap-groups.js';
import { LdapLine } from './ldap-line.js';
import * as registrations from './ldap-registrations.js';
import { OPENLDAP } from './openldap.js';
import { inTurn } from '../remote/in-turn.js';
import { NamedGroups } from '../remote/named-groups.js';
import { longestWaiting, oldestFirst, waitingForConfirmation } from '../remote/registration-value.js';

const DIALECTS = { openldap: OPENLDAP, 'active-directory': ACTIVE_DIRECTORY, ucs: ACTIVE_DIRECTORY } as const satisfies Record<SettingsOf<'ldap'>['flavour'], LdapDialect>;

const MOST_FOUND = 10;
/** Of each search. A loose filter may find more than fits; beyond that the answer would be a guess. */
const MOST_LOOKED_AT = 200;
const PAGE = 500;
/** So long the names of a list serve for its next page. */
const WALK_MS = 60_000;

/** OpenLDAP, Active Directory and what behaves like them. See LDAP.md for the account with least rights. */
export class LdapDirectory extends RemoteDirectory {
  readonly abilities: DirectoryAbilities;
  readonly #dialect: LdapDialect;
  readonly #attributes: LdapAttributes;
  readonly #line: LdapLine;
  readonly #namedGroups: NamedGroups;
  /** Names of a list that somebody is going through, so that the directory is walked once for all of its pages. */
  #walk: { readonly group: string | undefined; readonly refs: readonly string[]; readonly until: number } | undefined;

  constructor(private readonly parts: DirectoryParts<SettingsOf<'ldap'>>) {
    super(parts.memory);
    this.#dialect = DIALECTS[parts.settings.flavour];
    this.#attributes = { ...this.#dialect.attributes, ...parts.settings.attributes };
    this.#line = new LdapLine(parts);
    this.#namedGroups = new NamedGroups(parts.settings, (group) => isReadable(this.#line, group));
    this.abilities = abilitiesOf(
      'temporaryPassword', 'unlock', 'requirePasswordChange', 'changeAddress', 'changeUsername', 'updateProfile', 'deleteAccount', 'list', 'checkPassword',
      ...(this.#attributes.secondMails === undefined ? [] : ['secondAddresses' as const]), ...(this.#attributes.registration === undefined ? [] : ['activate' as const, 'registrations' as const, 'waitingRegistrations' as const]),
      ...(this.#attributes.manager === undefined ? [] : ['vouchers' as const]),
    );
  }

  async find(query: AccountQuery): Promise<Account[]> {
    const found = new Map<string, Entry>();
    for (const filter of filtersFor(query, this.#attributes, this.#accounts())) {
      for (const entry of await this.#search(filter, MOST_LOOKED_AT)) if (this.#fits(entry, query)) found.set(this.#dialect.idOf(entry), entry);
    }
    return this.#read([...found.values()].slice(0, MOST_FOUND));
  }

  async get(ref: string): Promise<Account | undefined> {
    const entry = await this.#entry(ref);
    return entry && (await this.#read([entry]))[0];
  }

  async compareFacts(ref: string, facts: Partial<Record<FactName, string>>) {
    return compareFacts(this.#factsOf(await this.#existing(ref)), facts);
  }

  /** The manager that the entry names (`manager`, RFC 4524), where that is an account of this portal. */
  override async mayVouchFor(ref: string): Promise<Relation[]> {
    if (!this.abilities.vouchers) throw new DirectoryCannot('vouchers');
    const name = textOf(await this.#existing(ref), this.#attributes.manager);
    const entries = name === undefined || !isBelow(name, this.parts.settings.baseDn) ? [] : await this.#search(this.#accounts(), 1, { base: name });
    return (await this.#read(entries)).map((manager) => ({ kind: 'manager', ref: manager.ref, displayName: manager.displayName, address: manager.addresses[0]?.address ?? null }));
  }

  async unlock(ref: string, operationId: string): Promise<void> {
    await this.#change(ref, 'unlock', operationId, async (dn) => {
      if ((await this.stopOf(ref)) === null) await this.#dialect.unlock(this.#line, dn);
    });
  }

  async activate(ref: string, operationId: string): Promise<void> {
    if (!this.abilities.activate) throw new DirectoryCannot('activate');
    await this.memory.through(operationId, ref, 'activate', async () => {
      const { state } = await this.existing(ref);
      if (state === 'pending-activation') await registrations.letIn(this.#registrations, ref);
      else if (state !== 'active' && state !== 'locked') throw new DirectoryRefused(`account ${ref} waits for no confirmation`);
    });
  }

  override async releaseRegistration(ref: string, { data, username }: { readonly data: ProfileChanges; readonly username?: string | undefined }, operationId: string): Promise<void> {
    await this.#decide(ref, 'release-registration', 'data-release', operationId, async () => {
      const { registration } = (await this.#registrations.read(ref)) ?? {};
      await this.#writeProfile((await this.#existing(ref)).dn, data);
      if (username !== undefined) await this.#rename(ref, username);
      if (registration) await this.#registrations.write(ref, waitingForConfirmation(registration));
    });
  }

  override async approveRegistration(ref: string, operationId: string): Promise<void> {
    await this.#decide(ref, 'approve-registration', 'approval', operationId, () => registrations.approve(this.#registrations, ref));
  }

  override async refuseRegistration(ref: string, operationId: string): Promise<void> {
    await this.#decide(ref, 'refuse-registration', undefined, operationId, () => registrations.refuse(this.#registrations, ref));
  }

  async #decide(ref: string, kind: string, waitsFor: Registration['waitsFor'] | undefined, operationId: string, work: () => Promise<void>): Promise<void> {
    await this.decideOnce(ref, kind, operationId, () => registrations.mustWaitFor(this.#registrations, ref, waitsFor), work);
  }

  /**
   * The marks of all who have one are read, and whole accounts only of those that are shown. What a mark says is no
   * question for the server: many cannot search that attribute by parts (RFC 4517 section 4.2), and then find nobody.
   */
  override async waitingRegistrations(): Promise<readonly Account[]> {
    const { registration } = this.#attributes;
    if (registration === undefined) throw new DirectoryCannot('waitingRegistrations');
    const marks = await this.#search(`(&${this.#accounts()}(${registration}=*))`, Number.POSITIVE_INFINITY, { attributes: [...this.#dialect.idAttributes, registration, 'createTimestamp', 'whenCreated'] });
    const waiting = marks.flatMap((entry) => {
      const read = registrationOf(entry, this.#attributes, this.#dialect, this.memory.now());
      return read === undefined || read.registration.waitsFor === 'confirmation' ? [] : [{ ref: this.#dialect.idOf(entry), registration: read.registration }];
    });
    const notes = await this.memory.notesOf(waiting.map(({ ref }) => ref));
    const shown = oldestFirst(waiting.filter(({ ref }) => standingStop(notes.get(ref)!) === null));
    return longestWaiting(await this.#read(await this.#entries(shown.map(({ ref }) => ref))));
  }

  get #registrations(): registrations.RegistrationDesk {
    return {
      read: async (ref) => registrationOf(await this.#existing(ref), this.#attributes, this.#dialect, this.memory.now()),
      write: async (ref, value) => this.#replace((await this.#existing(ref)).dn, this.#attributes.registration!, value === undefined ? [] : [value]),
      setEnabled: (ref, enabled) => (enabled ? this.letIn(ref, () => this.setEnabled(ref, true)) : this.setEnabled(ref, false)),
    };
  }

  override async requirePasswordChange(ref: string, operationId: string): Promise<void> {
    await this.requireChangeOnce(ref, operationId, async () => this.#dialect.requireChange(this.#line, (await this.#existing(ref)).dn));
  }

  override async changeUsername(ref: string, username: string, operationId: string): Promise<void> {
    await this.memory.through(operationId, ref, 'change-username', () => this.#rename(ref, username));
  }

  override async updateProfile(ref: string, changes: ProfileChanges, operationId: string): Promise<void> {
    await this.#change(ref, 'update-profile', operationId, (dn) => this.#writeProfile(dn, changes));
  }

  async #rename(ref: string, username: string): Promise<void> {
    const entry = await this.#existing(ref);
    if ((await this.find({ username })).some((account) => account.ref !== ref)) throw new DirectoryTaken('username');
    if (textOf(entry, this.#attributes.username) !== username) await this.#dialect.rename(this.#line, entry.dn, username, this.#attributes.username ?? 'uid');
  }

  async #writeProfile(dn: string, changes: ProfileChanges): Promise<void> {
    const names = { givenName: this.#attributes.givenName, familyName: this.#attributes.familyName, organisation: this.#attributes.organisation, phone: this.#attributes.phone, locale: 'preferredLanguage' } as const;
    for (const [field, attribute] of Object.entries(names)) {
      const value = changes[field as keyof ProfileChanges];
      if (value !== undefined && attribute !== undefined) await this.#replace(dn, attribute, value === '' ? [] : [value]);
    }
  }

  protected addressIdOf(address: string): string {
    return addressIdOf(address);
  }

  protected async addressesAt(ref: string): Promise<AddressList> {
    return addressListOf(await this.#existing(ref), this.#attributes);
  }

  /** In one modification. What stood in `mail` beside the main address stays there. */
  protected async writeAddresses(ref: string, { main, seconds }: AddressList): Promise<void> {
    const entry = await this.#existing(ref);
    const { mail, secondMails } = this.#attributes;
    const beside = new Set(textsOf(entry, mail).map(canonicalAddress));
    const staysInMail = (one: string): boolean => secondMails === undefined || beside.has(canonicalAddress(one));
    const wanted = [
      [mail, [...(main === undefined ? [] : [main]), ...seconds.filter(staysInMail)]],
      [secondMails, seconds.filter((one) => !staysInMail(one))],
    ] as const;
    const changes = wanted.flatMap(([attribute, values]) => (attribute === undefined || values.join('\n') === textsOf(entry, attribute).join('\n') ? [] : [replacing(attribute, values)]));
    if (changes.length > 0) await this.#line.change('write the addresses', (client) => client.modify(entry.dn, changes));
  }

  protected async removeAccount(ref: string): Promise<void> {
    const entry = await this.#entry(ref);
    // Somebody else was faster, or we were, before the line broke: it is gone.
    if (entry) await this.#line.change('delete', (client) => client.del(entry.dn).catch(unlessGone));
  }

  /** In the order of the references: directories sort by nothing that lasts. All names are read once, accounts a page at a time. */
  override async list({ group, after, limit }: { readonly group?: string | undefined; readonly after?: string | undefined; readonly limit: number }): Promise<AccountPage> {
    const refs = (await this.#refsOf(group, after === undefined)).filter((ref) => after === undefined || ref > after);
    const page = refs.slice(0, limit);
    return { accounts: await this.#read(await this.#entries(page)), next: refs.length > limit ? page.at(-1)! : null };
  }

  async #refsOf(group: string | undefined, fromTheFirst: boolean): Promise<readonly string[]> {
    const known = this.#walk;
    if (!fromTheFirst && known && known.group === group && known.until > performance.now()) return known.refs;
    const filter = group === undefined ? this.#accounts() : `(&${this.#accounts()}(${this.#attributes.group ?? 'ou'}=${escaped(group)}))`;
    const refs = (await this.#search(filter, Number.POSITIVE_INFINITY, { attributes: this.#dialect.idAttributes })).map((entry) => this.#dialect.idOf(entry)).toSorted();
    this.#walk = { group, refs, until: performance.now() + WALK_MS };
    return refs;
  }

  override async examine(): Promise<readonly DirectoryFinding[]> {
    const entries = await this.#search(this.#accounts(), 1);
    const found = entries.length > 0;
    return [
      { what: 'search', ok: found, detail: found ? 'accounts are found' : `no account under ${this.parts.settings.baseDn}`, cure: 'check baseDn and filter in the profile, and whether our account may search there' },
      ...(await this.#dialect.rights(this.#line, entries[0]?.dn)),
      ...(await this.#namedGroups.examine()),
    ];
  }

  override close(): Promise<void> {
    return this.#line.close();
  }

  protected async writePassword(ref: string, password: Secret, given: { readonly mustChange: boolean; readonly isStopped: boolean }): Promise<void> {
    await this.#dialect.writePassword(this.#line, (await this.#existing(ref)).dn, password, given);
  }

  protected override async mayGetPassword(ref: string, { mustChange }: { readonly mustChange: boolean }): Promise<void> {
    const state = await this.#stateOf(ref);
    if (state.smartCardOnly) throw new DirectoryRefused(`account ${ref} signs in with a smart card only: a password would be a way around it`);
    if (mustChange && state.neverMustChange) throw new DirectoryRefused(`the password of account ${ref} never expires there, so nobody would be asked to change it`);
  }

  protected override async isShutByDate(ref: string): Promise<boolean> {
    const { disabled, switchedOff } = await this.#stateOf(ref);
    return disabled && !switchedOff;
  }

  protected async isShut(ref: string): Promise<boolean | undefined> {
    const entry = await this.#entry(ref);
    return entry && this.#dialect.stateOf(entry, this.memory.now()).disabled;
  }

  async #stateOf(ref: string): Promise<EntryState> {
    return this.#dialect.stateOf(await this.#existing(ref), this.memory.now());
  }

  /** Asked by signing in as the person, so a wrong guess counts there as one; setting a password forgives it. */
  protected async passwordIs(ref: string, password: Secret): Promise<boolean> {
    const { opens, said } = await this.#line.opens((await this.#existing(ref)).dn, password);
    return opens || this.#dialect.saysRightButMustChange(said);
  }

  /**
   * By signing in as the person, on a line of its own, so the directory's own lock counts a wrong one. Who is not let in whatever they
   * type (locked, frozen, must change) is not tried: nobody makes a lock longer through us.
   */
  override async verifyPassword(ref: string, password: Secret): Promise<boolean> {
    const account = await this.get(ref);
    if (account?.state !== 'active' || account.mustChangePassword) return false;
    return (await this.#line.opens((await this.#existing(ref)).dn, password)).opens;
  }

  protected async setEnabled(ref: string, enabled: boolean): Promise<void> {
    await this.#dialect.setEnabled(this.#line, (await this.#existing(ref)).dn, enabled);
  }

  async #change(ref: string, kind: string, operationId: string, work: (dn: string) => Promise<void>): Promise<void> {
    await this.memory.through(operationId, ref, kind, async () => work((await this.#existing(ref)).dn));
  }

  override async mustBeUsable(): Promise<void> {
    await super.mustBeUsable();
    await this.#namedGroups.mustBeReadable();
  }

  async #read(entries: readonly Entry[]): Promise<Account[]> {
    if (entries.length > 0) await this.#namedGroups.mustBeReadable();
    const notes = await this.memory.notesOf(entries.map((entry) => this.#dialect.idOf(entry)));
    return inTurn(entries, async (entry) => {
      const note = notes.get(this.#dialect.idOf(entry))!;
      const username = textOf(entry, this.#attributes.username) ?? '';
      const { privilegedGroups, excludedGroups } = this.parts.settings;
      const standing = await this.#dialect.standingOf(this.#line, entry, { username, privilegedGroups, excludedGroups });
      const isLockOver = this.#dialect.stateOf(entry, this.memory.now()).locked && (await this.#dialect.isLockOver(this.#line, entry));
      return accountFrom(entry, {
        dialect: this.#dialect, attributes: this.#attributes, note, ...standing, isLockOver,
        phonesSince: await this.memory.sinceOf(this.#dialect.idOf(entry), phonesOf(entry, this.#attributes), note), now: this.memory.now(),
      });
    });
  }

  #fits(entry: Entry, query: AccountQuery): boolean {
    const at = (attribute: string | undefined): string => textOf(entry, attribute) ?? '';
    const { username, givenName, familyName } = this.#attributes;
    return fits({ username: at(username), givenName: at(givenName), familyName: at(familyName), addresses: addressesOf(entry, this.#attributes), facts: this.#factsOf(entry) }, query);
  }

  #factsOf(entry: Entry): Partial<Record<FactName, string>> {
    return factsFrom((name) => textOf(entry, this.#attributes[name]));
  }

  async #entry(ref: string): Promise<Entry | undefined> {
    const place = this.#dialect.placeOf(ref);
    const [entry] = place === undefined ? [] : await this.#search(`(&${this.#accounts()}${place.filter})`, 1, { base: place.base });
    // An entry that was moved out of the portal's tree is no account of the portal any more.
    return entry && isBelow(entry.dn, this.parts.settings.baseDn) ? entry : undefined;
  }

  /** Those that are still there. */
  async #entries(refs: readonly string[]): Promise<Entry[]> {
    return (await inTurn(refs, (ref) => this.#entry(ref))).filter((entry) => entry !== undefined);
  }

  async #existing(ref: string): Promise<Entry> {
    const entry = await this.#entry(ref);
    if (!entry) throw new DirectoryRefused(`there is no account ${ref}`);
    return entry;
  }

  async #replace(dn: string, type: string, values: string[]): Promise<void> {
    await this.#line.change(`write ${type}`, (client) => client.modify(dn, replacing(type, values)));
  }

  /** Page by page, so that a server's size limit is no limit for us. */
  async #search(filter: string, most: number, { base, attributes }: { readonly base?: string | undefined; readonly attributes?: readonly string[] } = {}): Promise<Entry[]> {
    const wanted = [...(attributes ?? new Set([...Object.values(this.#attributes), ...this.#dialect.stateAttributes, 'preferredLanguage']))];
    return this.#line.look('search', async (client: Client) => {
      const entries: Entry[] = [];
      const options = { scope: base === undefined ? 'sub' : 'base', filter, attributes: wanted, explicitBufferAttributes: ['objectGUID'], paged: { pageSize: Math.min(PAGE, most) } } as const;
      try {
        for await (const { searchEntries } of client.searchPaginated(base ?? this.parts.settings.baseDn, { ...options, explicitBufferAttributes: [...options.explicitBufferAttributes] })) {
          entries.push(...searchEntries);
          if (entries.length >= most) break;
        }
      } catch (error) {
        unlessGone(error);
      }
      return entries.slice(0, most === Number.POSITIVE_INFINITY ? undefined : most);
    });
  }

  #accounts(): string {
    return this.parts.settings.filter ?? this.#dialect.filter;
  }
}

function replacing(type: string, values: readonly string[]): Change {
  return new Change({ operation: 'replace', modification: new Attribute({ type, values: [...values] }) });
}

/** What is not there counts as gone. */
function unlessGone(error: unknown): void {
  if (!(error instanceof NoSuchObjectError)) throw error;
}
