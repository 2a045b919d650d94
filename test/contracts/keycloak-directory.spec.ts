import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateSync } from 'otplib';
import { newTotpSecret } from '#agents';
import type { KeycloakDirectory } from '#directory';
import { Secret } from '#kernel';
import type { SettingsOf } from '#portals';
import { until } from '../../apps/ops/embedded/processes.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { directoryAt } from '../support/directories/directory-at.js';
import { startKeycloak, type Keycloak, type Realm } from '../support/directories/keycloak.js';
import { signIn } from '../support/directories/keycloak-sign-in.js';
import { registrationText } from '../support/directories/registration-text.js';
import { directoryContract, type AccountToMake } from './directory.contract.js';

async function makeAccount(realm: Realm, { username, givenName, familyName, addresses, phone, facts = {}, state = 'active', privileged, password, group, totpSecret, relations = [], registration, isConfirmed }: AccountToMake): Promise<string> {
  // Without more to tell, "Verify email" alone says that somebody has not finished.
  const isPending = state === 'pending-activation' && registration === undefined;
  const waits = isPending ? undefined : registrationText({ state, ...(registration && { registration }), ...(isConfirmed !== undefined && { isConfirmed }) });
  const attributes = {
    ...(waits !== undefined && { registration: [waits] }), ...(relations.length > 0 && { manager: relations.map((one) => one.ref) }),
    ...(facts.customerNumber && { customer: [facts.customerNumber] }), ...(facts.serialNumber && { serial: [facts.serialNumber] }), ...(facts.birthDate && { birth: [facts.birthDate] }),
    ...(phone && { phone: [phone] }), ...(group && { class: [group] }), ...(addresses.length > 1 && { secondMail: addresses.slice(1) }),
  };
  const { status, location, body } = await realm.admin('POST', '/users', {
    username, email: addresses[0], firstName: givenName, lastName: familyName, enabled: state !== 'disabled' && waits === undefined, emailVerified: !isPending && waits === undefined, requiredActions: isPending ? ['VERIFY_EMAIL'] : [], attributes,
    credentials: [
      { type: 'password', value: password.reveal(), temporary: false },
      ...(totpSecret ? [{ type: 'otp', secretData: JSON.stringify({ value: totpSecret.reveal() }), credentialData: JSON.stringify({ subType: 'totp', digits: 6, period: 30, algorithm: 'HmacSHA1', secretEncoding: 'BASE32' }) }] : []),
    ],
  });
  if (status !== 201) throw new Error(`${username}: ${status} ${JSON.stringify(body)}`);
  const ref = location.split('/').at(-1)!;
  if (privileged) await realm.admin('POST', `/users/${ref}/role-mappings/realm`, [(await realm.admin('GET', '/roles/admin')).body]);
  return ref;
}

/** Keycloak counts in the background: it is asked until it has. */
async function lockByWrongPasswords(realm: Realm, username: string): Promise<void> {
  const { body: [user] = [] } = (await realm.admin('GET', `/users?exact=true&username=${encodeURIComponent(username)}`)) as unknown as { body?: { id: string }[] };
  for (let attempt = 0; attempt < 5; attempt += 1) await realm.signIn(username, 'not the password');
  const isLocked = async (): Promise<boolean> => (await realm.admin('GET', `/attack-detection/brute-force/users/${user!.id}`)).body?.['disabled'] === true;
  if (!(await until(async () => (await isLocked()) || (await realm.signIn(username, 'not the password').then(isLocked)), 30_000, 200))) throw new Error(`${username} is not locked`);
}

let keycloak: Keycloak;
beforeAll(async () => {
  keycloak = await startKeycloak();
});
afterAll(() => keycloak?.stop());

