import { parseAddress } from '#kernel';
import type { AskedField } from '#portals';

const LONGEST = 200;
const MAIL_FIELDS: readonly AskedField[] = ['registeredEmail', 'newEmail'];

export type DetailsProblem = { readonly field: AskedField; readonly problem: 'not-an-address' };

/**
 * What a requester typed into the short form, cleaned: one line each, no control characters or direction marks (T15,
 * T16), blanks left out. It is a claim like the mail itself, never evidence.
 */
export function readDetails(asked: readonly AskedField[], typed: Readonly<Partial<Record<AskedField, string>>>): { readonly details: Partial<Record<AskedField, string>>; readonly problems: readonly DetailsProblem[] } {
  const cleaned = asked.map((field) => [field, clean(typed[field] ?? '')] as const).filter(([, value]) => value !== '');
  const problems = cleaned.filter(([field, value]) => MAIL_FIELDS.includes(field) && parseAddress(value) === undefined).map(([field]) => ({ field, problem: 'not-an-address' as const }));
  return { details: Object.fromEntries(cleaned), problems };
}

function clean(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu, ' ').replace(/\s{2,}/g, ' ').trim();
  return [...line].slice(0, LONGEST).join('');
}
