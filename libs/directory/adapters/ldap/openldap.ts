import { Attribute, BerWriter, Change, ConstraintViolationError, InsufficientAccessError, NoSuchObjectError, UndefinedTypeError, type Client, type Entry } from 'ldapts';
import type { Secret } from '#kernel';
import { DirectoryPasswordRefused, DirectoryRefused } from '../../directory.faults.js';
import { asTyped } from '../as-typed.js';
import { soundsPrivileged } from '../../domain/privileged-names.js';
import { textOf, textsOf, timeOf, type EntryState, type LdapDialect } from './dialect.js';
import { inName } from './ldap-dn.js';
import { contextOf, groupsOf, hasAny, isNamedPrivileged, seesGroups } from './ldap-groups.js';
import type { LdapLine } from './ldap-line.js';

/** RFC 3062. */
const PASSWORD_MODIFY = '1.3.6.1.4.1.4203.1.11.1';
/** draft-behera-ldap-password-policy-11, section 5.3.3: locked for good. */
const FOR_GOOD = '000001010000Z';
/**
 * `pwdStartTime` of what Rekey stopped (draft-behera-ldap-password-policy-11, section 5.3.8): not before then. A new
 * password takes away the lock for good, in the same breath, but not this; and it counts also where the policy has no lockout.
 * Years that do not fit into 64 bits of seconds after 1900 count for nothing in slapd, so it is not 9999.
 */
