import { canonicalAddress, hashToken, parseAddress, type Secret } from '#kernel';
import type { SettingsOf } from '#portals';
import type { z } from 'zod';
import { DirectoryCannot, DirectoryRefused, DirectoryTaken, DirectoryUnreachable } from '../../directory.faults.js';
import { abilitiesOf, USER_TYPES, type Account, type AccountPage, type AccountQuery, type DirectoryAbilities, type FactName, type ProfileChanges } from '../../directory.js';
import type { AddressList } from '../../domain/address-list.js';
import { canonicalName, compareFacts, factsFrom, fits } from '../../domain/canonical.js';
import { callJson, type JsonRequest } from '../http/json-call.js';
import type { DirectoryParts } from '../chosen-directories.js';
import { RemoteDirectory } from '../remote/remote-directory.js';
import type { Note } from '../remote/directory-memory.js';
import { ENTERPRISE_SCHEMA, PATCH_SCHEMA, quoted, ScimError, ScimList, SCIM_TYPE, ScimUser } from './scim-wire.js';

const MOST_FOUND = 10;
/** Roles whose bearers stand over others, by the words services use. */
const PRIVILEGED_ROLE = /admin|owner|operator/i;

/**
 * A service that speaks SCIM 2.0 (RFC 7643, 7644). It knows no must-change and no lock, so there is no temporary
 * password: links only. Many services take a password and ignore it; `passwordWorks` says that this one does not.
 */
export class ScimDirectory extends RemoteDirectory {
  readonly abilities: DirectoryAbilities = abilitiesOf('changeAddress', 'secondAddresses', 'changeUsername', 'updateProfile', 'deleteAccount', 'list');

  constructor(private readonly parts: DirectoryParts<SettingsOf<'scim'>>) {
    super(parts.memory);
  }

  async find(query: AccountQuery): Promise<Account[]> {
    const filter = filterFor(query);
    if (filter === undefined) return [];
    const { Resources: users = [] } = await this.#ask(ScimList, { method: 'GET', path: `/Users?${new URLSearchParams({ filter, count: '50' })}` });
    return this.#read(users.filter((user) => fits(knownOf(user), query)).slice(0, MOST_FOUND));
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
  override scramble(_ref: string, _operationId: string): Promise<void> {
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
    await this.#call({ method: 'DELETE', path: `/Users/${encodeURIComponent(ref)}` }, [404]);
  }

  /** `after` is the number of the next user; services keep an order of their own (RFC 7644 section 3.4.2.4). */
  override async list({ group, after, limit }: { readonly group?: string | undefined; readonly after?: string | undefined; readonly limit: number }): Promise<AccountPage> {
    const startIndex = Number(after ?? '1');
    const query = new URLSearchParams({ startIndex: String(startIndex), count: String(limit), ...(group !== undefined && { filter: `${ENTERPRISE_SCHEMA}:department eq ${quoted(group)}` }) });
    const { totalResults, Resources: users = [] } = await this.#ask(ScimList, { method: 'GET', path: `/Users?${query}` });
    // Services without paging give everything each time (RFC 7644 section 3.4.2.4 lets them).
    const page = users.length > limit ? users.slice(startIndex - 1, startIndex - 1 + limit) : users;
    const next = startIndex + page.length;
    return { accounts: await this.#read(page), next: page.length > 0 && next <= totalResults ? String(next) : null };
  }

  protected async writePassword(ref: string, password: Secret): Promise<void> {
    if (!this.parts.settings.passwordWorks) throw new DirectoryRefused('this service is not known to take passwords (passwordWorks)');
    await this.#patch(ref, [{ op: 'replace', path: 'password', value: password.reveal().normalize('NFKC') }]);
  }

  /** `password` is write-only (RFC 7643 section 4.1.1): nobody can tell. */
  protected passwordIs(): Promise<boolean> {
    return Promise.resolve(false);
  }

  protected async setEnabled(ref: string, enabled: boolean): Promise<void> {
    await this.#patch(ref, [{ op: 'replace', path: 'active', value: enabled }]);
  }

  async #read(users: readonly ScimUser[]): Promise<Account[]> {
    const notes = await this.memory.notesOf(users.map(({ id }) => id));
    return Promise.all(users.map(async (user) => {
      const note = notes.get(user.id)!;
      return accountFrom(user, note, await this.memory.sinceOf(user.id, (user.phoneNumbers ?? []).map(({ value }) => value), note), this.memory.now());
    }));
  }

  async #user(ref: string): Promise<ScimUser | undefined> {
    const { status, body } = await this.#call({ method: 'GET', path: `/Users/${encodeURIComponent(ref)}` }, [404]);
    return status === 404 ? undefined : parsed(ScimUser, body);
  }

