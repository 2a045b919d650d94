import { Attribute, Change, Client } from 'ldapts';
import { DirectoryMemory, LdapDirectory } from '#directory';
import { Secret, SystemClock } from '#kernel';
import { DirectorySettingsSchema, type SettingsOf } from '#portals';
import type { AccountToMake } from '../../contracts/directory.contract.js';
import type { FreshDatabase } from '../database.js';
import type { OpenLdap } from './openldap.js';
import { registrationText } from './registration-text.js';

/** The group of those who stand over others. */
export const PRIVILEGED = 'cn=privileged,ou=groups,dc=directory,dc=example';

/** Rekey's side: the directory as a portal of the tests names it. */
export function directoryOf(server: OpenLdap, fresh: FreshDatabase, more: Partial<SettingsOf<'ldap'>> = {}, password = server.deskPassword): LdapDirectory {
  const settings = DirectorySettingsSchema.parse({
    kind: 'ldap', url: server.url, ca: server.ca, bindDn: server.deskDn, baseDn: server.baseDn, privilegedGroups: [PRIVILEGED], timeoutSeconds: 3,
    attributes: { secondMails: 'exSecondMail', serialNumber: 'exSerialNumber', birthDate: 'exBirthDate', registration: 'exRegistration' }, ...more,
  }) as SettingsOf<'ldap'>;
  const clock = new SystemClock();
  return new LdapDirectory({ portalKey: 'ldap', settings, secrets: { of: async () => new Secret(password) }, clock, memory: new DirectoryMemory('ldap', fresh.database, clock) });
}

/** Every question as most clients ask it: StartTLS first, passwords as they were typed. */
async function asking<T>(server: OpenLdap, dn: string, password: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ url: server.url, timeout: 5_000 });
  try {
    await client.startTLS({ ca: server.ca, servername: 'localhost' });
    await client.bind(dn, password);
    return await work(client);
  } finally {
    await client.unbind().catch(() => undefined);
  }
}

/** As whoever runs the server. */
export const asAdmin = <T>(server: OpenLdap, work: (client: Client) => Promise<T>) => asking(server, server.adminDn, server.adminPassword, work);

/** Puts an account in and returns its reference. */
export async function makeAccount(server: OpenLdap, { username, givenName, familyName, addresses, phone, facts = {}, privileged, password, group, relations = [], ...more }: AccountToMake): Promise<string> {
  const registration = registrationText(more);
  const dn = `uid=${username},${server.baseDn}`;
  return asAdmin(server, async (client) => {
    const managers = await Promise.all(relations.map(async ({ ref }) => (await client.search(server.baseDn, { filter: `(entryUUID=${ref})`, attributes: ['1.1'] })).searchEntries[0]!.dn));
    await client.add(dn, {
      objectClass: ['inetOrgPerson', 'exPerson'], uid: username, cn: `${givenName} ${familyName}`, givenName, sn: familyName, userPassword: password.reveal(),
      ...(addresses[0] !== undefined && { mail: addresses[0] }), ...(addresses.length > 1 && { exSecondMail: addresses.slice(1) }), ...(phone && { telephoneNumber: phone }), ...(group && { ou: group }),
      ...(facts.customerNumber && { employeeNumber: facts.customerNumber }), ...(facts.serialNumber && { exSerialNumber: facts.serialNumber }), ...(facts.birthDate && { exBirthDate: facts.birthDate }), ...(facts.postcode && { postalCode: facts.postcode }),
      ...(registration !== undefined && { exRegistration: registration }), ...(managers.length > 0 && { manager: managers }),
    });
    // The portal keeps out who has not finished.
    if (registration !== undefined) await client.modify(dn, new Change({ operation: 'replace', modification: new Attribute({ type: 'pwdAccountLockedTime', values: ['000001010000Z'] }) }));
    if (privileged) await client.modify(PRIVILEGED, new Change({ operation: 'add', modification: new Attribute({ type: 'member', values: [dn] }) }));
    const { searchEntries: [entry] } = await client.search(dn, { scope: 'base', attributes: ['entryUUID'] });
    return String(entry!['entryUUID']);
  });
}

/** What a person at a sign-in page gets. */
export async function signIn(server: OpenLdap, username: string, password: Secret): Promise<'in' | 'must-change' | 'out'> {
  const dn = `uid=${username},${server.baseDn}`;
  try {
    // With `pwdReset` the sign-in works, and nothing else does until there is a new password.
    return await asking(server, dn, password.reveal(), (client) => client.search(dn, { scope: 'base', attributes: ['uid'] }).then(() => 'in' as const, () => 'must-change' as const));
  } catch {
    return 'out';
  }
}
