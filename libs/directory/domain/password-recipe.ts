import { CODE_ALPHABET, Secret, type Locale } from '#kernel';
import type { PasswordRules } from './password-policy.js';
import { SPOKEN_WORDS_DE } from './spoken-words/de.js';
import { SPOKEN_WORDS_EN } from './spoken-words/en.js';

const SYMBOLS = 16;
const GROUP = 4;

/** A random whole number from 0 up to, not including, `below`; from a CSPRNG wherever it is not a spec. */
export type RandomBelow = (below: number) => number;

/**
 * A temporary password: 16 of 32 symbols in four groups, `K7QM-…`, 79.99 bits (recovery-security 5.7). Drawn again
 * until it has a digit and a letter, so with the dashes it has three character classes, as Active Directory wants.
 */
export function makeTemporaryPassword(random: RandomBelow): Secret {
  for (;;) {
    const symbols = Array.from({ length: SYMBOLS }, () => CODE_ALPHABET[random(CODE_ALPHABET.length)]!).join('');
    if (/\d/.test(symbols) && /[A-Z]/.test(symbols)) return new Secret(symbols.match(new RegExp(`.{${GROUP}}`, 'g'))!.join('-'));
  }
}

/** The German list is shorter, since German words of one stem are too much alike to be told apart by ear: so one word more. */
export const SPOKEN_RECIPE = {
  de: { words: SPOKEN_WORDS_DE, count: 7 },
  en: { words: SPOKEN_WORDS_EN, count: 6 },
} as const satisfies Record<Locale, { readonly words: readonly string[]; readonly count: number }>;

/** No 0 and 1, as in codes. */
const SPOKEN_DIGITS = '23456789';
/** Six words of 7,776 (5.7) have 77.5. */
const ENOUGH_BITS = 77;
/** Active Directory looks for parts of the display name from three signs on, and for the user name as a whole; words of a language hold such parts more often than sixteen symbols do. */
const SHORTEST_NAME = 3;

/**
 * A temporary password to be said, heard and typed: `Apfel-birne-…-7`, six words in English and seven in German, 77 bits at least (recovery-security 5.7, "spoken variant").
 * By a fixed rule the first word begins with the one capital and a digit ends it, so it has four character classes whatever was drawn, and at most 64 signs. No word holds a
 * part of the person's name or a word of the organisation, which directories refuse. Undefined: that leaves too few words for 77 bits; then it is the other recipe's turn.
 */
export function makeSpokenPassword(random: RandomBelow, locale: Locale, { ownWords, forbiddenWords }: Pick<PasswordRules, 'ownWords' | 'forbiddenWords'>): Secret | undefined {
  const { count, words } = SPOKEN_RECIPE[locale];
  const names = [...ownWords, ...forbiddenWords].flatMap((text) => text.normalize('NFKC').toLowerCase().split(/[^\p{L}\p{Nd}]+/u)).filter((name) => [...name].length >= SHORTEST_NAME);
  const fitting = words.filter((word) => !names.some((name) => word.includes(name)));
  if (spokenBits(fitting.length, count) < ENOUGH_BITS) return undefined;
  const [first = '', ...others] = Array.from({ length: count }, () => fitting[random(fitting.length)]!);
  return new Secret([first.charAt(0).toUpperCase() + first.slice(1), ...others, SPOKEN_DIGITS.charAt(random(SPOKEN_DIGITS.length))].join('-'));
}

/** So many words drawn one by one, any of them more than once, and the digit. */
export function spokenBits(words: number, count: number): number {
  return count * Math.log2(words) + Math.log2(SPOKEN_DIGITS.length);
}

/** Its words and its digit, in their order, if it is a spoken one; of the other kind none is, since that has no small letter. */
export function spokenParts(password: string): readonly string[] | undefined {
  return /^[A-Z][a-z]+(?:-[a-z]+)+-\d$/.test(password) ? password.split('-') : undefined;
}
