import { BusyError, type Entry, NoSuchObjectError, ResultCodeError, TimeLimitExceededError, UnavailableError } from 'ldapts';
import { soundsPrivileged } from '../../domain/privileged-names.js';
import { notReadable } from '../remote/named-groups.js';
import { textOf, textsOf } from './dialect.js';
import { isBelow } from './ldap-dn.js';
import { escaped } from './ldap-filter.js';
import type { LdapLine } from './ldap-line.js';

export interface Group {
  readonly dn: string;
  readonly name: string;
}

const MOST_GROUPS = 500;

/** Somebody as groups of Unix name them: by the user name, or by the number of their primary group. */
export interface UnixNames {
  readonly username: string;
  readonly gidNumber: string | undefined;
}

/**
 * Every group that an entry is in by `member`, `uniqueMember`, `memberUid` or its primary group, also through any number of other groups, as far as
 * our account may see; anywhere in the entry's own naming context, since groups mostly lie beside the people. `isWhole`: there were not too many to look at.
 */
export async function groupsOf(line: LdapLine, dn: string, unix: UnixNames): Promise<{ readonly groups: readonly Group[]; readonly isWhole: boolean }> {
  const base = await contextOf(line, dn);
  const known = new Map<string, Group>();
  let asked = `(|${holding(dn)}${inUnix(unix)})`;
  while (base !== undefined && known.size < MOST_GROUPS) {
    const fresh = (await seen(line, base, asked)).filter(({ dn: one }) => !known.has(one.toLowerCase()));
    if (fresh.length === 0) break;
    for (const group of fresh) known.set(group.dn.toLowerCase(), group);
    asked = `(|${fresh.map((group) => holding(group.dn)).join('')})`;
  }
  return { groups: [...known.values()], isWhole: known.size < MOST_GROUPS };
}

/**
 * Whether a group has one of these as a member; asked of the group itself, which we may see where we may not look around.
 *
 * @throws DirectoryMisconfigured when it went away since `isReadable`
 */
export async function hasAny(line: LdapLine, group: string, members: readonly string[], unix: UnixNames): Promise<boolean> {
  const { searchEntries } = await line.look('look into a group', (client) => client.search(group, { scope: 'base', attributes: ['1.1'], filter: `(|${members.map(holding).join('')}${inUnix(unix)})` }).catch((error: unknown) => {
    throw error instanceof NoSuchObjectError ? notReadable(group) : error;
  }));
  return searchEntries.length > 0;
}

/**
 * A group, and one whose members we may ask for: an attribute that we may not search matches nothing (RFC 4511 section
 * 4.5.1.7), also not by being there. Only some kinds of group may be empty (RFC 4519 sections 3.5 and 3.6).
 */
const READABLE = '(|(member=*)(uniqueMember=*)(memberUid=*)(objectClass=group)(objectClass=posixGroup)(objectClass=groupOfMembers))';

/** Whether there is a group of this name whose members we may see; false also for a name that is none. */
export async function isReadable(line: LdapLine, group: string): Promise<boolean> {
  const { searchEntries } = await line.look('look for a group of the profile', (client) => client.search(group, { scope: 'base', attributes: ['1.1'], filter: READABLE }).catch((error: unknown) => {
    // "Later" is no answer about the group; every other result is a no: no such entry, not ours to see, no name at all, elsewhere.
    if (!(error instanceof ResultCodeError) || error instanceof BusyError || error instanceof UnavailableError || error instanceof TimeLimitExceededError) throw error;
    return { searchEntries: [] };
  }));
  return searchEntries.length > 0;
}

/** By the names in `memberOf`, where the server keeps it. */
export function isNamedPrivileged(entry: Entry): boolean {
  return textsOf(entry, 'memberOf').some((dn) => soundsPrivileged(nameIn(dn)));
}

/** Whether there is any group that we may see beside this entry. */
export async function seesGroups(line: LdapLine, dn: string): Promise<boolean> {
  const base = await contextOf(line, dn);
  return base !== undefined && (await seen(line, base, '(|(objectClass=groupOfNames)(objectClass=groupOfUniqueNames)(objectClass=posixGroup))', 1)).length > 0;
}

/** Each name of the groups that a filter finds, with their SIDs: what a group of Windows is called where people sign in may be another than that of its entry. */
export async function namesOf(line: LdapLine, base: string, filter: string): Promise<readonly { readonly name: string; readonly objectSid: unknown }[]> {
  return line.look('look for groups', async (client) => {
    const found: { name: string; objectSid: unknown }[] = [];
    for await (const { searchEntries } of client.searchPaginated(base, { scope: 'sub', filter, attributes: ['cn', 'sAMAccountName', 'objectSid'], explicitBufferAttributes: ['objectSid'], paged: { pageSize: 200 } })) {
      found.push(...searchEntries.flatMap((entry) => ['cn', 'sAMAccountName'].flatMap((name) => textsOf(entry, name)).map((name) => ({ name, objectSid: [entry['objectSid']].flat()[0] }))));
    }
    return found;
  });
}

async function seen(line: LdapLine, base: string, filter: string, most = MOST_GROUPS): Promise<Group[]> {
  return line.look('look for groups', async (client) => {
    const found: Group[] = [];
    for await (const { searchEntries } of client.searchPaginated(base, { scope: 'sub', filter, attributes: ['cn'], paged: { pageSize: Math.min(most, 200) } })) {
      found.push(...searchEntries.map((entry) => ({ dn: entry.dn, name: textOf(entry, 'cn') ?? nameIn(entry.dn) })));
      if (found.length >= most) break;
    }
    return found;
  });
}

/** The naming context in which an entry lies; undefined: the server does not tell. */
export async function contextOf(line: LdapLine, dn: string): Promise<string | undefined> {
  const { searchEntries: [root] } = await line.look('read the root', (client) => client.search('', { scope: 'base', attributes: ['namingContexts'] }));
  return (root === undefined ? [] : textsOf(root, 'namingContexts')).filter((context) => isBelow(dn, context)).toSorted((one, other) => other.length - one.length)[0];
}

function holding(dn: string): string {
  return `(member=${escaped(dn)})(uniqueMember=${escaped(dn)})`;
}

function inUnix({ username, gidNumber }: UnixNames): string {
  return `(memberUid=${escaped(username)})${gidNumber === undefined ? '' : `(&(objectClass=posixGroup)(gidNumber=${escaped(gidNumber)}))`}`;
}

/** `CN=Domain Admins,CN=Users,…` → `Domain Admins`. */
function nameIn(dn: string): string {
  return /^[^=]+=((?:\\.|[^,])*)/.exec(dn)?.[1]?.replaceAll(/\\(.)/g, '$1').trim() ?? '';
}
