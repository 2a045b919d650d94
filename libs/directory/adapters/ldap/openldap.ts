import { Attribute, BerWriter, Change, NoSuchAttributeError, type Entry } from 'ldapts';
import type { Secret } from '#kernel';
import { inOneSpelling, textOf, textsOf, timeOf, type EntryState, type LdapDialect } from './dialect.js';
import { parentOf } from './ldap-dn.js';
import { escaped } from './ldap-filter.js';
import type { LdapLine } from './ldap-line.js';

/** RFC 3062. */
const PASSWORD_MODIFY = '1.3.6.1.4.1.4203.1.11.1';
/** draft-behera-ldap-password-policy-11, section 5.3.3: locked for good. */
const FOR_GOOD = '000001010000Z';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** OpenLDAP with the ppolicy overlay. Disabled is "locked for good"; must-change is `pwdReset`. */
export const OPENLDAP: LdapDialect = {
  filter: '(objectClass=inetOrgPerson)',
  attributes: { username: 'uid', mail: 'mail', givenName: 'givenName', familyName: 'sn', phone: 'telephoneNumber', organisation: 'o', group: 'ou', customerNumber: 'employeeNumber', postcode: 'postalCode', userType: 'employeeType', manager: 'manager' },
  stateAttributes: ['entryUUID', 'createTimestamp', 'pwdAccountLockedTime', 'pwdReset', 'pwdChangedTime', 'authTimestamp'],
  idAttributes: ['entryUUID'],
  idOf: (entry) => textOf(entry, 'entryUUID') ?? '',
  placeOf: (ref) => (UUID.test(ref) ? { filter: `(entryUUID=${ref})` } : undefined),
  stateOf(entry: Entry): EntryState {
    const [lockedAt] = textsOf(entry, 'pwdAccountLockedTime');
    return {
      locked: lockedAt !== undefined && lockedAt !== FOR_GOOD, disabled: lockedAt === FOR_GOOD, mustChange: textOf(entry, 'pwdReset') === 'TRUE',
      passwordChangedAt: timeOf(textOf(entry, 'pwdChangedTime')), lastSignInAt: timeOf(textOf(entry, 'authTimestamp')), createdAt: timeOf(textOf(entry, 'createTimestamp')),
    };
  },

  /**
   * The server hashes; what we write is never kept as it is (RFC 3062). The policy opens a lock by that, so a lock for
   * good is set again: also where somebody died before that, and only Rekey still knows that there was one.
   */
  async writePassword(line, dn, password, { mustChange, isStopped }) {
    const staysShut = isStopped || (await isLockedForGood(line, dn));
    await line.change('set the password', async (client) => {
      await client.exop(PASSWORD_MODIFY, passwordModify(dn, password));
      await replace(client, dn, 'pwdAccountLockedTime', staysShut ? [FOR_GOOD] : []);
      await replace(client, dn, 'pwdReset', mustChange ? ['TRUE'] : []);
    });
  },
  async requireChange(line, dn) {
    await line.change('require a new password', (client) => replace(client, dn, 'pwdReset', ['TRUE']));
  },
  async unlock(line, dn) {
    if (await isLockedForGood(line, dn)) return;
    await line.change('unlock', (client) => replace(client, dn, 'pwdAccountLockedTime', []));
  },
  async setEnabled(line, dn, enabled) {
    await line.change(enabled ? 'enable' : 'disable', (client) => replace(client, dn, 'pwdAccountLockedTime', enabled ? [] : [FOR_GOOD]));
  },
  /** The user name is mostly part of the entry's name; then the entry is moved. */
  async rename(line, dn, username) {
    await line.change('change the user name', async (client) => {
      if (/^uid=/i.test(dn)) await client.modifyDN(dn, `uid=${username.replace(/[\\,+"<>;=#]/g, '\\$&')},${parentOf(dn)}`);
      else await replace(client, dn, 'uid', [username]);
    });
  },
  saysRightButMustChange: () => false,
  async isMember(line, dn, username, group) {
    const { searchEntries } = await line.look('look into a group', (client) => client.search(group, { scope: 'base', attributes: ['1.1'], filter: `(|(member=${escaped(dn)})(uniqueMember=${escaped(dn)})(memberUid=${escaped(username)}))` }));
    return searchEntries.length > 0;
  },
  async rights(line, sampleDn) {
    const { searchEntries: [root] } = await line.look('read the root', (client) => client.search('', { scope: 'base', attributes: ['supportedExtension', 'supportedControl'] }));
    const hasPolicy = root !== undefined && textsOf(root, 'supportedControl').includes('1.3.6.1.4.1.42.2.27.8.5.1');
    const canSet = root !== undefined && textsOf(root, 'supportedExtension').includes(PASSWORD_MODIFY);
    const findings = [
      { what: 'password policy', ok: hasPolicy, detail: hasPolicy ? 'the ppolicy overlay is there' : 'no ppolicy overlay', cure: 'without it a temporary password cannot be made to change: use links only' },
      { what: 'setting passwords', ok: canSet, detail: canSet ? 'the server takes RFC 3062' : 'the server does not take RFC 3062', cure: 'load the password modify extension' },
    ];
    if (sampleDn === undefined) return findings;
    // Deleting what is not there changes nothing, and is refused without the right.
    const { searchEntries: [sample] } = await line.look('read the state', (client) => client.search(sampleDn, { scope: 'base', attributes: ['pwdAccountLockedTime', 'pwdReset'] }));
    const absent = ['pwdAccountLockedTime', 'pwdReset'].find((attribute) => sample !== undefined && textOf(sample, attribute) === undefined);
    if (absent === undefined) return findings;
    const may = await line.change('try our rights', async (client) => replace(client, sampleDn, absent, []).then(() => true, () => false));
    return [...findings, { what: 'unlocking', ok: may, detail: may ? 'we may write what the policy keeps' : 'we may not write pwdAccountLockedTime, pwdReset', cure: 'give our account `manage` on userPassword and the pwd… attributes (LDAP.md)' }];
  },
};

async function isLockedForGood(line: LdapLine, dn: string): Promise<boolean> {
  const { searchEntries: [entry] } = await line.look('read the state', (client) => client.search(dn, { scope: 'base', attributes: ['pwdAccountLockedTime'] }));
  return entry !== undefined && textOf(entry, 'pwdAccountLockedTime') === FOR_GOOD;
}

/** An empty list takes the attribute away, whether it is there or not. */
async function replace(client: { modify(dn: string, change: Change): Promise<void> }, dn: string, type: string, values: string[]): Promise<void> {
  try {
    await client.modify(dn, new Change({ operation: 'replace', modification: new Attribute({ type, values }) }));
  } catch (error) {
    if (values.length > 0 || !(error instanceof NoSuchAttributeError)) throw error;
  }
}

/** PasswdModifyRequestValue ::= SEQUENCE { userIdentity [0], newPasswd [2] } (RFC 3062 section 2). */
function passwordModify(dn: string, password: Secret): Buffer {
  const writer = new BerWriter();
  writer.startSequence();
  writer.writeString(dn, 0x80);
  writer.writeString(inOneSpelling(password), 0x82);
  writer.endSequence();
  return writer.buffer;
}
