import { canonicalName } from '../../domain/canonical.js';
import type { AccountQuery } from '../../directory.js';
import type { LdapAttributes } from './dialect.js';

/** A value inside a filter: everything that means something there is written as bytes (RFC 4515 section 3). */
export function escaped(value: string): string {
  return value.replace(/[\\*()\u0000]|[^\u0020-\u007e]/gu, (symbol) => [...Buffer.from(symbol, 'utf8')].map((byte) => `\\${byte.toString(16).padStart(2, '0')}`).join(''));
}

/**
 * A filter that finds at least what the query asks for; undefined: nothing can match. Servers compare more loosely than
 * we do (case, spaces, Unicode), so whoever uses it compares again.
 */
export function filterFor(query: AccountQuery, attributes: LdapAttributes, accounts: string): string | undefined {
  const either = [
    ...equals(attributes.mail, query.address), ...equals(attributes.secondMails, query.address), ...equals(attributes.username, query.username),
    ...loosely(attributes.customerNumber, query.customerNumber), ...loosely(attributes.serialNumber, query.serialNumber), ...named(attributes, query.name),
  ];
  return either.length === 0 ? undefined : `(&${accounts}(|${either.join('')}))`;
}

function equals(attribute: string | undefined, value: string | undefined): string[] {
  return attribute === undefined || !value?.trim() ? [] : [`(${attribute}=${escaped(value.trim())})`];
}

/** `KD-4711` is found by `kd 4711`: the signs between letters and digits do not count. */
function loosely(attribute: string | undefined, value: string | undefined): string[] {
  const signs = (value ?? '').normalize('NFKC').replace(/[^0-9A-Za-z]/g, '');
  if (attribute === undefined || signs.length < 3) return [];
  // Some attributes compare case exactly (PrintableString in Active Directory).
  return [...new Set([signs.toUpperCase(), signs.toLowerCase()])].map((one) => `(${attribute}=${[...one].map(escaped).join('*')})`);
}

/** Where the given name ends nobody says; every place is tried. */
function named({ givenName, familyName }: LdapAttributes, name: string | undefined): string[] {
  const words = name === undefined ? [] : (canonicalName(name)?.split(' ') ?? []);
  if (!givenName || !familyName) return [];
  return words.slice(1).map((_, at) => `(&(${givenName}=${escaped(words.slice(0, at + 1).join(' '))})(${familyName}=${escaped(words.slice(at + 1).join(' '))}))`);
}
