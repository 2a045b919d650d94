import { Attribute, Change, type Entry, NoSuchObjectError } from 'ldapts';
import { inOneSpelling, textOf, timeOf, type EntryState, type LdapDialect } from './dialect.js';
import { escaped } from './ldap-filter.js';
import type { LdapLine } from './ldap-line.js';

/** [MS-ADTS] section 2.2.16, userAccountControl. */
const DISABLED = 0x2;
const NEVER_EXPIRES = 0x10000;
/** [MS-ADTS] section 3.1.1.4.5.17, msDS-User-Account-Control-Computed: only while the lock lasts; `lockoutTime` stays when it ran out. */
const LOCKED_OUT = 0x10;
/** Group membership through groups in groups ([MS-ADTS] section 3.1.1.3.4.4.3). */
const IN_CHAIN = '1.2.840.113556.1.4.1941';
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Active Directory and what behaves like it: Samba, UCS with Samba. Passwords only over TLS; `pwdLastSet = 0` is must-change. */
export const ACTIVE_DIRECTORY: LdapDialect = {
  filter: '(&(objectCategory=person)(objectClass=user))',
  attributes: {
    username: 'sAMAccountName', mail: 'mail', secondMails: 'otherMailbox', givenName: 'givenName', familyName: 'sn', phone: 'telephoneNumber', organisation: 'company', group: 'department',
    customerNumber: 'employeeID', postcode: 'postalCode', userType: 'employeeType', manager: 'manager',
  },
  stateAttributes: ['objectGUID', 'whenCreated', 'userAccountControl', 'lockoutTime', 'pwdLastSet', 'lastLogonTimestamp', 'msDS-User-Account-Control-Computed'],
  idAttributes: ['objectGUID'],
  idOf: (entry) => guidOf(entry['objectGUID']),
  /** [MS-ADTS] section 3.1.1.3.1.2.4: an entry by its GUID, wherever it was moved to. */
  placeOf: (ref) => (GUID.test(ref) ? { base: `<GUID=${ref}>`, filter: '(objectClass=*)' } : undefined),

  stateOf(entry: Entry): EntryState {
    const control = Number(textOf(entry, 'userAccountControl') ?? 0);
    const lastSet = textOf(entry, 'pwdLastSet') ?? '0';
    const computed = textOf(entry, 'msDS-User-Account-Control-Computed');
    return {
      locked: computed === undefined ? Number(textOf(entry, 'lockoutTime') ?? 0) > 0 : (Number(computed) & LOCKED_OUT) !== 0, disabled: (control & DISABLED) !== 0,
      // Who never has to change is never asked to, whatever `pwdLastSet` says: then it does not count as must-change.
      mustChange: lastSet === '0' && (control & NEVER_EXPIRES) === 0,
      passwordChangedAt: lastSet === '0' ? null : fileTime(lastSet), lastSignInAt: fileTime(textOf(entry, 'lastLogonTimestamp')), createdAt: timeOf(textOf(entry, 'whenCreated')),
    };
  },

  /** One modification: the password is never there without its must-change mark (T26). */
  async writePassword(line, dn, password, { mustChange }) {
    await line.change('set the password', (client) => client.modify(dn, [
      replacing('unicodePwd', [Buffer.from(`"${inOneSpelling(password)}"`, 'utf16le')]), replacing('pwdLastSet', [mustChange ? '0' : '-1']), replacing('lockoutTime', ['0']),
    ]));
  },
  async requireChange(line, dn) {
    await line.change('require a new password', (client) => client.modify(dn, replacing('pwdLastSet', ['0'])));
  },
  async unlock(line, dn) {
    await line.change('unlock', (client) => client.modify(dn, replacing('lockoutTime', ['0'])));
  },
  async setEnabled(line, dn, enabled) {
    const control = await controlOf(line, dn);
    const wanted = enabled ? control & ~DISABLED : control | DISABLED;
    if (wanted !== control) await line.change(enabled ? 'enable' : 'disable', (client) => client.modify(dn, replacing('userAccountControl', [String(wanted)])));
  },
  async rename(line, dn, username) {
    await line.change('change the user name', (client) => client.modify(dn, replacing('sAMAccountName', [username])));
  },
  /** Windows says "data 773" (ERROR_PASSWORD_MUST_CHANGE), Samba spells the status out. */
  saysRightButMustChange: (said) => /\bdata 773\b|PASSWORD_MUST_CHANGE/i.test(said),
  /** `memberOf` leaves out the primary group, so that is looked at by its SID. */
  async isMember(line, dn, _username, group) {
    const isIn = `(memberOf:${IN_CHAIN}:=${escaped(group)})`;
    const { searchEntries: [entry] } = await line.look('look into a group', (client) => client.search(dn, { scope: 'base', attributes: ['objectSid', 'primaryGroupID'], explicitBufferAttributes: ['objectSid'], filter: '(objectClass=*)' }));
    const primary = entry && primaryGroupOf(entry);
    const places = [{ base: dn, filter: isIn }, ...(primary === undefined ? [] : [{ base: `<SID=${primary}>`, filter: `(|(distinguishedName=${escaped(group)})${isIn})` }])];
    for (const { base, filter } of places) {
      const { searchEntries } = await line.look('look into a group', (client) => client.search(base, { scope: 'base', attributes: ['1.1'], filter }).catch((error: unknown) => {
        if (error instanceof NoSuchObjectError) return { searchEntries: [] };
        throw error;
      }));
      if (searchEntries.length > 0) return true;
    }
    return false;
  },
  async rights(line, sampleDn) {
    if (sampleDn === undefined) return [];
    const { searchEntries: [entry] } = await line.look('read our rights', (client) => client.search(sampleDn, { scope: 'base', attributes: ['allowedAttributesEffective'] }));
    const writable = new Set((entry === undefined ? [] : [entry['allowedAttributesEffective'] ?? []].flat()).map((one) => String(one).toLowerCase()));
    return (['pwdLastSet', 'lockoutTime', 'mail', 'userAccountControl'] as const).map((attribute) => {
      const ok = writable.has(attribute.toLowerCase());
      return { what: `writing ${attribute}`, ok, detail: ok ? 'we may' : 'we may not', cure: 'delegate the control of accounts to our account (LDAP.md)' };
    });
  },
};

