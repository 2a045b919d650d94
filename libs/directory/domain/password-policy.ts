import { isCommonPassword } from './common-passwords.js';

export interface PasswordRules {
  readonly minLength: number;
  /** Character classes that the target directory imposes (R17); 0: none. */
  readonly classes: number;
  /** Words of the organisation. */
  readonly forbiddenWords: readonly string[];
  /** Names, user name and addresses of the person. */
  readonly ownWords: readonly string[];
}

/** Why a password may not be chosen, with the numbers for the sentence. */
export type PolicyObjection =
  | { readonly code: 'too-short'; readonly minimum: number; readonly length: number }
  | { readonly code: 'too-long'; readonly maximum: number; readonly length: number }
  | { readonly code: 'too-common' }
  | { readonly code: 'contains-own-name'; readonly word: string }
  | { readonly code: 'contains-organisation-word'; readonly word: string }
  | { readonly code: 'too-few-classes'; readonly required: number; readonly present: number };

/** Far above what anybody types (R16); only keeps somebody from making us hash a novel. */
export const MAXIMUM_LENGTH = 512;

/** Shorter words are parts of too many others. */
const SHORTEST_WORD = 4;

const CLASSES = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}\s]/u];

/**
 * What speaks against a chosen password (R15, R17, R19, R22): every code point counts as one character, no rule on
 * character classes of our own, no silent truncation. Empty when it may be chosen.
 */
export function objectionsToPassword(password: string, rules: PasswordRules): PolicyObjection[] {
  const normal = password.normalize('NFKC');
  const length = [...normal].length;
  const lower = normal.toLowerCase();
  const objections: PolicyObjection[] = [];
  if (length < rules.minLength) objections.push({ code: 'too-short', minimum: rules.minLength, length });
  if (length > MAXIMUM_LENGTH) return [...objections, { code: 'too-long', maximum: MAXIMUM_LENGTH, length }];

  const own = wordsIn(rules.ownWords).find((word) => lower.includes(word));
  if (own !== undefined) objections.push({ code: 'contains-own-name', word: own });
  const organisation = wordsIn(rules.forbiddenWords).find((word) => lower.includes(word));
  if (organisation !== undefined) objections.push({ code: 'contains-organisation-word', word: organisation });
  if (isCommonPassword(normal)) objections.push({ code: 'too-common' });

  const present = CLASSES.filter((one) => one.test(normal)).length;
  if (present < rules.classes) objections.push({ code: 'too-few-classes', required: rules.classes, present });
  return objections;
}

/** Words of names and addresses that are long enough to matter, in lower case. */
function wordsIn(texts: readonly string[]): string[] {
  return [...new Set(texts.flatMap((text) => text.normalize('NFKC').toLowerCase().split(/[^\p{L}\p{Nd}]+/u)))]
    .filter((word) => [...word].length >= SHORTEST_WORD);
}
