import type { SettingsOf } from '#portals';
import type { AccountQuery } from '../../directory.js';
import { canonicalName } from '../../domain/canonical.js';
import { addressWays, numberWays } from '../../domain/search-ways.js';

type Attributes = SettingsOf<'keycloak'>['attributes'];

/** What a database may stop reading at, or a log break at; nobody is called so. */
const CONTROL = /\p{Cc}/u;

/**
 * The searches that together find whom a query means; each is the query string of one `GET /users`. Keycloak compares
 * exactly but for case, so a number is asked for in the ways people write it.
 */
export function searchesFor(query: AccountQuery, attributes: Attributes): string[] {
  const searches: Record<string, string>[] = [];
  const byAttribute = (name: string | undefined, values: readonly string[]): void => {
    if (name !== undefined) searches.push(...values.map((value) => ({ q: attributeSearch(name, value) })));
  };
  if (query.address !== undefined) {
    const ways = addressWays(query.address);
    searches.push(...ways.map((email) => ({ email })));
    byAttribute(attributes.secondMail, ways);
  }
  if (query.username !== undefined && query.username.trim() !== '') searches.push({ username: query.username.normalize('NFC').trim() });
  if (query.customerNumber !== undefined) byAttribute(attributes.customerNumber, numberWays(query.customerNumber));
  if (query.serialNumber !== undefined) byAttribute(attributes.serialNumber, numberWays(query.serialNumber));
  if (query.name !== undefined) searches.push(...nameWays(query.name));
  return searches.filter((search) => !Object.values(search).some((value) => CONTROL.test(value))).map((search) => new URLSearchParams({ exact: 'true', ...search }).toString());
}

/** `name:"value"` of the admin API; quotes and backslashes inside are escaped. */
export function attributeSearch(name: string, value: string): string {
  const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`;
  return `${quoted(name)}:${quoted(value)}`;
}

/** Where given and family name meet is not said: every place is tried. */
function nameWays(name: string): Record<string, string>[] {
  const words = canonicalName(name)?.split(' ') ?? [];
  return words.slice(1).map((_, at) => ({ firstName: words.slice(0, at + 1).join(' '), lastName: words.slice(at + 1).join(' ') })).slice(0, 5);
}
