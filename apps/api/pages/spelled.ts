import type { Locale } from '#kernel';

/** What tells letters apart that look alike: the German postal alphabet, for English that of ICAO. */
const LETTERS = {
  de: 'Anton Berta Cäsar Dora Emil Friedrich Gustav Heinrich Ida Julius Kaufmann Ludwig Martha Nordpol Otto Paula Quelle Richard Samuel Theodor Ulrich Viktor Wilhelm Xanthippe Ypsilon Zacharias',
  en: 'Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu',
} as const satisfies Record<Locale, string>;

const DIGITS = {
  de: 'null eins zwei drei vier fünf sechs sieben acht neun', en: 'zero one two three four five six seven eight nine',
} as const satisfies Record<Locale, string>;

const WORDS = {
  de: { letter: (letter: string, name: string) => `${letter} wie ${name}`, digit: (digit: string, name: string) => `Ziffer ${digit} (${name})`, hyphen: 'Bindestrich', other: (sign: string) => `Zeichen ${sign}` },
  en: { letter: (letter: string, name: string) => `${letter} as in ${name}`, digit: (digit: string, name: string) => `digit ${digit} (${name})`, hyphen: 'hyphen', other: (sign: string) => `sign ${sign}` },
} as const satisfies Record<Locale, unknown>;

/**
 * A temporary password sign by sign, for whoever types it: `A7-` → "A wie Anton", "Ziffer 7 (sieben)", "Bindestrich". It is made of capitals, digits and
 * hyphens (`makeTemporaryPassword`; one of words is never on a page, only on paper); anything else would be shown as it is. One entry for each sign, so that it can be followed with a finger.
 */
export function spelled(secret: string, locale: Locale): readonly string[] {
  const words = WORDS[locale];
  const [letters, digits] = [LETTERS[locale].split(' '), DIGITS[locale].split(' ')];
  return [...secret].map((sign) => {
    if (/[0-9]/.test(sign)) return words.digit(sign, digits[Number(sign)]!);
    if (/[A-Z]/.test(sign)) return words.letter(sign, letters[sign.charCodeAt(0) - 65]!);
    return sign === '-' ? words.hyphen : words.other(sign);
  });
}
