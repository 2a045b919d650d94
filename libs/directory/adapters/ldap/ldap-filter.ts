import { canonicalName } from '../../domain/canonical.js';
import { addressWays, numberWays } from '../../domain/search-ways.js';
import type { AccountQuery } from '../../directory.js';
import type { LdapAttributes } from './dialect.js';

/**
 * A value inside a filter: what means something there is written as bytes (RFC 4515 section 3). Letters beyond ASCII stay
 * as they are: they need no escape, and the library takes each escaped byte for a letter of its own (`ü` came out as `Ã¼`),
 * so that nobody with an umlaut in their name, or in that of their group, was found.
 */
export function escaped(value: string): string {
  return value.toWellFormed().replace(/[\\*()\u0000-\u001f\u007f]/g, (symbol) => `\\${symbol.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

/**
 * The filters that together find at least what the query asks for, each with its own bound; none: nothing can match. What
 * names one account comes first and by itself: a number with any signs between its own finds hundreds of others, and would
 * push out the one that is meant. Servers compare more loosely than we do (case, spaces, Unicode), so whoever uses them compares again.
 */
export function filtersFor(query: AccountQuery, attributes: LdapAttributes, accounts: string): string[] {
  const numbers = [[attributes.customerNumber, query.customerNumber], [attributes.serialNumber, query.serialNumber]] as const;
  const addresses = query.address === undefined ? [] : addressWays(query.address);
  const searches = [
    [...equals(attributes.mail, addresses), ...equals(attributes.secondMails, addresses), ...equals(attributes.username, [query.username]), ...numbers.flatMap(([attribute, value]) => equals(attribute, isLong(value) ? numberWays(value) : []))],
    named(attributes, query.name),
    ...numbers.map(([attribute, value]) => loosely(attribute, value)),
  ];
  return searches.filter((either) => either.length > 0).map((either) => `(&${accounts}(|${either.join('')}))`);
}

function equals(attribute: string | undefined, values: readonly (string | undefined)[]): string[] {
  return attribute === undefined ? [] : values.flatMap((value) => (value?.trim() ? [`(${attribute}=${escaped(value.trim())})`] : []));
}

/** Fewer than three signs are no number of anybody's. */
function isLong(value: string | undefined): value is string {
  return signsOf(value).length >= 3;
}

function signsOf(value = ''): string {
  return value.normalize('NFKC').replace(/[^0-9A-Za-z]/g, '');
}

/** `KD-4711` is found by `kd 4711`: the signs between letters and digits do not count. */
function loosely(attribute: string | undefined, value: string | undefined): string[] {
  const signs = signsOf(value);
  if (attribute === undefined || !isLong(value)) return [];
  // Some attributes compare case exactly (PrintableString in Active Directory).
  return [...new Set([signs.toUpperCase(), signs.toLowerCase()])].map((one) => `(${attribute}=${[...one].map(escaped).join('*')})`);
}

/** Where the given name ends nobody says; every place is tried. */
function named({ givenName, familyName }: LdapAttributes, name: string | undefined): string[] {
  const words = name === undefined ? [] : (canonicalName(name)?.split(' ') ?? []);
  if (!givenName || !familyName) return [];
  return words.slice(1).map((_, at) => `(&(${givenName}=${escaped(words.slice(0, at + 1).join(' '))})(${familyName}=${escaped(words.slice(at + 1).join(' '))}))`);
}
