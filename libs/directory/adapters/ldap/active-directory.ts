import { Attribute, Change, type Entry, NoSuchObjectError, ResultCodeError } from 'ldapts';
import { DirectoryPasswordRefused } from '../../directory.faults.js';
import { soundsPrivileged } from '../../domain/privileged-names.js';
import { asTyped } from '../as-typed.js';
import { textOf, timeOf, type EntryState, type LdapDialect } from './dialect.js';
import { escaped } from './ldap-filter.js';
import { contextOf, isNamedPrivileged, namesOf } from './ldap-groups.js';
import type { LdapLine } from './ldap-line.js';
import { inTurn } from '../remote/in-turn.js';

/** [MS-ADTS] section 2.2.16, userAccountControl. */
const DISABLED = 0x2;
const NEVER_EXPIRES = 0x10000;
const SMARTCARD_REQUIRED = 0x40000;
/** [MS-ADTS] section 3.1.1.4.5.17, msDS-User-Account-Control-Computed: only while the lock lasts; `lockoutTime` stays when it ran out. */
const LOCKED_OUT = 0x10;
/** ERROR_PASSWORD_RESTRICTION ([MS-ERREF] section 2.2): length, classes, history or age. */
const PASSWORD_RESTRICTION = /\b0000052D\b/i;
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
  stateAttributes: ['objectGUID', 'whenCreated', 'userAccountControl', 'lockoutTime', 'pwdLastSet', 'lastLogonTimestamp', 'msDS-User-Account-Control-Computed', 'accountExpires', 'adminCount', 'memberOf'],
  idAttributes: ['objectGUID'],
  idOf: (entry) => guidOf(entry['objectGUID']),
  /** [MS-ADTS] section 3.1.1.3.1.2.4: an entry by its GUID, wherever it was moved to. */
  placeOf: (ref) => (GUID.test(ref) ? { base: `<GUID=${ref}>`, filter: '(objectClass=*)' } : undefined),

  stateOf(entry: Entry, now: Date): EntryState {
    const control = Number(textOf(entry, 'userAccountControl') ?? 0);
    const lastSet = textOf(entry, 'pwdLastSet') ?? '0';
    const computed = textOf(entry, 'msDS-User-Account-Control-Computed');
    const ends = fileTime(textOf(entry, 'accountExpires'));
    return {
      locked: computed === undefined ? Number(textOf(entry, 'lockoutTime') ?? 0) > 0 : (Number(computed) & LOCKED_OUT) !== 0, disabled: (control & DISABLED) !== 0 || (ends !== null && ends <= now), switchedOff: (control & DISABLED) !== 0,
      // Who never has to change is never asked to, whatever `pwdLastSet` says: then it does not count as must-change.
      mustChange: lastSet === '0' && (control & NEVER_EXPIRES) === 0, neverMustChange: (control & NEVER_EXPIRES) !== 0, smartCardOnly: (control & SMARTCARD_REQUIRED) !== 0,
      passwordChangedAt: lastSet === '0' ? null : fileTime(lastSet), lastSignInAt: fileTime(textOf(entry, 'lastLogonTimestamp')), createdAt: timeOf(textOf(entry, 'whenCreated')),
    };
  },

  /** One modification: the password is never there without its must-change mark (T26). */
  async writePassword(line, dn, password, { mustChange }) {
    await line.change('set the password', (client) => client.modify(dn, [
      replacing('unicodePwd', [Buffer.from(`"${asTyped(password)}"`, 'utf16le')]), replacing('pwdLastSet', [mustChange ? '0' : '-1']), replacing('lockoutTime', ['0']),
    ]).catch((error: unknown) => {
      if (error instanceof ResultCodeError && PASSWORD_RESTRICTION.test(error.message)) throw new DirectoryPasswordRefused('set the password: the password policy of the domain does not take it', error);
      throw error;
    }));
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
  async rename(line, dn, username, attribute) {
    await line.change('change the user name', (client) => client.modify(dn, replacing(attribute, [username])));
  },
  /** `msDS-User-Account-Control-Computed` knows the time. */
  isLockOver: () => Promise.resolve(false),
  /** Windows says "data 773" (ERROR_PASSWORD_MUST_CHANGE), Samba spells the status out. */
  saysRightButMustChange: (said) => /\bdata 773\b|PASSWORD_MUST_CHANGE/i.test(said),
  /**
   * `adminCount` marks who was ever in a protected group ([MS-ADTS] section 3.1.1.6.1.2); the SIDs say who is now, through
   * groups and the primary one, whatever they are called in which language; and names say what an organisation made itself, also of groups above.
   */
  async standingOf(line, entry, { privilegedGroups, excludedGroups }) {
    const isInAny = async (groups: readonly string[]): Promise<boolean> => (await Promise.all(groups.map((group) => isMember(line, entry.dn, group)))).some(Boolean);
    const isMarked = textOf(entry, 'adminCount') === '1' || isNamedPrivileged(entry);
    const isPrivileged = async (): Promise<boolean> => {
      const sids = await sidsOf(line, entry.dn);
      return sids.some(isProtected) || (await groupsAbove(line, entry.dn, sids)).some(({ name, sid }) => soundsPrivileged(name) || (sid !== undefined && isProtected(sid)));
    };
    return { privileged: isMarked || (await isPrivileged()) || (await isInAny(privilegedGroups)), excluded: await isInAny(excludedGroups) };
  },
  async rights(line, sampleDn) {
    if (sampleDn === undefined) return [];
    const { searchEntries: [entry] } = await line.look('read our rights', (client) => client.search(sampleDn, { scope: 'base', attributes: ['allowedAttributesEffective'] }));
    const tells = (await sidsOf(line, sampleDn)).length > 1;
    const isTold = { what: 'privileged accounts', ok: tells, detail: tells ? 'known by the groups that Windows protects' : 'the server does not tell tokenGroups', cure: 'put our account into "Windows Authorization Access Group": otherwise only adminCount and privilegedGroups count' };
    const writable = new Set((entry === undefined ? [] : [entry['allowedAttributesEffective'] ?? []].flat()).map((one) => String(one).toLowerCase()));
    return (['pwdLastSet', 'lockoutTime', 'mail', 'userAccountControl'] as const).map((attribute) => {
      const ok = writable.has(attribute.toLowerCase());
      return { what: `writing ${attribute}`, ok, detail: ok ? 'we may' : 'we may not', cure: 'delegate the control of accounts to our account (LDAP.md)' };
    }).concat([isTold]);
  },
};