directoryContract('Keycloak', async () => {
  const [realm, fresh] = await Promise.all([keycloak.makeRealm('contract'), freshDatabase()]);
  await realm.letSeeManagement();
  const groupOf = async (name: string, ref: string, above?: string): Promise<string> => {
    const id = (await realm.admin('POST', above === undefined ? '/groups' : `/groups/${above}/children`, { name })).location.split('/').at(-1)!;
    await realm.admin('PUT', `/users/${ref}/groups/${id}`);
    return id;
  };
  const switchElsewhere = async (username: string, enabled: boolean): Promise<void> => {
    const { body: [user] = [] } = (await realm.admin('GET', `/users?exact=true&username=${encodeURIComponent(username)}`)) as unknown as { body?: { id: string }[] };
    await realm.admin('PUT', `/users/${user!.id}`, { enabled });
  };
  return {
    directory: directoryAt(keycloak.url, realm, fresh),
    lowersCase: true,
    naming: (groups) => directoryAt(keycloak.url, realm, fresh, groups),
    missingGroups: ['gone', '/gone', '/gone/too'],
    onlyRelation: 'manager',
    elsewhere: { open: (username) => switchElsewhere(username, true), shut: (username) => switchElsewhere(username, false) },
    promotions: {
      'a role of realm-management': async ({ ref }) => {
        const { clientId, role } = await realm.managementRole('manage-users');
        await realm.admin('POST', `/users/${ref}/role-mappings/clients/${clientId}`, [role]);
      },
      'a realm role that has one in it': async ({ ref }) => {
        await realm.admin('POST', '/roles', { name: 'chief' });
        const { body: chief } = await realm.admin('GET', '/roles/chief');
        await realm.admin('POST', `/roles-by-id/${String(chief!['id'])}/composites`, [(await realm.managementRole('view-users')).role]);
        await realm.admin('POST', `/users/${ref}/role-mappings/realm`, [chief]);
      },
      'a group that is called so': async ({ ref }) => void (await groupOf('Portal-Administratoren', ref)),
    },
    makeAccount: (account) => makeAccount(realm, account),
    signIn: (username, password) => signIn(realm, username, password),
    openSession: async (username, password) => {
      const { body } = await realm.signIn(username, password.reveal());
      return () => realm.stillStands(String(body?.['access_token']));
    },
    lockByWrongPasswords: (username) => lockByWrongPasswords(realm, username),
    behind: (port) => directoryAt(`http://127.0.0.1:${port}`, realm, fresh, { timeoutSeconds: 2 }),
    port: () => Number(new URL(keycloak.url).port),
    powerless: async () => directoryAt(keycloak.url, realm, fresh, { clientId: 'weak' }),
    close: () => fresh.close(),
  };
});

