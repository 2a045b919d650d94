import { LOCALES, type Locale } from '#kernel';

export function isLocale(word: unknown): word is Locale {
  return (LOCALES as readonly unknown[]).includes(word);
}

/**
 * In which language a page speaks: what was asked for (`?lang`, or the choice remembered in a cookie), else what the
 * browser prefers, else the account's language, else German.
 *
 * @param acceptLanguage the header, RFC 9110 section 12.5.4
 */
export function chooseLanguage(asked: unknown, remembered: unknown, acceptLanguage: string | undefined, account?: Locale): Locale {
  if (isLocale(asked)) return asked;
  if (isLocale(remembered)) return remembered;
  return preferred(acceptLanguage ?? '') ?? account ?? 'de';
}

function preferred(header: string): Locale | undefined {
  return header.slice(0, 500).split(',')
    .map((entry, at) => {
      const [tag = '', ...parameters] = entry.trim().toLowerCase().split(';');
      const weight = Number(parameters.find((one) => one.trim().startsWith('q='))?.trim().slice(2) ?? 1);
      return { language: tag.split('-')[0], weight: Number.isFinite(weight) ? weight : 0, at };
    })
    .filter(({ language, weight }) => isLocale(language) && weight > 0)
    .sort((a, b) => b.weight - a.weight || a.at - b.at)[0]?.language as Locale | undefined;
}