const NOT_BEFORE = '20991231235959Z';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** OpenLDAP with the ppolicy overlay. Disabled is "locked for good"; must-change is `pwdReset`. */
export const OPENLDAP: LdapDialect = {
  filter: '(objectClass=inetOrgPerson)',
  attributes: { username: 'uid', mail: 'mail', givenName: 'givenName', familyName: 'sn', phone: 'telephoneNumber', organisation: 'o', group: 'ou', customerNumber: 'employeeNumber', postcode: 'postalCode', userType: 'employeeType', manager: 'manager' },
  stateAttributes: ['entryUUID', 'createTimestamp', 'pwdAccountLockedTime', 'pwdStartTime', 'pwdEndTime', 'pwdReset', 'pwdChangedTime', 'pwdPolicySubentry', 'authTimestamp', 'uidNumber', 'gidNumber', 'memberOf'],
  idAttributes: ['entryUUID'],
  idOf: (entry) => textOf(entry, 'entryUUID') ?? '',
  placeOf: (ref) => (UUID.test(ref) ? { filter: `(entryUUID=${ref})` } : undefined),
  stateOf(entry: Entry, now: Date): EntryState {
    const { isShut, isForGood, isOurs, lockedAt } = shutting(entry, now);
    return {
      locked: lockedAt !== undefined && lockedAt !== FOR_GOOD, disabled: isShut, switchedOff: isForGood || isOurs, neverMustChange: false, smartCardOnly: false, mustChange: textOf(entry, 'pwdReset') === 'TRUE',
      passwordChangedAt: timeOf(textOf(entry, 'pwdChangedTime')), lastSignInAt: timeOf(textOf(entry, 'authTimestamp')), createdAt: timeOf(textOf(entry, 'createTimestamp')),
    };
  },

  /**
   * The server hashes; what we write is never kept as it is (RFC 3062). The policy takes a lock for good away by that, so
   * what is shut is shut twice beforehand: nobody who dies in between, or freezes meanwhile, leaves it open.
   */
  async writePassword(line, dn, password, { mustChange, isStopped }) {
    const hasPolicy = await knowsPolicy(line, dn);
    if (!hasPolicy && (mustChange || isStopped)) throw new DirectoryRefused(`${isStopped ? 'what is stopped could not be kept shut' : '"must change the password" is not known there'}: the server has no ppolicy overlay (rekey directory check)`);
    const before = await readShutting(line, dn);
    const staysShut = isStopped || before.isForGood || before.isOurs;
    const isHeld = before.isOurs || (staysShut && !before.isYetToBegin && (await hold(line, dn)));
    await line.change('set the password', async (client) => {
      await client.exop(PASSWORD_MODIFY, passwordModify(dn, password)).catch(unlessPolicy);
      if (hasPolicy) await client.modify(dn, [replacing('pwdAccountLockedTime', staysShut ? [FOR_GOOD] : []), replacing('pwdReset', mustChange ? ['TRUE'] : []), ...(isHeld && !isStopped ? [replacing('pwdStartTime', [])] : [])]);
    });
  },
  async requireChange(line, dn) {
    await line.change('require a new password', (client) => client.modify(dn, replacing('pwdReset', ['TRUE'])));
  },
  async unlock(line, dn) {
    if ((await readShutting(line, dn)).isForGood) return;
    await line.change('unlock', (client) => client.modify(dn, replacing('pwdAccountLockedTime', [])));
  },
  async setEnabled(line, dn, enabled) {
    const { isOurs, isYetToBegin } = await readShutting(line, dn);
    const lock = replacing('pwdAccountLockedTime', enabled ? [] : [FOR_GOOD]);
    if (enabled) await line.change('enable', (client) => client.modify(dn, isOurs ? [lock, replacing('pwdStartTime', [])] : lock));
    else await line.change('disable', (client) => orWithout(client, dn, isYetToBegin ? [lock] : [lock, replacing('pwdStartTime', [NOT_BEFORE])], lock).then(() => undefined));
  },
  /** The user name is mostly part of the entry's name; then the entry is moved. */
  async rename(line, dn, username, attribute) {
    const isInName = dn.toLowerCase().startsWith(`${attribute.toLowerCase()}=`);
    await line.change('change the user name', (client) => (isInName ? client.modifyDN(dn, `${attribute}=${inName(username)}`) : client.modify(dn, replacing(attribute, [username]))));
  },
  saysRightButMustChange: () => false,
  /** The server leaves the mark of a lock until the next sign-in, also when its time is over. */
  async isLockOver(line, entry) {
    const since = timeOf(textOf(entry, 'pwdAccountLockedTime'));
    const lasts = since === null ? undefined : await lockoutOf(line, entry);
    return since !== null && lasts !== undefined && since.getTime() + lasts * 1_000 <= line.now().getTime();
  },
  /** The administrator of Unix (number 0), and whoever is in a group that is called so or named in the profile; who is in more groups than can be looked at counts as one. */
  async standingOf(line, entry, { username, privilegedGroups, excludedGroups }) {
    const unix = { username, gidNumber: textOf(entry, 'gidNumber') };
    const { groups, isWhole } = await groupsOf(line, entry.dn, unix);
    const members = [entry.dn, ...groups.map(({ dn }) => dn)];
    const isInAny = async (named: readonly string[]): Promise<boolean> => (await Promise.all(named.map((group) => hasAny(line, group, members, unix)))).some(Boolean);
    const isPrivileged = !isWhole || textOf(entry, 'uidNumber') === '0' || textOf(entry, 'gidNumber') === '0' || isNamedPrivileged(entry) || groups.some(({ name }) => soundsPrivileged(name));
    return { privileged: isPrivileged || (await isInAny(privilegedGroups)), excluded: await isInAny(excludedGroups) };
  },
  async rights(line, sampleDn) {
    const { searchEntries: [root] } = await line.look('read the root', (client) => client.search('', { scope: 'base', attributes: ['supportedExtension', 'supportedControl'] }));
    const hasPolicy = root !== undefined && textsOf(root, 'supportedControl').includes('1.3.6.1.4.1.42.2.27.8.5.1');
    const canSet = root !== undefined && textsOf(root, 'supportedExtension').includes(PASSWORD_MODIFY);
    const findings = [
      { what: 'password policy', ok: hasPolicy, detail: hasPolicy ? 'the ppolicy overlay is there' : 'no ppolicy overlay', cure: 'without it there are no temporary passwords, and nothing can be locked, unlocked or frozen: load it, or use links only' },
      { what: 'setting passwords', ok: canSet, detail: canSet ? 'the server takes RFC 3062' : 'the server does not take RFC 3062', cure: 'load the password modify extension' },
    ];
    if (sampleDn === undefined) return findings;
    // Deleting what is not there changes nothing, and is refused without the right.
    const { searchEntries: [sample] } = await line.look('read the state', (client) => client.search(sampleDn, { scope: 'base', attributes: [...KEPT_BY_POLICY] }));
    const absent = KEPT_BY_POLICY.filter((attribute) => sample !== undefined && textOf(sample, attribute) === undefined);
    const may = async (attributes: readonly string[]): Promise<boolean> => attributes.length === 0 || line.change('try our rights', (client) => client.modify(sampleDn, attributes.map((one) => replacing(one, []))).then(() => true, () => false));
    const seesAny = await seesGroups(line, sampleDn);
    const [unlocks, holds] = [await may(absent.filter((one) => one !== 'pwdStartTime')), await may(absent.filter((one) => one === 'pwdStartTime'))];
    return [
      ...findings,
      { what: 'unlocking', ok: unlocks, detail: unlocks ? 'we may write what the policy keeps' : 'we may not write pwdAccountLockedTime, pwdReset', cure: 'give our account `manage` on the pwd… attributes (LDAP.md)' },
      { what: 'keeping shut', ok: holds, detail: holds ? 'we may write pwdStartTime' : 'we may not write pwdStartTime: a frozen account is open for a moment while it gets a new password', cure: 'OpenLDAP 2.5 or later, and `manage` on pwdStartTime for our account (LDAP.md)' },
      { what: 'privileged accounts', ok: seesAny, detail: seesAny ? 'known by their groups' : 'we see no groups', cure: 'let our account read the groups: otherwise only those count that privilegedGroups names' },
    ];
  },
};

const KEPT_BY_POLICY = ['pwdAccountLockedTime', 'pwdReset', 'pwdStartTime'] as const;

