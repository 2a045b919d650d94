import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Attribute, Change, Client } from 'ldapts';
import { DirectoryMemory, LdapDirectory } from '#directory';
import { Secret, SystemClock } from '#kernel';
import { DirectorySettingsSchema, type SettingsOf } from '#portals';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { registrationText } from '../support/directories/registration-text.js';
import { startSambaAd, type SambaAd } from '../support/directories/samba-ad.js';
import { directoryContract, type AccountToMake } from './directory.contract.js';

const PRIVILEGED = 'CN=privileged,CN=Users,DC=ad,DC=example';
let server: SambaAd;
let fresh: FreshDatabase;
let made = 0;

beforeAll(async () => {
  [server, fresh] = await Promise.all([startSambaAd(), freshDatabase()]);
});
afterAll(async () => {
  await server?.stop();
  await fresh?.close();
});

function directoryOf({ password = server.deskPassword, ...more }: Partial<SettingsOf<'ldap'>> & { readonly password?: string } = {}): LdapDirectory {
  const settings = DirectorySettingsSchema.parse({
    kind: 'ldap', flavour: 'active-directory', url: server.url, ca: server.ca, bindDn: server.deskDn, baseDn: server.baseDn, privilegedGroups: [PRIVILEGED], timeoutSeconds: 10, attributes: { serialNumber: 'serialNumber', birthDate: 'division', registration: 'info' }, ...more,
  }) as SettingsOf<'ldap'>;
  const clock = new SystemClock();
  return new LdapDirectory({ portalKey: 'ad', settings, secrets: { of: async () => new Secret(password) }, clock, memory: new DirectoryMemory('ad', fresh.database, clock) });
}

async function asking<T>(dn: string, password: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ url: server.url, timeout: 10_000, strictDN: false, tlsOptions: { ca: server.ca } });
  try {
    await client.bind(dn, password);
    return await work(client);
  } finally {
    await client.unbind().catch(() => undefined);
  }
}

const asAdmin = <T>(work: (client: Client) => Promise<T>) => asking(server.adminDn, server.adminPassword, work);
const replace = (type: string, values: string[] | Buffer[]) => new Change({ operation: 'replace', modification: new Attribute({ type, values }) });

const dnOf = async (client: Client, username: string) => (await client.search(server.baseDn, { scope: 'sub', filter: `(sAMAccountName=${username})`, attributes: ['dn'] })).searchEntries[0]!.dn;
const join = (client: Client, group: string, dn: string) => client.modify(group, new Change({ operation: 'add', modification: new Attribute({ type: 'member', values: [dn] }) }));

/** Names of entries are unique in a folder, so each gets a number; who signs in uses the user name. */
async function makeAccount({ username, givenName, familyName, addresses, phone, facts = {}, privileged, password, group, relations: [relation] = [], ...more }: AccountToMake): Promise<string> {
  const registration = registrationText(more);
  made += 1;
  const name = `account ${made}`;
  const dn = `CN=${name},${server.baseDn}`;
  return asAdmin(async (client) => {
    const manager = relation && (await client.search(`<GUID=${relation.ref}>`, { scope: 'base', attributes: ['sAMAccountName'] })).searchEntries[0]!.dn;
    await client.add(dn, {
      objectClass: ['user'], sAMAccountName: username, userPrincipalName: `${username}@ad.example`, givenName, sn: familyName, displayName: `${givenName} ${familyName}`,
      ...(addresses[0] !== undefined && { mail: addresses[0] }), ...(addresses.length > 1 && { otherMailbox: addresses.slice(1) }), ...(phone && { telephoneNumber: phone }), ...(group && { department: group }),
      ...(facts.customerNumber && { employeeID: facts.customerNumber }), ...(facts.serialNumber && { serialNumber: facts.serialNumber }), ...(facts.birthDate && { division: facts.birthDate }), ...(facts.postcode && { postalCode: facts.postcode }),
      ...(registration !== undefined && { info: registration }), ...(manager !== undefined && { manager }),
    });
    await client.modify(dn, [replace('unicodePwd', [Buffer.from(`"${password.reveal()}"`, 'utf16le')]), replace('userAccountControl', [registration === undefined ? '512' : '514'])]);
    if (privileged) await client.modify(PRIVILEGED, new Change({ operation: 'add', modification: new Attribute({ type: 'member', values: [dn] }) }));
    const { searchEntries: [entry] } = await client.search(server.baseDn, { scope: 'sub', filter: `(cn=${name})`, attributes: ['objectGUID'], explicitBufferAttributes: ['objectGUID'] });
    const bytes = entry!['objectGUID'] as Buffer;
    return [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15].map((at) => bytes[at]!.toString(16).padStart(2, '0')).join('').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  });
}

