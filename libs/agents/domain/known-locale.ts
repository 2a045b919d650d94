import { LOCALES, type Locale } from '#kernel';

/** The language of somebody at the desk: a row kept before languages were checked may say anything, and breaks nothing. */
export function knownLocale(word: string): Locale {
  return LOCALES.find((one) => one === word) ?? 'de';
}