/** `memberOf` leaves out the primary group, so that is looked at by its SID. */
async function isMember(line: LdapLine, dn: string, group: string): Promise<boolean> {
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
}

/** The account's own SID, and those of all groups that it is in ([MS-ADTS] section 3.1.1.4.5.19, `tokenGroups`). */
async function sidsOf(line: LdapLine, dn: string): Promise<string[]> {
  const { searchEntries: [entry] } = await line.look('read the groups', (client) => client.search(dn, { scope: 'base', attributes: ['objectSid', 'tokenGroups'], explicitBufferAttributes: ['objectSid', 'tokenGroups'] }));
  return entry === undefined ? [] : ['objectSid', 'tokenGroups'].flatMap((name) => [entry[name] ?? []].flat()).flatMap((sid) => (Buffer.isBuffer(sid) ? sidOf(sid) ?? [] : []));
}

const SIDS_AT_ONCE = 50;

/** The groups that `tokenGroups` names; where the server does not tell it to our account, those that have the entry in their chain (not the primary one). */
async function groupsAbove(line: LdapLine, dn: string, [, ...told]: readonly string[]): Promise<readonly { readonly name: string; readonly sid: string | undefined }[]> {
  const base = await contextOf(line, dn);
  if (base === undefined) return [];
  const sids = told.filter((sid) => sid.startsWith('S-1-5-21-'));
  const filters = told.length === 0 ? [`(member:${IN_CHAIN}:=${escaped(dn)})`]
    : Array.from({ length: Math.ceil(sids.length / SIDS_AT_ONCE) }, (_, at) => `(|${sids.slice(at * SIDS_AT_ONCE, (at + 1) * SIDS_AT_ONCE).map((sid) => `(objectSid=${sid})`).join('')})`);
  const found = await inTurn(filters, (filter) => namesOf(line, base, `(&(objectClass=group)${filter})`));
  return found.flat().map(({ name, objectSid }) => ({ name, sid: Buffer.isBuffer(objectSid) ? sidOf(objectSid) : undefined }));
}

/** Administrators and operators of a domain, by the numbers that every domain gives them ([MS-DTYP] section 2.4.2.4). */
const PROTECTED_IN_DOMAIN = [498, 500, 502, 512, 516, 517, 518, 519, 520, 521, 526, 527];
const PROTECTED_BUILTIN = [544, 548, 549, 550, 551, 552, 557, 578];

function isProtected(sid: string): boolean {
  const number = Number(sid.split('-').at(-1));
  return (sid.startsWith('S-1-5-21-') && PROTECTED_IN_DOMAIN.includes(number)) || (sid.startsWith('S-1-5-32-') && PROTECTED_BUILTIN.includes(number));
}

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

/** [MS-DTYP] section 2.4.2.2; undefined: it is none. */
function sidOf(bytes: Buffer): string | undefined {
  if (bytes.length < 12 || bytes.length < 8 + 4 * bytes[1]!) return undefined;
  return ['S', bytes[0], bytes.readUIntBE(2, 6), ...Array.from({ length: bytes[1]! }, (_, at) => bytes.readUInt32LE(8 + 4 * at))].join('-');
}

/** The account's own SID with the last part replaced; undefined: it is not told. */
function primaryGroupOf(entry: Entry): string | undefined {
  const sid = [entry['objectSid']].flat()[0];
  const own = Buffer.isBuffer(sid) ? sidOf(sid) : undefined;
  const group = textOf(entry, 'primaryGroupID');
  return own === undefined || group === undefined ? undefined : [...own.split('-').slice(0, -1), group].join('-');
}