async function signIn(username: string, password: Secret): Promise<'in' | 'must-change' | 'out'> {
  return asking(`AD\\${username}`, password.reveal(), async () => 'in' as const)
    .catch((error: Error) => (/\bdata 773\b|PASSWORD_MUST_CHANGE/i.test(error.message) ? 'must-change' : 'out'));
}

directoryContract('Active Directory (Samba)', async () => {
  const directory = directoryOf();
  return {
    directory, makeAccount, signIn, onlyRelation: 'manager', spelledOut: true,
    naming: (groups) => directoryOf({ privilegedGroups: [], ...groups }),
    missingGroups: ['CN=gone,CN=Users,DC=ad,DC=example', 'Domain Admins', 'CN=admins,DC=elsewhere,DC=example', 'CN=Users,DC=ad,DC=example'],
    openSession: async () => undefined,
    lockByWrongPasswords: async (username) => {
      for (let attempt = 0; attempt < 6; attempt += 1) await signIn(username, new Secret('Not-the-password-1'));
    },
    elsewhere: {
      open: (username) => asAdmin(async (client) => client.modify(await dnOf(client, username), replace('userAccountControl', ['512']))),
      shut: (username) => asAdmin(async (client) => client.modify(await dnOf(client, username), replace('userAccountControl', ['514']))),
    },
    promotions: {
      'a protected group through another': ({ username }) => asAdmin(async (client) => {
        const inner = `CN=inner ${username},CN=Users,DC=ad,DC=example`;
        await client.add(inner, { objectClass: ['group'], sAMAccountName: `inner ${username}` });
        await join(client, inner, await dnOf(client, username));
        await join(client, 'CN=Group Policy Creator Owners,CN=Users,DC=ad,DC=example', inner);
      }),
      'a builtin group': ({ username }) => asAdmin(async (client) => join(client, 'CN=Backup Operators,CN=Builtin,DC=ad,DC=example', await dnOf(client, username))),
      'the mark of one who was in such a group': ({ username }) => asAdmin(async (client) => client.modify(await dnOf(client, username), replace('adminCount', ['1']))),
      'a group that is called so, through one that is not': ({ username }) => asAdmin(async (client) => {
        const [inner, outer] = [`CN=Hausdienst,CN=Users,DC=ad,DC=example`, `CN=Netz-Admins (Süd),CN=Users,DC=ad,DC=example`];
        await client.add(inner, { objectClass: ['group'], sAMAccountName: 'Hausdienst' });
        await client.add(outer, { objectClass: ['group'], sAMAccountName: 'Netz-Admins Sued' });
        await join(client, inner, await dnOf(client, username));
        await join(client, outer, inner);
      }),
      'Domain Admins under a name that says nothing': ({ username }) => asAdmin(async (client) => {
        const [before, after] = ['CN=Domain Admins,CN=Users,DC=ad,DC=example', 'CN=Hausmeisterei,CN=Users,DC=ad,DC=example'];
        await client.modifyDN(before, 'CN=Hausmeisterei');
        await client.modify(after, replace('sAMAccountName', ['Hausmeisterei']));
        await join(client, after, await dnOf(client, username));
        // Nothing but the number of the group tells: the mark comes an hour later.
        await client.modify(await dnOf(client, username), replace('adminCount', []));
      }),
      'a group that is called so': ({ username }) => asAdmin(async (client) => {
        const group = `CN=Portal-Administratoren,CN=Users,DC=ad,DC=example`;
        await client.add(group, { objectClass: ['group'], sAMAccountName: 'Portal-Administratoren' });
        await join(client, group, await dnOf(client, username));
      }),
    },
    behind: (port) => directoryOf({ url: `${server.url}:${port}`, timeoutSeconds: 2 }),
    host: new URL(server.url).hostname, port: () => 636,
    powerless: async () => {
      const password = new Secret('Keine-rechte-1');
      await makeAccount({ username: 'powerless', givenName: 'Pow', familyName: 'Erless', addresses: [], password });
      return directoryOf({ bindDn: 'AD\\powerless', password: password.reveal() });
    },
    close: () => directory.close(),
  };
});