async function controlOf(line: LdapLine, dn: string): Promise<number> {
  const { searchEntries: [entry] } = await line.look('read the state', (client) => client.search(dn, { scope: 'base', attributes: ['userAccountControl'] }));
  return Number(entry === undefined ? 0 : (textOf(entry, 'userAccountControl') ?? 0));
}

function replacing(type: string, values: string[] | Buffer[]): Change {
  return new Change({ operation: 'replace', modification: new Attribute({ type, values }) });
}

/** 100 ns steps since 1601. 0 and "never" are no time. */
function fileTime(text: string | undefined): Date | null {
  if (text === undefined || !/^\d{1,19}$/.test(text) || text === '0' || text === '9223372036854775807') return null;
  return new Date(Number(BigInt(text) / 10_000n - 11_644_473_600_000n));
}

/** The first three groups lie little-endian in the 16 bytes ([MS-DTYP] section 2.3.4). */
const ORDER = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];

function guidOf(value: Entry[string] | undefined): string {
  const bytes = [value].flat()[0];
  if (!Buffer.isBuffer(bytes) || bytes.length !== 16) return typeof bytes === 'string' ? bytes : '';
  return ORDER.map((at) => bytes[at]!.toString(16).padStart(2, '0')).join('').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** The account's own SID with the last part replaced ([MS-DTYP] section 2.4.2.2); undefined: it is not told. */
function primaryGroupOf(entry: Entry): string | undefined {
  const sid = [entry['objectSid']].flat()[0];
  const group = textOf(entry, 'primaryGroupID');
  if (!Buffer.isBuffer(sid) || sid.length < 12 || group === undefined) return undefined;
  const parts = Array.from({ length: sid[1]! - 1 }, (_, at) => sid.readUInt32LE(8 + 4 * at));
  return ['S', sid[0], sid.readUIntBE(2, 6), ...parts, group].join('-');
}
