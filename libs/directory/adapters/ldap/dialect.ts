import type { Entry } from 'ldapts';
import type { Secret } from '#kernel';
import type { SettingsOf } from '#portals';
import type { LdapLine } from './ldap-line.js';

export type LdapAttributes = SettingsOf<'ldap'>['attributes'];

/** What of an entry only this kind of server knows how to say. */
export interface EntryState {
  readonly locked: boolean;
  readonly disabled: boolean;
  /** Disabled by somebody, whatever its dates say. */
  readonly switchedOff: boolean;
  readonly mustChange: boolean;
  /** The directory asks nobody of this account for a new password, whatever mark is set. */
  readonly neverMustChange: boolean;
  /** A second factor in place of any password. */
  readonly smartCardOnly: boolean;
  readonly passwordChangedAt: Date | null;
  readonly lastSignInAt: Date | null;
  readonly createdAt: Date | null;
}

export interface StandingQuestion {
  readonly username: string;
  /** DNs. */
  readonly privilegedGroups: readonly string[];
  readonly excludedGroups: readonly string[];
}

/** Where LDAP servers differ: names of attributes, and how a password is set, locked, and changed by force. */
export interface LdapDialect {
  readonly filter: string;
  readonly attributes: LdapAttributes;
  /** Asked for besides the mapped ones. */
  readonly stateAttributes: readonly string[];
  /** What is asked for where only the name of an entry counts. */
  readonly idAttributes: readonly string[];
  /** What names an entry for ever. */
  idOf(entry: Entry): string;
  /** Where to look for the entry of that name; undefined: no entry has such a name. Without `base` it is anywhere below the base of the portal. */
  placeOf(ref: string): { readonly base?: string; readonly filter: string } | undefined;
  stateOf(entry: Entry, now: Date): EntryState;
  /** What is stopped stays shut, whatever the server says of it. */
  writePassword(line: LdapLine, dn: string, password: Secret, given: { readonly mustChange: boolean; readonly isStopped: boolean }): Promise<void>;
  requireChange(line: LdapLine, dn: string): Promise<void>;
  unlock(line: LdapLine, dn: string): Promise<void>;
  setEnabled(line: LdapLine, dn: string, enabled: boolean): Promise<void>;
  /** `attribute` holds the user name. */
  rename(line: LdapLine, dn: string, username: string, attribute: string): Promise<void>;
  /** Whether the lock that the entry shows has run out; asked only of one that shows one. */
  isLockOver(line: LdapLine, entry: Entry): Promise<boolean>;
  /** Whether a refused sign-in means "right, but must be changed first". */
  saysRightButMustChange(said: string): boolean;
  /** Whether the entry is in one of these groups, also through others; who stands over others does so whether the profile names their group or not. */
  standingOf(line: LdapLine, entry: Entry, given: StandingQuestion): Promise<{ readonly privileged: boolean; readonly excluded: boolean }>;
  /** Rights that can be seen, for `rekey doctor`. */
  rights(line: LdapLine, sampleDn: string | undefined): Promise<readonly { readonly what: string; readonly ok: boolean; readonly detail: string; readonly cure?: string }[]>;
}

/** Values of an attribute as text; none where it is not there. */
export function textsOf(entry: Entry, attribute: string | undefined): string[] {
  const value = attribute === undefined ? undefined : entry[attribute];
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).map((one) => (Buffer.isBuffer(one) ? one.toString('utf8') : one)).filter((one) => one !== '');
}

export function textOf(entry: Entry, attribute: string | undefined): string | undefined {
  return textsOf(entry, attribute)[0];
}

/** GeneralizedTime (RFC 4517 section 3.3.13), to the second. */
export function timeOf(text: string | undefined): Date | null {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/.exec(text ?? '') ?? [];
  return year === undefined ? null : new Date(Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)));
}