describe('an Active Directory in the field', () => {
  it('lets our account do what it was delegated, and nothing to those who are above it', async () => {
    const directory = directoryOf();
    await makeAccount({ username: 'somebody', givenName: 'Some', familyName: 'Body', addresses: [], password: new Secret('Gelbe-giraffen-1') });
    expect((await directory.examine()).filter(({ ok }) => !ok)).toEqual([]);
    await expect(asking(server.deskDn, server.deskPassword, (client) => client.modify(server.adminDn, replace('unicodePwd', [Buffer.from('"Taken-over-1"', 'utf16le')])))).rejects.toThrow();
    await directory.close();
  });

  it('refuses a password that its own policy refuses, and leaves the old one', async () => {
    const directory = directoryOf();
    const password = new Secret('Gelbe-giraffen-2');
    const ref = await makeAccount({ username: 'policy', givenName: 'Pol', familyName: 'Icy', addresses: [], password });
    await expect(directory.setPassword(ref, new Secret('abc'), randomUUID())).rejects.toMatchObject({ code: 'directory.password-refused', retry: 'never' });
    expect(await signIn('policy', password)).toBe('in');
    await directory.close();
  });

  it('knows who is privileged by the primary group, also through a group in it', async () => {
    const directory = directoryOf();
    const [inIt, through] = [await makeAccount({ username: 'primary', givenName: 'Pri', familyName: 'Mary', addresses: [], password: new Secret('Gelbe-giraffen-4') }), await makeAccount({ username: 'through', givenName: 'Thr', familyName: 'Ough', addresses: [], password: new Secret('Gelbe-giraffen-5') })];
    expect([(await directory.get(inIt))!.privileged, (await directory.get(through))!.privileged]).toEqual([false, false]);
    await asAdmin(async (client) => {
      const inner = 'CN=inner,CN=Users,DC=ad,DC=example';
      await client.add(inner, { objectClass: ['group'], sAMAccountName: 'inner' });
      await client.modify(PRIVILEGED, new Change({ operation: 'add', modification: new Attribute({ type: 'member', values: [inner] }) }));
      for (const [username, group] of [['primary', PRIVILEGED], ['through', inner]] as const) {
        const { searchEntries: [entry] } = await client.search(server.baseDn, { scope: 'sub', filter: `(sAMAccountName=${username})`, attributes: ['dn'] });
        const { searchEntries: [known] } = await client.search(group, { scope: 'base', attributes: ['objectSid'], explicitBufferAttributes: ['objectSid'] });
        // Only a member may have a group as the primary one; then it is no value of `member` any more.
        await client.modify(group, new Change({ operation: 'add', modification: new Attribute({ type: 'member', values: [entry!.dn] }) }));
        await client.modify(entry!.dn, replace('primaryGroupID', [String((known!['objectSid'] as Buffer).readUInt32LE(24))]));
      }
    });
    expect([(await directory.get(inIt))!.privileged, (await directory.get(through))!.privileged]).toEqual([true, true]);
    await directory.close();
  });

  it('shows no lock that has run out', async () => {
    const directory = directoryOf();
    const password = new Secret('Gelbe-giraffen-6');
    const ref = await makeAccount({ username: 'overdue', givenName: 'Over', familyName: 'Due', addresses: [], password });
    for (let attempt = 0; attempt < 6; attempt += 1) await signIn('overdue', new Secret('Not-the-password-1'));
    expect((await directory.get(ref))!.state).toBe('locked');
    const lastsFor = (ticks: string): Promise<void> => asAdmin((client) => client.modify('DC=ad,DC=example', [replace('lockOutObservationWindow', [ticks]), replace('lockoutDuration', [ticks])]));
    await lastsFor('-1');
    // The domain's new rule takes a moment.
    const until = Date.now() + 10_000;
    while ((await directory.get(ref))!.state === 'locked' && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await directory.get(ref))!.state).toBe('active');
    expect(await signIn('overdue', password)).toBe('in');
    await lastsFor(String(-30 * 60 * 10_000_000));
    await directory.close();
  });

  it('does not take a must-change mark where the password never expires: then there is no temporary password', async () => {
    const directory = directoryOf();
    const own = new Secret('Gelbe-giraffen-3');
    const ref = await makeAccount({ username: 'forever', givenName: 'For', familyName: 'Ever', addresses: [], password: own });
    await asAdmin(async (client) => client.modify(await dnOf(client, 'forever'), replace('userAccountControl', [String(512 | 0x10000)])));
    const given = new Secret('K7QM-2P9X-W4RT-8HNB');
    await expect(directory.setTemporaryPassword(ref, given, new Date(Date.now() + 3_600_000), randomUUID())).rejects.toMatchObject({ code: 'directory.refused' });
    await expect(directory.requirePasswordChange(ref, randomUUID())).rejects.toMatchObject({ code: 'directory.refused' });
    // Refused before anything was written: the person goes on with the password that they have.
    expect([await signIn('forever', given), await signIn('forever', own)]).toEqual(['out', 'in']);
    await directory.close();
  });

  it('shows a smart card as the second factor that it is, and gives such an account no password beside it', async () => {
    const directory = directoryOf();
    const ref = await makeAccount({ username: 'card', givenName: 'Ca', familyName: 'Rd', addresses: [], password: new Secret('Gelbe-giraffen-7') });
    expect((await directory.get(ref))!.hasSecondFactor).toBe(false);
    await asAdmin(async (client) => client.modify(await dnOf(client, 'card'), replace('userAccountControl', [String(512 | 0x40000)])));
    expect((await directory.get(ref))!.hasSecondFactor).toBe(true);
    const given = new Secret('Gelbe-giraffen-8');
    await expect(directory.setPassword(ref, given, randomUUID())).rejects.toMatchObject({ code: 'directory.refused', message: expect.stringContaining('smart card') });
    await expect(directory.setTemporaryPassword(ref, given, new Date(Date.now() + 3_600_000), randomUUID())).rejects.toMatchObject({ code: 'directory.refused' });
    expect(await signIn('card', given)).toBe('out');
    await directory.close();
  });

  it('where an account was over when it was frozen and thawed lets it in as soon as its date is moved', async () => {
    const directory = directoryOf();
    const password = new Secret('Gelbe-giraffen-9');
    const ref = await makeAccount({ username: 'over', givenName: 'Ov', familyName: 'Er', addresses: [], password });
    const ends = (value: string): Promise<void> => asAdmin(async (client) => client.modify(await dnOf(client, 'over'), replace('accountExpires', [value])));
    await ends('132223104000000000');
    await directory.freeze(ref, randomUUID());
    await directory.unfreeze(ref, randomUUID());
    expect((await directory.get(ref))!.state).toBe('disabled');
    await ends('0');
    expect([(await directory.get(ref))!.state, await signIn('over', password)]).toEqual(['active', 'in']);
    await directory.close();
  });
});