describe('a Keycloak in the field', () => {
  let realm: Realm;
  let fresh: FreshDatabase;
  let directory: KeycloakDirectory;
  const password = new Secret('gelbe giraffen im herbst');
  const somebody = (more: Partial<AccountToMake> = {}): Promise<string> => {
    const username = `field${randomUUID().slice(0, 8)}`;
    return makeAccount(realm, { username, givenName: 'Ada', familyName: 'Feld', addresses: [`${username}@post.example`], password, ...more });
  };
  beforeAll(async () => {
    [realm, fresh] = await Promise.all([keycloak.makeRealm('field', { permanentLockout: true, failureFactor: 3, editUsernameAllowed: false, internationalizationEnabled: true, supportedLocales: ['de', 'en'] }), freshDatabase()]);
    directory = directoryAt(keycloak.url, realm, fresh);
  });
  afterAll(() => fresh?.close());

  it('that locks for good after wrong passwords shows a lock, and is opened by unlocking; what Rekey froze stays frozen', async () => {
    const username = `locked${randomUUID().slice(0, 8)}`;
    const ref = await somebody({ username });
    await lockByWrongPasswords(realm, username);
    expect((await directory.get(ref))!.state).toBe('locked');
    await directory.freeze(ref, randomUUID());
    await directory.unlock(ref, randomUUID());
    expect(await signIn(realm, username, password)).toBe('out');
    await directory.unfreeze(ref, randomUUID());
    expect(await signIn(realm, username, password)).toBe('in');
  });

  it('does not count our own question for the old password as a wrong one', async () => {
    const username = `asked${randomUUID().slice(0, 8)}`;
    const ref = await somebody({ username });
    for (let attempt = 0; attempt < 4; attempt += 1) expect(await directory.objectionsTo(ref, new Secret(`new one ${attempt}`))).toEqual([]);
    expect(await signIn(realm, username, password)).toBe('in');
  });

  it('locks nobody by our questions, however near they are to a lock for good; and others\u2019 failures are not forgiven to whoever only guesses (R33)', async () => {
    const [username, secret] = [`near${randomUUID().slice(0, 8)}`, newTotpSecret()];
    const ref = await somebody({ username, totpSecret: new Secret(secret) });
    const failures = async (): Promise<number> => Number((await realm.admin('GET', `/attack-detection/brute-force/users/${ref}`)).body?.['numFailures']);
    const vouches = (typed: Secret) => directory.verifySignIn(ref, { password: typed, code: new Secret(generateSync({ secret })) });
    const isAway = { code: 'directory.unreachable', retry: 'later' };
    for (let time = 0; time < 4; time += 1) expect(await vouches(new Secret('a guess'))).toBe(false);
    expect(await failures()).toBe(0);
    for (let count = 1; count <= 2; count += 1) {
      await realm.signIn(username, 'not the password');
      expect(await until(async () => (await failures()) === count, 10_000, 50)).toBe(true);
    }
    await expect(vouches(password)).rejects.toMatchObject(isAway);
    await expect(vouches(new Secret('a guess'))).rejects.toMatchObject(isAway);
    expect(await failures()).toBe(2);
    // Who may set a new password is not kept out by what others did.
    expect(await directory.objectionsTo(ref, new Secret('neue giraffen im frost'))).toEqual([]);
    expect([await failures(), (await directory.get(ref))!.state, await vouches(password)]).toEqual([0, 'active', true]);
  });

  it('whose policy does not take a password says so, also where the server has no words for it: the person may choose another', async () => {
    const strict = await keycloak.makeRealm('strict', { passwordPolicy: 'hashAlgorithm(pbkdf2-sha512) and hashIterations(1000) and length(12)' });
    const ref = await makeAccount(strict, { username: 'strict', givenName: 'Ada', familyName: 'Feld', addresses: ['strict@post.example'], password });
    const asked = directoryAt(keycloak.url, strict, fresh);
    const refused = { code: 'directory.password-refused', retry: 'never', why: 'policy' };
    await expect(asked.setPassword(ref, new Secret('zu kurz'), randomUUID())).rejects.toMatchObject(refused);
    await expect(asked.setTemporaryPassword(ref, new Secret('zu kurz'), new Date(Date.now() + 60_000), randomUUID())).rejects.toMatchObject(refused);
    expect(await signIn(strict, 'strict', password)).toBe('in');
    await asked.setPassword(ref, new Secret('lang genug ist das'), randomUUID());
    expect(await signIn(strict, 'strict', new Secret('lang genug ist das'))).toBe('in');
  });

  it('tells the password of now also while somebody signs in with it', async () => {
    const slow = await keycloak.makeRealm('slow', { passwordPolicy: 'hashAlgorithm(pbkdf2-sha512) and hashIterations(100000)' });
    const ref = await makeAccount(slow, { username: 'atonce', givenName: 'Ada', familyName: 'Feld', addresses: ['atonce@post.example'], password });
    const asked = directoryAt(keycloak.url, slow, fresh);
    // Whoever has a token already asks while the other sign-in is still reckoning.
    await asked.get(ref);
    const [, objections] = await Promise.all([slow.signIn('atonce', password.reveal()), asked.objectionsTo(ref, password)]);
    expect(objections).toEqual(['reused']);
  });

  it('takes every kind of second factor away, and leaves the password', async () => {
    const username = `factor${randomUUID().slice(0, 8)}`;
    const ref = await somebody({ username, totpSecret: new Secret('12345678901234567890') });
    expect((await directory.get(ref))!.hasSecondFactor).toBe(true);
    expect(await signIn(realm, username, password)).toBe('out');
    await directory.resetSecondFactor(ref, randomUUID());
    expect(await signIn(realm, username, password)).toBe('in');
  });

  it('ends what was opened with a second factor when that is taken away', async () => {
    const [username, secret] = [`factor${randomUUID().slice(0, 8)}`, newTotpSecret()];
    const ref = await somebody({ username, totpSecret: new Secret(secret) });
    const { body } = await realm.signIn(username, password.reveal(), generateSync({ secret }));
    const stands = () => realm.stillStands(String(body?.['access_token']));
    expect(await stands()).toBe(true);
    await directory.resetSecondFactor(ref, randomUUID());
    expect(await stands()).toBe(false);
  });

  it('writes down that a main address is confirmed when it is another, its reader answered, or an office lets in who had; and not otherwise', async () => {
    const unverified = async (more: Partial<AccountToMake> = {}): Promise<string> => {
      const ref = await somebody(more);
      await realm.admin('PUT', `/users/${ref}`, { emailVerified: false });
      return ref;
    };
    const mainOf = async (ref: string) => (await directory.get(ref))!.addresses[0]!;
    const waiting = (isConfirmed: boolean) => unverified({ state: 'registration-locked', registration: { waitsFor: 'approval' }, isConfirmed });
    const [moved, answered, approved, second, left] = [await unverified(), await unverified(), await waiting(true), await unverified(), await waiting(false)];
    await directory.changeAddress(moved, { replaces: (await mainOf(moved)).id, address: `${randomUUID()}@fresh.example` }, randomUUID());
    await directory.confirmAddress(answered, (await mainOf(answered)).id, randomUUID());
    await directory.addAddress(second, { address: `${randomUUID()}@second.example`, confirmed: true }, randomUUID());
    for (const ref of [approved, left]) await directory.approveRegistration(ref, randomUUID());
    const isVerified = async (ref: string) => [(await realm.admin('GET', `/users/${ref}`)).body?.['emailVerified'], (await mainOf(ref)).confirmedAt !== null];
    expect(await Promise.all([moved, answered, approved, second, left].map(isVerified))).toEqual([[true, true], [true, true], [true, true], [false, false], [false, false]]);
  });

  it('changes phone and company without losing what else is there', async () => {
    const ref = await somebody({ phone: '+493023125100', facts: { customerNumber: 'KD-77' }, addresses: [`${randomUUID()}@post.example`, 'second@post.example'] });
    await directory.updateProfile(ref, { phone: '+493023125999', organisation: 'Werke "Nord" GmbH', locale: 'en' }, randomUUID());
    expect(await directory.get(ref)).toMatchObject({ displayName: 'Ada Feld', organisation: 'Werke "Nord" GmbH', locale: 'en', phones: [{ number: '+493023125999' }], addresses: [{ kind: 'primary' }, { kind: 'second', address: 'second@post.example' }] });
    expect((await directory.compareFacts(ref, { customerNumber: 'kd77' })).matched).toEqual(['customerNumber']);
  });

  it('replaces a second address where it stands', async () => {
    const [main, second] = [`${randomUUID()}@post.example`, `${randomUUID()}@second.example`];
    const ref = await somebody({ addresses: [main, second] });
    const { addresses } = (await directory.get(ref))!;
    await directory.changeAddress(ref, { replaces: addresses[1]!.id, address: 'fresh@second.example' }, randomUUID());
    expect((await directory.get(ref))!.addresses.map(({ address }) => address)).toEqual([main, 'fresh@second.example']);
  });

  it('knows who is privileged, also by a role of a group, and who may not be handled', async () => {
    const [byRole, member, plain] = [await somebody(), await somebody(), await somebody()];
    const groupOf = async (name: string, ref: string): Promise<string> => {
      const id = (await realm.admin('POST', '/groups', { name })).location.split('/').at(-1)!;
      await realm.admin('PUT', `/users/${ref}/groups/${id}`);
      return id;
    };
    const office = await groupOf('office', byRole);
    await realm.admin('POST', `/groups/${office}/role-mappings/realm`, [(await realm.admin('GET', '/roles/admin')).body]);
    await groupOf('direction', member);
    const strict = directoryAt(keycloak.url, realm, fresh, { privilegedGroups: ['/direction'], excludedGroups: ['direction'] });
    const standing = await Promise.all([byRole, member, plain].map(async (ref) => strict.get(ref)));
    expect(standing.map((one) => [one!.privileged, one!.excluded])).toEqual([[true, false], [true, true], [false, false]]);
  });

  it('knows administrators by what groups above give, also where it may not look at their roles', async () => {
    const { clientId, role } = await realm.managementRole('realm-admin');
    const [ref, plain] = [await somebody(), await somebody()];
    const above = (await realm.admin('POST', '/groups', { name: `house ${ref}` })).location.split('/').at(-1)!;
    const below = (await realm.admin('POST', `/groups/${above}/children`, { name: 'cellar' })).location.split('/').at(-1)!;
    for (const one of [ref, plain]) await realm.admin('PUT', `/users/${one}/groups/${below}`);
    expect((await directory.get(ref))!.privileged).toBe(false);
    await realm.admin('POST', `/groups/${above}/role-mappings/clients/${clientId}`, [role]);
    await realm.admin('DELETE', `/users/${plain}/groups/${below}`);
    expect([(await directory.get(ref))!.privileged, (await directory.get(plain))!.privileged]).toEqual([true, false]);
  });

  it('names who leads a group as vouchers of its members, found by user name or address; not themself, and nobody twice', async () => {
    const [leader, other] = [`lead${randomUUID().slice(0, 8)}`, `lead${randomUUID().slice(0, 8)}`];
    const [first, second, ref] = [await somebody({ username: leader }), await somebody({ username: other, addresses: [`${other}@post.example`] }), await somebody()];
    const group = (await realm.admin('POST', '/groups', { name: `class ${ref}`, attributes: { leaders: [leader, `${other}@POST.example`, leader.toUpperCase(), 'nobody-at-all'] } })).location.split('/').at(-1)!;
    for (const one of [ref, first]) await realm.admin('PUT', `/users/${one}/groups/${group}`);
    const led = directoryAt(keycloak.url, realm, fresh, { groupLeaders: 'leaders' });
    expect(await led.mayVouchFor(ref)).toEqual([{ kind: 'teacher', ref: first, displayName: 'Ada Feld', address: expect.any(String) }, { kind: 'teacher', ref: second, displayName: 'Ada Feld', address: `${other}@post.example` }]);
    expect((await led.mayVouchFor(first)).map((one) => one.ref)).toEqual([second]);
  });

  it('shows who is switched off and never verified their address as waiting, where the profile says so', async () => {
    const rule = directoryAt(keycloak.url, realm, fresh, { attributes: {}, unverifiedWait: true });
    const off = async (emailVerified: boolean): Promise<{ ref: string; username: string }> => {
      const username = `wait${randomUUID().slice(0, 8)}`;
      const ref = await somebody({ username });
      await realm.admin('PUT', `/users/${ref}`, { enabled: false, emailVerified });
      return { ref, username };
    };
    const [approved, refused, left] = [await off(false), await off(false), await off(true)];
    const waiting = async () => (await rule.waitingRegistrations()).map((one) => one.ref);
    expect(await waiting()).toEqual([approved.ref, refused.ref]);
    await rule.approveRegistration(approved.ref, randomUUID());
    const operation = randomUUID();
    for (let time = 0; time < 2; time += 1) await rule.refuseRegistration(refused.ref, operation);
    expect(await waiting()).toEqual([]);
    expect(await Promise.all([approved, refused, left].map(async ({ ref }) => (await rule.get(ref))!.state))).toEqual(['pending-activation', 'disabled', 'disabled']);
    await rule.activate(approved.ref, randomUUID());
    expect([await signIn(realm, approved.username, password), await signIn(realm, refused.username, password)]).toEqual(['in', 'out']);
  });

  it('lets people in without taking away what else they have to do', async () => {
    const waits = (waitsFor: 'approval' | 'confirmation', isConfirmed = false) => somebody({ state: waitsFor === 'approval' ? 'registration-locked' : 'pending-activation', registration: { waitsFor }, isConfirmed });
    const [confirmed, unconfirmed, pending] = [await waits('approval', true), await waits('approval'), await waits('confirmation')];
    for (const ref of [confirmed, unconfirmed, pending]) await realm.admin('PUT', `/users/${ref}`, { requiredActions: ['CONFIGURE_TOTP', 'VERIFY_EMAIL'] });
    const left = async (ref: string) => (((await realm.admin('GET', `/users/${ref}`)).body?.['requiredActions'] ?? []) as string[]).toSorted();
    for (const ref of [confirmed, unconfirmed]) await directory.approveRegistration(ref, randomUUID());
    await directory.activate(pending, randomUUID());
    expect([await left(confirmed), await left(unconfirmed), await left(pending)]).toEqual([['CONFIGURE_TOTP'], ['CONFIGURE_TOTP', 'VERIFY_EMAIL'], ['CONFIGURE_TOTP']]);
  });

  it('shows whom Rekey disabled as disabled, also while a registration waits, and lets them be deleted', async () => {
    const ref = await somebody({ state: 'registration-locked', registration: { waitsFor: 'approval' } });
    await directory.disable(ref, randomUUID());
    expect((await directory.get(ref))!.state).toBe('disabled');
    await directory.deleteAccount(ref, randomUUID());
    expect(await directory.get(ref)).toBeUndefined();
  });

  it('finds one among more whose names and addresses have theirs in it than anybody would look at', async () => {
    const username = `kurz${randomUUID().slice(0, 8)}`;
    const address = `${username}@post.example`;
    const alike = Array.from({ length: 60 }, (_, at) => ({ username: `a${at}${username}`, email: `a${at}${address}`, firstName: 'Ada', lastName: 'Feld', enabled: true }));
    await realm.admin('POST', '/partialImport', { ifResourceExists: 'FAIL', users: alike });
    const ref = await somebody({ username, addresses: [address] });
    expect([await directory.find({ username }), await directory.find({ address })]).toMatchObject([[{ ref }], [{ ref }]]);
  });

  it('shows who waits behind more who are switched off than one page holds, accounts of clients among them', async () => {
    const many = await keycloak.makeRealm('many');
    const { body: [service] = [] } = (await many.admin('GET', '/users?exact=true&username=service-account-strong')) as unknown as { body?: { id: string }[] };
    await many.admin('PUT', `/users/${service!.id}`, { enabled: false });
    await many.admin('POST', '/partialImport', { ifResourceExists: 'FAIL', users: Array.from({ length: 199 }, (_, at) => ({ username: `off${String(at).padStart(3, '0')}`, enabled: false })) });
    const waiting = await makeAccount(many, { username: 'wartet', givenName: 'Ada', familyName: 'Feld', addresses: ['wartet@post.example'], password, state: 'registration-locked', registration: { waitsFor: 'approval' } });
    expect((await directoryAt(keycloak.url, many, fresh).waitingRegistrations()).map(({ ref }) => ref)).toEqual([waiting]);
  });

  it('shows no account of a client', async () => {
    expect(await directory.find({ username: 'service-account-rekey' })).toEqual([]);
  });

  it('whose realm keeps user names as they are says so as a refusal', async () => {
    await expect(directory.changeUsername(await somebody(), 'another-name', randomUUID())).rejects.toMatchObject({ code: 'directory.refused' });
    expect(directoryAt(keycloak.url, realm, fresh, { usernameEditable: false }).abilities.changeUsername).toBe(false);
  });

  it('that drops an attribute silently is caught by reading back', async () => {
    const ref = await somebody();
    const { body: profile } = await realm.admin('GET', '/users/profile');
    await realm.admin('PUT', '/users/profile', { ...profile, unmanagedAttributePolicy: undefined });
    await expect(directory.updateProfile(ref, { organisation: 'Werke Nord' }, randomUUID())).rejects.toMatchObject({ code: 'directory.refused' });
    await realm.admin('PUT', '/users/profile', profile);
  });

  it('shows the doctor what we may do, what is too much, and which version is dangerous', async () => {
    await somebody();
    const examined = async (more: Partial<SettingsOf<'keycloak'>>) => directoryAt(keycloak.url, realm, fresh, { serverVersion: '26.7.3', privilegedGroups: ['/direction'], checksSignIn: false, ...more }).examine();
    const problems = async (more: Partial<SettingsOf<'keycloak'>>) => (await examined(more)).filter(({ ok }) => !ok);
    expect((await examined({})).map(({ what, ok }) => [what, ok])).toEqual([['search', true], ['changing accounts', true], ['privileged accounts', true], ['server version', true], ['old passwords', true]]);
    expect(await problems({ serverVersion: '26.7.1' })).toMatchObject([{ what: 'server version', detail: expect.stringContaining('CVE-2026-18963'), cure: expect.stringContaining('26.7.2') }]);
    expect(await problems({ serverVersion: undefined })).toMatchObject([{ what: 'server version', cure: expect.stringContaining('serverVersion') }]);
    expect(await problems({ privilegedGroups: [] })).toMatchObject([{ what: 'privileged accounts', cure: expect.stringContaining('privilegedGroups') }]);
    // One that may see nobody sees no group either.
    expect(await problems({ clientId: 'weak' })).toMatchObject([{ what: 'search', cure: expect.stringContaining('manage-users') }, { what: 'groups of the profile', cure: expect.stringContaining('view-users') }]);
    expect((await examined({ checksSignIn: true })).at(-1)).toMatchObject({ what: 'sign-in of vouchers', ok: true });
    expect((await examined({ clientId: 'strong', checksSignIn: true })).at(-1)).toMatchObject({ what: 'sign-in of vouchers', ok: false, cure: expect.stringContaining('Direct access grants') });
    expect(await problems({ clientId: 'strong' })).toMatchObject([{ what: 'least rights', detail: expect.stringContaining('view-clients') }]);
  });

  it('that no longer takes our secret is unreachable, not a refusal about the account', async () => {
    const yesterday = directoryAt(keycloak.url, { name: realm.name, secret: 'yesterday\'s secret' }, fresh);
    await expect(yesterday.setPassword(await somebody(), new Secret('neue giraffen'), randomUUID())).rejects.toMatchObject({ code: 'directory.unreachable', retry: 'later' });
  });
});
