import { Attribute, Change, type Client, type Entry, NoSuchObjectError } from 'ldapts';
import { canonicalAddress, parseAddress, type Secret } from '#kernel';
import type { SettingsOf } from '#portals';
import { DirectoryCannot, DirectoryRefused, DirectoryTaken } from '../../directory.faults.js';
import {
  abilitiesOf, type Account, type AccountPage, type AccountQuery, type DirectoryAbilities, type DirectoryFinding, type FactName, type ProfileChanges,
} from '../../directory.js';
import { canonicalName, canonicalUsername, compareFacts, FACT_NAMES, keysFor, searchKeysOf } from '../../domain/canonical.js';
import { RemoteDirectory } from '../remote/remote-directory.js';
import type { DirectoryParts } from '../chosen-directories.js';
import { ACTIVE_DIRECTORY } from './active-directory.js';
import { textOf, type LdapAttributes, type LdapDialect } from './dialect.js';
import { accountFrom, addressesOf, addressIdOf, phonesOf } from './entry-to-account.js';
import { filterFor } from './ldap-filter.js';
import { LdapLine } from './ldap-line.js';
import { OPENLDAP } from './openldap.js';

const DIALECTS = { openldap: OPENLDAP, 'active-directory': ACTIVE_DIRECTORY, ucs: ACTIVE_DIRECTORY } as const satisfies Record<SettingsOf<'ldap'>['flavour'], LdapDialect>;

const MOST_FOUND = 10;
/** A loose filter may find more than fits; beyond that the answer would be a guess. */
const MOST_LOOKED_AT = 200;
const PAGE = 500;

/** OpenLDAP, Active Directory and what behaves like them. See LDAP.md for the account with least rights. */
export class LdapDirectory extends RemoteDirectory {
  readonly abilities: DirectoryAbilities = abilitiesOf('temporaryPassword', 'unlock', 'requirePasswordChange', 'changeAddress', 'changeUsername', 'updateProfile', 'deleteAccount', 'list');
  readonly #dialect: LdapDialect;
  readonly #attributes: LdapAttributes;
  readonly #line: LdapLine;

  constructor(private readonly parts: DirectoryParts<SettingsOf<'ldap'>>) {
    super(parts.memory);
    this.#dialect = DIALECTS[parts.settings.flavour];
    this.#attributes = { ...this.#dialect.attributes, ...parts.settings.attributes };
    this.#line = new LdapLine(parts);
  }

