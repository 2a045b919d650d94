import type { Entry } from 'ldapts';
import { canonicalAddress, hashToken, parseAddress, type Locale } from '#kernel';
import type { Account, UserType } from '../../directory.js';
import type { Note } from '../remote/directory-memory.js';
import { textOf, textsOf, type LdapAttributes, type LdapDialect } from './dialect.js';

const USER_TYPES: readonly UserType[] = ['pupil', 'teacher', 'customer', 'member', 'employee'];

export interface EntryReading {
  readonly dialect: LdapDialect;
  readonly attributes: LdapAttributes;
  readonly note: Note;
  readonly privileged: boolean;
  readonly excluded: boolean;
  /** Number → since when we see it on file. */
  readonly phonesSince: ReadonlyMap<string, Date>;
  readonly now: Date;
}

/** An address keeps its id as long as it is on file; a new one gets another. */
export function addressIdOf(address: string): string {
  return hashToken(`ldap-address:${canonicalAddress(address)}`).slice(0, 24);
}

export function phonesOf(entry: Entry, attributes: LdapAttributes): string[] {
  return textsOf(entry, attributes.phone);
}

/** An entry as the desk may see it. What the directory does not say is null, never a guess. */
export function accountFrom(entry: Entry, { dialect, attributes, note, privileged, excluded, phonesSince, now }: EntryReading): Account {
  const state = dialect.stateOf(entry, now);
  const [givenName, familyName] = [textOf(entry, attributes.givenName) ?? '', textOf(entry, attributes.familyName) ?? ''];
  const userType = textOf(entry, attributes.userType) as UserType | undefined;
  return {
    ref: dialect.idOf(entry),
    username: textOf(entry, attributes.username) ?? '',
    displayName: `${givenName} ${familyName}`.trim(),
    locale: (textOf(entry, 'preferredLanguage')?.toLowerCase().startsWith('en') ? 'en' : 'de') satisfies Locale,
    userType: userType && USER_TYPES.includes(userType) ? userType : 'employee',
    state: note.stopped?.as === 'frozen' ? 'frozen' : state.disabled ? 'disabled' : state.locked ? 'locked' : 'active',
    privileged, excluded,
    // A directory with a second factor keeps it elsewhere; who has one there must be named by `excludedGroups`.
    hasSecondFactor: false,
    mustChangePassword: state.mustChange,
    temporaryPasswordExpiresAt: state.mustChange ? note.temporaryUntil ?? null : null,
    passwordChangedAt: state.passwordChangedAt,
    lastSignInAt: state.lastSignInAt,
    organisation: textOf(entry, attributes.organisation) ?? null,
    addresses: addressesOf(entry, attributes).map((address, at) => ({ id: addressIdOf(address), address, kind: at === 0 ? 'primary' : 'second', confirmedAt: state.createdAt })),
    phones: phonesOf(entry, attributes).map((number) => ({ id: hashToken(`ldap-phone:${number}`).slice(0, 24), number, since: phonesSince.get(number) ?? now })),
    postalAddressSince: null,
    registration: null,
    group: textOf(entry, attributes.group) ?? null,
    pinAreas: [],
    legacy: false,
  };
}

/** The main address first; values of one attribute have no order, so further ones are second. What is no single address is left out (T5). */
export function addressesOf(entry: Entry, attributes: LdapAttributes): string[] {
  const all = [...textsOf(entry, attributes.mail), ...textsOf(entry, attributes.secondMails)].filter((address) => parseAddress(address) !== undefined);
  return [...new Map(all.map((address) => [canonicalAddress(address), address])).values()];
}
