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

/** The shorter a list may be, the plainer its words: seven of 2,048 are worth as much as six of 7,776 (5.7), and are no longer on paper. */
export const SPOKEN_COUNT = 7;
export const SPOKEN_WORDS = { de: SPOKEN_WORDS_DE, en: SPOKEN_WORDS_EN } as const satisfies Record<Locale, readonly string[]>;

/** No 0 and 1, as in codes. */
const SPOKEN_DIGITS = '23456789';
/** By the words alone, from a whole list (R38); where a name thins it, with the digit: by words alone 74 then. */
const ENOUGH_BITS = 77;
/** Active Directory looks for parts of the display name from three signs on, and for the user name as a whole; words of a language hold such parts more often than sixteen symbols do. */
const SHORTEST_NAME = 3;

/**
 * A temporary password to be said, heard and typed: `Apfel-birne-…-7`, seven words and a digit, 77 bits at least (recovery-security 5.7, "spoken variant").
 * By a fixed rule the first word begins with the one capital and a digit ends it, so it has four character classes whatever was drawn, and at most 64 signs. No word holds a
 * part of the person's name or a word of the organisation, which directories refuse. Undefined: that leaves too few words for 77 bits, the digit counted; then it is the other recipe's turn.
 */
export function makeSpokenPassword(random: RandomBelow, locale: Locale, { ownWords, forbiddenWords }: Pick<PasswordRules, 'ownWords' | 'forbiddenWords'>): Secret | undefined {
  const names = [...ownWords, ...forbiddenWords].flatMap((text) => text.normalize('NFKC').toLowerCase().split(/[^\p{L}\p{Nd}]+/u)).filter((name) => [...name].length >= SHORTEST_NAME);
  const fitting = SPOKEN_WORDS[locale].filter((word) => !names.some((name) => word.includes(name)));
  if (spokenBits(fitting.length) < ENOUGH_BITS) return undefined;
  const [first = '', ...others] = Array.from({ length: SPOKEN_COUNT }, () => fitting[random(fitting.length)]!);
  return new Secret([first.charAt(0).toUpperCase() + first.slice(1), ...others, SPOKEN_DIGITS.charAt(random(SPOKEN_DIGITS.length))].join('-'));
}

/** Of words drawn one by one from so many, any of them more than once, and the digit. */
export function spokenBits(words: number): number {
  return SPOKEN_COUNT * Math.log2(words) + Math.log2(SPOKEN_DIGITS.length);
}

/** Its words and its digit, in their order, if it is a spoken one; of the other kind none is, since that has no small letter. */
export function spokenParts(password: string): readonly string[] | undefined {
  return /^[A-Z][a-z]+(?:-[a-z]+)+-\d$/.test(password) ? password.split('-') : undefined;
}