  async find(query: AccountQuery): Promise<Account[]> {
    const filter = filterFor(query, this.#attributes, this.#accounts());
    if (filter === undefined) return [];
    const entries = (await this.#search(filter, MOST_LOOKED_AT)).filter((entry) => this.#fits(entry, query));
    return this.#read(entries.slice(0, MOST_FOUND));
  }

  async get(ref: string): Promise<Account | undefined> {
    const entry = await this.#entry(ref);
    return entry && (await this.#read([entry]))[0];
  }

  async compareFacts(ref: string, facts: Partial<Record<FactName, string>>) {
    return compareFacts(this.#factsOf(await this.#existing(ref)), facts);
  }

  async unlock(ref: string, operationId: string): Promise<void> {
    await this.#change(ref, 'unlock', operationId, (dn) => this.#dialect.unlock(this.#line, dn));
  }

  activate(): Promise<void> {
    return Promise.reject(new DirectoryCannot('activate'));
  }

  override async requirePasswordChange(ref: string, operationId: string): Promise<void> {
    await this.memory.through(operationId, ref, 'require-password-change', async () => {
      await this.#dialect.requireChange(this.#line, (await this.#existing(ref)).dn);
      return { temporaryUntil: null };
    });
  }

  override async changeAddress(ref: string, { replaces, address }: { readonly replaces: string; readonly address: string }, operationId: string): Promise<void> {
    const given = parseAddress(address);
    if (!given) throw new DirectoryRefused('that is not an address');
    await this.memory.through(operationId, ref, 'change-address', async () => {
      const entry = await this.#existing(ref);
      if ((await this.find({ address: given })).some((account) => account.ref !== ref)) throw new DirectoryTaken('address');
      const present = addressesOf(entry, this.#attributes);
      if (!present.some((one) => addressIdOf(one) === replaces)) {
        // By the same operation, before somebody died.
        if (present.some((one) => canonicalAddress(one) === canonicalAddress(given))) return;
        throw new DirectoryRefused(`account ${ref} has no address ${replaces}`);
      }
      const isOld = (one: string): boolean => addressIdOf(one) === replaces;
      for (const attribute of [this.#attributes.mail, this.#attributes.secondMails]) {
        const values = attribute === undefined ? [] : [entry[attribute] ?? []].flat().map(String);
        if (attribute !== undefined && values.some(isOld)) await this.#replace(entry.dn, attribute, values.map((one) => (isOld(one) ? given : one)));
      }
    });
  }

  override async changeUsername(ref: string, username: string, operationId: string): Promise<void> {
    await this.memory.through(operationId, ref, 'change-username', async () => {
      const entry = await this.#existing(ref);
      if ((await this.find({ username })).some((account) => account.ref !== ref)) throw new DirectoryTaken('username');
      if (textOf(entry, this.#attributes.username) !== username) await this.#dialect.rename(this.#line, entry.dn, username);
    });
  }

  override async updateProfile(ref: string, changes: ProfileChanges, operationId: string): Promise<void> {
    const names = { givenName: this.#attributes.givenName, familyName: this.#attributes.familyName, organisation: this.#attributes.organisation, phone: this.#attributes.phone, locale: 'preferredLanguage' } as const;
    await this.#change(ref, 'update-profile', operationId, async (dn) => {
      for (const [field, attribute] of Object.entries(names)) {
        const value = changes[field as keyof ProfileChanges];
        if (value !== undefined && attribute !== undefined) await this.#replace(dn, attribute, value === '' ? [] : [value]);
      }
    });
  }

  protected async removeAccount(ref: string): Promise<void> {
    const entry = await this.#entry(ref);
    if (entry) await this.#line.ask('delete', (client) => client.del(entry.dn));
  }

  /** In the order of the references: directories sort by nothing that lasts. */
  override async list({ group, after, limit }: { readonly group?: string | undefined; readonly after?: string | undefined; readonly limit: number }): Promise<AccountPage> {
    const filter = group === undefined ? this.#accounts() : `(&${this.#accounts()}(${this.#attributes.group ?? 'ou'}=${group.replace(/[\\*()\u0000]/g, (sign) => `\\${sign.charCodeAt(0).toString(16).padStart(2, '0')}`)}))`;
    const refs = (await this.#search(filter, Number.POSITIVE_INFINITY)).map((entry) => ({ ref: this.#dialect.idOf(entry), entry })).sort((one, other) => (one.ref < other.ref ? -1 : 1)).filter(({ ref }) => after === undefined || ref > after);
    const page = refs.slice(0, limit);
    return { accounts: await this.#read(page.map(({ entry }) => entry)), next: refs.length > limit ? page.at(-1)!.ref : null };
  }

  override async examine(): Promise<readonly DirectoryFinding[]> {
    const entries = await this.#search(this.#accounts(), 1);
    const found = entries.length > 0;
    return [
      { what: 'search', ok: found, detail: found ? 'accounts are found' : `no account under ${this.parts.settings.baseDn}`, cure: 'check baseDn and filter in the profile, and whether our account may search there' },
      ...(await this.#dialect.rights(this.#line, entries[0]?.dn)),
    ];
  }

  close(): Promise<void> {
    return this.#line.close();
  }

  protected async writePassword(ref: string, password: Secret, mustChange: boolean): Promise<void> {
    await this.#dialect.writePassword(this.#line, (await this.#existing(ref)).dn, password, mustChange);
  }

  /** Asked by signing in as the person, so a wrong guess counts there as one; setting a password forgives it. */
  protected async passwordIs(ref: string, password: Secret): Promise<boolean> {
    const { opens, said } = await this.#line.opens((await this.#existing(ref)).dn, password);
    return opens || this.#dialect.saysRightButMustChange(said);
  }

  protected async setEnabled(ref: string, enabled: boolean): Promise<void> {
    await this.#dialect.setEnabled(this.#line, (await this.#existing(ref)).dn, enabled);
  }

  async #change(ref: string, kind: string, operationId: string, work: (dn: string) => Promise<void>): Promise<void> {
    await this.memory.through(operationId, ref, kind, async () => work((await this.#existing(ref)).dn));
  }

  async #read(entries: readonly Entry[]): Promise<Account[]> {
    const notes = await this.memory.notesOf(entries.map((entry) => this.#dialect.idOf(entry)));
    return Promise.all(entries.map(async (entry) => {
      const note = notes.get(this.#dialect.idOf(entry))!;
      const username = textOf(entry, this.#attributes.username) ?? '';
      const isInAny = async (groups: readonly string[]): Promise<boolean> => (await Promise.all(groups.map((group) => this.#dialect.isMember(this.#line, entry.dn, username, group)))).some(Boolean);
      return accountFrom(entry, {
        dialect: this.#dialect, attributes: this.#attributes, note, privileged: await isInAny(this.parts.settings.privilegedGroups), excluded: await isInAny(this.parts.settings.excludedGroups),
        phonesSince: await this.memory.sinceOf(this.#dialect.idOf(entry), phonesOf(entry, this.#attributes), note), now: this.memory.now(),
      });
    }));
  }

  /** Servers compare more loosely than the desk may (T6). */
  #fits(entry: Entry, query: AccountQuery): boolean {
    const keys = searchKeysOf({ givenName: textOf(entry, this.#attributes.givenName) ?? '', familyName: textOf(entry, this.#attributes.familyName) ?? '', facts: this.#factsOf(entry) });
    const wanted = keysFor({ ...query, name: query.name === undefined ? undefined : canonicalName(query.name) });
    return (query.address !== undefined && addressesOf(entry, this.#attributes).some((address) => canonicalAddress(address) === canonicalAddress(query.address!)))
      || (query.username !== undefined && canonicalUsername(textOf(entry, this.#attributes.username) ?? '') === canonicalUsername(query.username))
      || wanted.some((key) => keys.includes(key));
  }

  #factsOf(entry: Entry): Partial<Record<FactName, string>> {
    const known = FACT_NAMES.map((name) => [name, textOf(entry, this.#attributes[name])] as const).filter((pair): pair is [FactName, string] => pair[1] !== undefined);
    return Object.fromEntries(known);
  }

  async #entry(ref: string): Promise<Entry | undefined> {
    const place = this.#dialect.placeOf(ref);
    const [entry] = place === undefined ? [] : await this.#search(`(&${this.#accounts()}${place.filter})`, 1, place.base);
    // An entry that was moved out of the portal's tree is no account of the portal any more.
    return entry?.dn.toLowerCase().endsWith(`,${this.parts.settings.baseDn.toLowerCase()}`) ? entry : undefined;
  }

  async #existing(ref: string): Promise<Entry> {
    const entry = await this.#entry(ref);
    if (!entry) throw new DirectoryRefused(`there is no account ${ref}`);
    return entry;
  }

  async #replace(dn: string, type: string, values: string[]): Promise<void> {
    await this.#line.ask(`write ${type}`, (client) => client.modify(dn, new Change({ operation: 'replace', modification: new Attribute({ type, values }) })));
  }

  /** Page by page, so that a server's size limit is no limit for us. */
  async #search(filter: string, most: number, base?: string): Promise<Entry[]> {
    const wanted = [...new Set([...Object.values(this.#attributes), ...this.#dialect.stateAttributes, 'preferredLanguage'])];
    return this.#line.ask('search', async (client: Client) => {
      const entries: Entry[] = [];
      try {
        for await (const { searchEntries } of client.searchPaginated(base ?? this.parts.settings.baseDn, { scope: base === undefined ? 'sub' : 'base', filter, attributes: wanted, explicitBufferAttributes: ['objectGUID'], paged: { pageSize: Math.min(PAGE, most) } })) {
          entries.push(...searchEntries);
          if (entries.length >= most) break;
        }
      } catch (error) {
        if (!(error instanceof NoSuchObjectError)) throw error;
      }
      return entries.slice(0, most === Number.POSITIVE_INFINITY ? undefined : most);
    });
  }

  #accounts(): string {
    return this.parts.settings.filter ?? this.#dialect.filter;
  }
}
