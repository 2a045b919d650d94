import type { Locale } from '#kernel';

/** Names of letters as people say them on the phone: the German postal alphabet, for English that of ICAO. */
const LETTERS = {
  de: 'Anton Berta Cäsar Dora Emil Friedrich Gustav Heinrich Ida Julius Kaufmann Ludwig Martha Nordpol Otto Paula Quelle Richard Samuel Theodor Ulrich Viktor Wilhelm Xanthippe Ypsilon Zacharias',
  en: 'Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu',
} as const satisfies Record<Locale, string>;

const DIGITS = {
  de: 'null eins zwei drei vier fünf sechs sieben acht neun', en: 'zero one two three four five six seven eight nine',
} as const satisfies Record<Locale, string>;

const SIGNS: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  de: { '-': 'Minus', ' ': 'Leerzeichen', '_': 'Unterstrich', '.': 'Punkt', ',': 'Komma', '!': 'Ausrufezeichen', '?': 'Fragezeichen', '+': 'Plus', '=': 'Gleichheitszeichen', '#': 'Raute', '*': 'Stern' },
  en: { '-': 'hyphen', ' ': 'space', '_': 'underscore', '.': 'full stop', ',': 'comma', '!': 'exclamation mark', '?': 'question mark', '+': 'plus', '=': 'equals sign', '#': 'hash', '*': 'asterisk' },
};

const WORDS = {
  de: { upper: (letter: string, name: string) => `Groß-${letter} wie ${name}`, lower: (letter: string, name: string) => `Klein-${letter} wie ${name}`, digit: (digit: string, name: string) => `Ziffer ${digit} (${name})`, other: (sign: string) => `Zeichen ${sign}` },
  en: { upper: (letter: string, name: string) => `capital ${letter} as in ${name}`, lower: (letter: string, name: string) => `small ${letter} as in ${name}`, digit: (digit: string, name: string) => `digit ${digit} (${name})`, other: (sign: string) => `sign ${sign}` },
} as const satisfies Record<Locale, unknown>;

/**
 * A secret sign by sign, as one reads it to somebody who types it (5.7): `A7-` → "Groß-A wie Anton", "Ziffer 7 (sieben)", "Minus". One entry for each sign,
 * so that it can be followed with a finger; a sign without a name is shown as it is.
 */
export function spelled(secret: string, locale: Locale): readonly string[] {
  const words = WORDS[locale];
  const [letters, digits] = [LETTERS[locale].split(' '), DIGITS[locale].split(' ')];
  return [...secret].map((sign) => {
    if (/[0-9]/.test(sign)) return words.digit(sign, digits[Number(sign)]!);
    if (/[A-Za-z]/.test(sign)) return words[/[A-Z]/.test(sign) ? 'upper' : 'lower'](sign, letters[sign.toUpperCase().charCodeAt(0) - 65]!);
    return SIGNS[locale][sign] ?? words.other(sign);
  });
}
