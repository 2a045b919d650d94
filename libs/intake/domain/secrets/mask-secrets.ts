import { looksSecret } from './no-secrets.js';
import { secretNumbers } from './numbers.js';
import { seedsAndLinks } from './seeds-and-links.js';
import type { FoundSecret, SecretKind } from './secret-kinds.js';
import { statedPasswords } from './stated-passwords.js';

/** What stands in place of a secret, in every text that people and programs get to see. */
export const MASK = '[•••]';

/** A password is looked for again in the rest of the mail from this length on; shorter ones are words. */
const SHORTEST_REPEATED = 5;

/** `Re: Passwort [SCH-1042]` names a ticket. */
const OUR_NUMBER = /^\[?[A-Z]{2,5}-\d{1,9}\]?$/;

/** Everything secret in a text, in order, none inside another. */
export function findSecrets(text: string): FoundSecret[] {
  const found = [...seedsAndLinks(text), ...secretNumbers(text), ...statedPasswords(text)].filter(({ start, end }) => !OUR_NUMBER.test(text.slice(start, end)));
  const all = found.toSorted((one, other) => one.start - other.start || other.end - one.end);
  return all.filter((one, at) => !all.slice(0, at).some(({ end }) => end > one.start));
}

/**
 * Texts of one mail without the secrets in them. What one of them gives away is taken out of all, since people say a
 * password once and then use it.
 *
 * @param texts any number of texts, such as subject and body
 */
export function maskSecrets<Names extends string>(texts: Readonly<Record<Names, string>>): { readonly texts: Record<Names, string>; readonly kinds: readonly SecretKind[] } {
  const names = Object.keys(texts) as Names[];
  // Most mails are all their own words: the whole and the new part are one text.
  const looked = new Map<string, FoundSecret[]>();
  const found = new Map(names.map((name) => {
    const own = looked.get(texts[name]) ?? findSecrets(texts[name]);
    looked.set(texts[name], own);
    return [name, own] as const;
  }));
  const kinds = new Set([...found.values()].flatMap((some) => some.map(({ kind }) => kind)));
  const values = new Set(names.flatMap((name) => found.get(name)!.map(({ start, end }) => texts[name].slice(start, end))).filter((value) => value.length >= SHORTEST_REPEATED && looksSecret(value)));
  const masked = names.map((name) => [name, withoutValues(without(texts[name], found.get(name)!), values)] as const);
  return { texts: Object.fromEntries(masked) as Record<Names, string>, kinds: [...kinds] };
}

/** One text without its secrets. */
export function maskText(text: string): string {
  return without(text, findSecrets(text));
}

function without(text: string, secrets: readonly FoundSecret[]): string {
  let at = 0;
  let masked = '';
  for (const { start, end } of secrets) {
    masked += text.slice(at, start) + MASK;
    at = end;
  }
  return masked + text.slice(at);
}

function withoutValues(text: string, values: ReadonlySet<string>): string {
  return [...values].toSorted((one, other) => other.length - one.length).reduce((rest, value) => rest.replaceAll(value, MASK), text);
}
