import { COMMON_ENDINGS, COMMON_WORDS, KEYBOARD_WALKS } from './common-words.js';

/** What stands for a letter when people think a password becomes safe by it. */
const LEET: Readonly<Record<string, string>> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i', '€': 'e' };

const WORDS: ReadonlySet<string> = new Set([...COMMON_WORDS, ...KEYBOARD_WALKS].map(withoutUmlauts));
const LONGEST_WORD = Math.max(...[...WORDS].map(({ length }) => length));

/** Every listed word alone, with each usual ending, and doubled: more than ten thousand entries (R19 asks for 3,000). */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  [...WORDS].flatMap((word) => [word, word + word, ...COMMON_ENDINGS.map((ending) => word + ending)]),
);

/** So many listed words one after the other are still one guess away; more of them make a phrase. */
const MOST_PARTS = 3;

/**
 * Whether a password is on the block list, or is only made of what is on it: up to three listed words with digits and
 * signs between them, or one short piece again and again. Upper and lower case and letters written as digits make no difference.
 */
export function isCommonPassword(password: string): boolean {
  const plain = withoutUmlauts(password.normalize('NFKC').toLowerCase());
  if (plain === '') return false;
  return isRepetition(plain) || isRun(plain) || COMMON_PASSWORDS.has(plain) || isMadeOfCommonParts(plain);
}

/** `abcabcabc`, `aaaaaaaaaaaaaaa`: a piece of at most four characters, at least three times. */
function isRepetition(plain: string): boolean {
  return /^(.{1,4}?)\1{2,}$/su.test(plain) || /^(.{1,4}?)\1{2,}.{0,3}$/su.test(plain) && plain.length < 20;
}

/** Neighbours in the character table all the way: `abcdefghijklmno`, `987654321`. */
function isRun(plain: string): boolean {
  const codes = [...plain].map((symbol) => symbol.codePointAt(0)!);
  const steps = new Set(codes.slice(1).map((code, index) => code - codes[index]!));
  return codes.length >= 4 && steps.size === 1 && Math.abs([...steps][0]!) <= 1;
}

/** Takes listed words off the front, the longest first; between them only digits, signs, and single stray letters. */
function isMadeOfCommonParts(plain: string): boolean {
  const parts = new Set<string>();
  let rest = plain;
  let strayLetters = 0;
  while (rest !== '') {
    const word = wordAtFront(rest);
    if (word !== undefined) {
      // `unleet` keeps the length, so the word is as long as what it was written with.
      parts.add(word);
      rest = rest.slice(word.length);
      continue;
    }
    const [symbol = ''] = rest;
    if (/\p{L}/u.test(symbol) && (strayLetters += 1) > 1) return false;
    rest = rest.slice(symbol.length);
  }
  const digits = plain.replace(/\P{Nd}/gu, '').length;
  // Many digits beside a word are worth something; a date or 123456 is not.
  return parts.size > 0 && parts.size <= MOST_PARTS && digits <= 8;
}

function wordAtFront(rest: string): string | undefined {
  for (let length = Math.min(LONGEST_WORD, rest.length); length >= 3; length -= 1) {
    const candidate = rest.slice(0, length);
    if (WORDS.has(candidate)) return candidate;
    const unleeted = unleet(candidate);
    if (WORDS.has(unleeted)) return unleeted;
  }
  return undefined;
}

function unleet(plain: string): string {
  return [...plain].map((symbol) => LEET[symbol] ?? symbol).join('');
}

function withoutUmlauts(text: string): string {
  return text.replace(/ä/g, 'ae').replace(/ö/g, 'oe').replace(/ü/g, 'ue').replace(/ß/g, 'ss');
}