interface Shutting {
  readonly lockedAt: string | undefined;
  readonly isForGood: boolean;
  /** By Rekey's mark. */
  readonly isOurs: boolean;
  /** As somebody else wrote: that is left as it is. */
  readonly isYetToBegin: boolean;
  readonly isShut: boolean;
}

function shutting(entry: Entry | undefined, now: Date): Shutting {
  const at = (attribute: string): string | undefined => (entry === undefined ? undefined : textOf(entry, attribute));
  const [lockedAt, start] = [at('pwdAccountLockedTime'), at('pwdStartTime')];
  const [isForGood, isOurs] = [lockedAt === FOR_GOOD, start === NOT_BEFORE];
  const [begins, ends] = [timeOf(start), timeOf(at('pwdEndTime'))];
  const isYetToBegin = !isOurs && begins !== null && begins > now;
  return { lockedAt, isForGood, isOurs, isYetToBegin, isShut: isForGood || isOurs || isYetToBegin || (ends !== null && ends <= now) };
}

async function readShutting(line: LdapLine, dn: string): Promise<Shutting> {
  const { searchEntries: [entry] } = await line.look('read the state', (client) => client.search(dn, { scope: 'base', attributes: ['pwdAccountLockedTime', 'pwdStartTime', 'pwdEndTime'] }));
  return shutting(entry, line.now());
}

/**
 * Whether the server keeps what belongs to a policy. Asked before a password is written, by giving the mark of must-change
 * the value that it has, which changes nothing: who may not write it hears so while the old password still works.
 */
async function knowsPolicy(line: LdapLine, dn: string): Promise<boolean> {
  const { searchEntries: [entry] } = await line.look('read the state', (client) => client.search(dn, { scope: 'base', attributes: ['pwdReset'] }));
  return line.change('try our rights', (client) => client.modify(dn, replacing('pwdReset', entry === undefined ? [] : textsOf(entry, 'pwdReset'))).then(() => true, (error: unknown) => {
    if (error instanceof UndefinedTypeError) return false;
    throw error;
  }));
}

/**
 * For how many seconds wrong passwords lock this entry: by its own policy, or the longest of all that we see, since which one is the default stands in
 * the server's settings, which are not ours to read. Endless without a duration, or with 0 (draft-behera-ldap-password-policy-11, section 5.2.12);
 * undefined: we see no policy.
 */
async function lockoutOf(line: LdapLine, entry: Entry): Promise<number | undefined> {
  const own = textOf(entry, 'pwdPolicySubentry');
  const base = own ?? (await contextOf(line, entry.dn));
  const { searchEntries } = base === undefined ? { searchEntries: [] } : await line.look('read the password policy', (client) => client.search(base, {
    scope: own === undefined ? 'sub' : 'base', filter: '(objectClass=pwdPolicy)', attributes: ['pwdLockoutDuration'],
  }).catch((error: unknown) => {
    if (error instanceof NoSuchObjectError || error instanceof InsufficientAccessError) return { searchEntries: [] };
    throw error;
  }));
  const all = searchEntries.map((policy) => Number(textOf(policy, 'pwdLockoutDuration') ?? 0) || Number.POSITIVE_INFINITY);
  return all.length === 0 ? undefined : Math.max(...all);
}

/** The quality or the history of the password (draft-behera-ldap-password-policy-11, section 8.2.7); one that is too young to change is none of the person's choice. */
function unlessPolicy(error: unknown): never {
  if (error instanceof ConstraintViolationError && !/too young/i.test(error.message)) {
    throw new DirectoryPasswordRefused('set the password: the password policy of the server does not take it', error, /history/i.test(error.message) ? 'reused' : 'policy');
  }
  throw error;
}

/** Whether the mark could be set. */
function hold(line: LdapLine, dn: string): Promise<boolean> {
  return line.change('keep shut', (client) => orWithout(client, dn, [replacing('pwdStartTime', [NOT_BEFORE])], undefined));
}

/** What older servers do not know, or our account may not write, must not keep us from the rest. Whether all of it was written. */
async function orWithout(client: Client, dn: string, all: Change[], rest: Change | undefined): Promise<boolean> {
  try {
    await client.modify(dn, all);
    return true;
  } catch (error) {
    if (!(error instanceof UndefinedTypeError || error instanceof InsufficientAccessError)) throw error;
    if (rest) await client.modify(dn, rest);
    return false;
  }
}

function replacing(type: string, values: string[]): Change {
  return new Change({ operation: 'replace', modification: new Attribute({ type, values }) });
}

/** PasswdModifyRequestValue ::= SEQUENCE { userIdentity [0], newPasswd [2] } (RFC 3062 section 2). */
function passwordModify(dn: string, password: Secret): Buffer {
  const writer = new BerWriter();
  writer.startSequence();
  writer.writeString(dn, 0x80);
  writer.writeString(asTyped(password), 0x82);
  writer.endSequence();
  return writer.buffer;
}