  async #existingUser(ref: string): Promise<ScimUser> {
    const user = await this.#user(ref);
    if (!user) throw new DirectoryRefused(`there is no account ${ref}`);
    return user;
  }

  async #patch(ref: string, operations: readonly object[]): Promise<void> {
    if (operations.length > 0) await this.#call({ method: 'PATCH', path: `/Users/${encodeURIComponent(ref)}`, body: { schemas: [PATCH_SCHEMA], Operations: operations } });
  }

  async #ask<Type extends z.ZodType>(shape: Type, request: { readonly method: 'GET'; readonly path: string }): Promise<z.output<Type>> {
    return parsed(shape, (await this.#call(request)).body);
  }

  async #call({ method, path, body }: { readonly method: JsonRequest['method']; readonly path: string; readonly body?: object }, expected: readonly number[] = []): Promise<{ readonly status: number; readonly body: unknown }> {
    const { portalKey, settings, secrets } = this.parts;
    const token = await secrets.of(portalKey);
    if (!token) throw new DirectoryUnreachable(`no token was set for ${portalKey}: rekey directory secret ${portalKey}`);
    const answer = await callJson({
      url: `${settings.url.replace(/\/$/, '')}${path}`, method, timeoutMs: settings.timeoutSeconds * 1_000, ...(body && { body: JSON.stringify(body) }),
      headers: { authorization: `Bearer ${token.reveal()}`, accept: SCIM_TYPE, ...(body && { 'content-type': SCIM_TYPE }) },
    });
    // What stands in front of the service (a proxy, a sign-in page) answers too, and in no JSON: nothing was done by that.
    if (answer.status !== 204 && answer.status !== 401 && answer.body === undefined) throw new DirectoryUnreachable(`${settings.url} answered ${answer.status} without JSON`);
    if (answer.status < 300 || expected.includes(answer.status)) return answer;
    // The token, not the account: nothing is wrong with what was asked.
    if (answer.status === 401) throw new DirectoryUnreachable(`${settings.url} does not take our token`);
    const { scimType, detail } = ScimError.safeParse(answer.body).data ?? {};
    if (answer.status === 409 || scimType === 'uniqueness') throw new DirectoryTaken(/user ?name/i.test(detail ?? '') ? 'username' : 'address');
    throw new DirectoryRefused(`${method} ${path.split('?')[0]?.replace(/\/Users\/.*/, '/Users/…')}: ${answer.status} ${scimType ?? ''}`.trim());
  }
}

function parsed<Type extends z.ZodType>(shape: Type, body: unknown): z.output<Type> {
  const read = shape.safeParse(body);
  if (read.success) return read.data;
  throw new DirectoryRefused(`the service answered with something else: ${read.error.issues[0]?.path.join('.')}`);
}

function idOf(address: string): string {
  return hashToken(`scim-address:${canonicalAddress(address)}`).slice(0, 24);
}

function accountFrom(user: ScimUser, note: Note, phonesSince: ReadonlyMap<string, Date>, now: Date): Account {
  const enterprise = user[ENTERPRISE_SCHEMA];
  const [givenName, familyName] = [user.name?.givenName ?? '', user.name?.familyName ?? ''];
  return {
    ref: user.id, username: user.userName, displayName: `${givenName} ${familyName}`.trim(), locale: user.preferredLanguage?.toLowerCase().startsWith('en') ? 'en' : 'de',
    userType: USER_TYPES.find((one) => one === user.userType) ?? 'customer', state: note.stopped?.as === 'frozen' ? 'frozen' : user.active === false ? 'disabled' : 'active',
    privileged: (user.roles ?? []).some(({ value }) => PRIVILEGED_ROLE.test(value)), excluded: false, hasSecondFactor: false, mustChangePassword: false, temporaryPasswordExpiresAt: null, passwordChangedAt: null, lastSignInAt: null,
    organisation: enterprise?.organization ?? null, addresses: addressesOf(user).map((address, at) => ({ id: idOf(address), address, kind: at === 0 ? 'primary' : 'second', confirmedAt: note.unconfirmed?.includes(idOf(address)) ? null : user.meta?.created ?? null })),
    phones: (user.phoneNumbers ?? []).map(({ value }) => ({ id: hashToken(`scim-phone:${value}`).slice(0, 24), number: value, since: phonesSince.get(value) ?? now })),
    postalAddressSince: null, registration: null, group: enterprise?.department ?? null, pinAreas: [], legacy: false,
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

/** At least what the query asks for; services compare in ways of their own, so hits are compared again. */
function filterFor({ address, username, customerNumber, name }: AccountQuery): string | undefined {
  const words = name === undefined ? [] : (canonicalName(name)?.split(' ') ?? []);
  const either = [
    ...(address ? [`emails.value eq ${quoted(address)}`] : []), ...(username ? [`userName eq ${quoted(username)}`] : []), ...(longestRun(customerNumber).length >= 3 ? [`${ENTERPRISE_SCHEMA}:employeeNumber co ${quoted(longestRun(customerNumber))}`] : []),
    ...words.slice(1).map((_, at) => `(name.givenName eq ${quoted(words.slice(0, at + 1).join(' '))} and name.familyName eq ${quoted(words.slice(at + 1).join(' '))})`),
  ];
  return either.length === 0 ? undefined : either.join(' or ');
}

/** `kd 4711` and `KD-4711` are the same number; what they share for certain is the longest run of letters and digits. */
function longestRun(value = ''): string {
  return (value.match(/[0-9A-Za-z]+/g) ?? []).reduce((longest, run) => (run.length > longest.length ? run : longest), '');
}
