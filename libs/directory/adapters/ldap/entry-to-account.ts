import type { Entry } from 'ldapts';
import { canonicalAddress, hashToken, parseAddress, type Locale } from '#kernel';
import { USER_TYPES, type Account, type AccountState } from '../../directory.js';
import type { AddressList } from '../../domain/address-list.js';
import { shouldBeFrozen, standingStop } from '../../domain/stops.js';
import type { Note } from '../remote/directory-memory.js';
import { textOf, textsOf, type EntryState, type LdapAttributes, type LdapDialect } from './dialect.js';
import { registrationFrom, type ReadRegistration } from '../remote/registration-value.js';

export interface EntryReading {
  readonly dialect: LdapDialect;
  readonly attributes: LdapAttributes;
  readonly note: Note;
  readonly privileged: boolean;
  readonly excluded: boolean;
  readonly isLockOver: boolean;
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
export function accountFrom(entry: Entry, { dialect, attributes, note, privileged, excluded, isLockOver, phonesSince, now }: EntryReading): Account {
  const shown = dialect.stateOf(entry, now);
  const state = { ...shown, locked: shown.locked && !isLockOver };
  const read = registrationOf(entry, attributes, dialect, now);
  const [givenName, familyName] = [textOf(entry, attributes.givenName) ?? '', textOf(entry, attributes.familyName) ?? ''];
  return {
    ref: dialect.idOf(entry),
    username: textOf(entry, attributes.username) ?? '',
    displayName: `${givenName} ${familyName}`.trim(),
    locale: (textOf(entry, 'preferredLanguage')?.toLowerCase().startsWith('en') ? 'en' : 'de') satisfies Locale,
    userType: USER_TYPES.find((one) => one === textOf(entry, attributes.userType)) ?? 'employee',
    state: stateOf(state, note, read),
    privileged, excluded,
    // Any other second factor is kept elsewhere; who has one there must be named by `excludedGroups`.
    hasSecondFactor: state.smartCardOnly,
    mustChangePassword: state.mustChange,
    temporaryPasswordExpiresAt: state.mustChange ? note.temporaryUntil ?? null : null,
    passwordChangedAt: state.passwordChangedAt,
    createdAt: state.createdAt ?? undefined,
    lastSignInAt: state.lastSignInAt,
    organisation: textOf(entry, attributes.organisation) ?? null,
    addresses: addressesOf(entry, attributes).map((address, at) => ({ id: addressIdOf(address), address, kind: at === 0 ? 'primary' : 'second', confirmedAt: isUnconfirmed(address, at, note, read) ? null : state.createdAt })),
    phones: phonesOf(entry, attributes).map((number) => ({ id: hashToken(`ldap-phone:${number}`).slice(0, 24), number, since: phonesSince.get(number) ?? now })),
    postalAddressSince: null,
    registration: read?.registration ?? null,
    group: textOf(entry, attributes.group) ?? null,
    pinAreas: [],
    legacy: false,
    shouldBeFrozen: shouldBeFrozen(note, state.disabled),
  };
}

/** A registration that waits is shown as such although the portal keeps its account shut; what Rekey stopped is stopped, as long as the directory keeps it shut. */
function stateOf(state: EntryState, note: Note, read: ReadRegistration | undefined): AccountState {
  const stopped = standingStop(note);
  if (stopped && state.disabled) return stopped.as;
  if (read) return read.registration.waitsFor === 'confirmation' ? 'pending-activation' : 'registration-locked';
  return state.disabled ? 'disabled' : state.locked ? 'locked' : 'active';
}

function isUnconfirmed(address: string, at: number, note: Note, read: ReadRegistration | undefined): boolean {
  return note.unconfirmed?.includes(addressIdOf(address)) === true || (at === 0 && read !== undefined && !read.isConfirmed);
}

export function registrationOf(entry: Entry, attributes: LdapAttributes, dialect: LdapDialect, now: Date): ReadRegistration | undefined {
  return registrationFrom(textOf(entry, attributes.registration), dialect.stateOf(entry, now).createdAt ?? now);
}

/** The main address first. What is no single address is left out (T5). */
export function addressesOf(entry: Entry, attributes: LdapAttributes): string[] {
  const { main, seconds } = addressListOf(entry, attributes);
  const all = [...(main === undefined ? [] : [main]), ...seconds].filter((address) => parseAddress(address) !== undefined);
  return [...new Map(all.toReversed().map((address) => [canonicalAddress(address), address])).values()].toReversed();
}

/** Values of one attribute have no order, so all but the first are second ones. */
export function addressListOf(entry: Entry, attributes: LdapAttributes): AddressList {
  const all = [...textsOf(entry, attributes.mail), ...textsOf(entry, attributes.secondMails)];
  const main = all.find((address) => parseAddress(address) !== undefined);
  return { main, seconds: all.filter((_, at) => at !== all.indexOf(main ?? '')) };
}
