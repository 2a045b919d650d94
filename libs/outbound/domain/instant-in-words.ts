import type { Locale } from '#kernel';

const LANGUAGES = { de: 'de-DE', en: 'en-GB' } as const satisfies Record<Locale, string>;
/** Making a format is slow, using it is not; there are as many as portals and languages. */
const formats = new Map<string, readonly Intl.DateTimeFormat[]>();

/** `Dienstag, 24. November 2026, 14:30 Uhr` in the portal's own time: whoever reads it need not convert anything. */
export function instantInWords(at: Date, locale: Locale, timeZone: string): string {
  const words = formatsFor(locale, timeZone).map((format) => format.format(at)).join(', ');
  return locale === 'de' ? `${words} Uhr` : words;
}

function formatsFor(locale: Locale, timeZone: string): readonly Intl.DateTimeFormat[] {
  const key = `${locale} ${timeZone}`;
  const known = formats.get(key);
  if (known) return known;
  const made = [
    { weekday: 'long' }, { day: 'numeric', month: 'long', year: 'numeric' }, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  ].map((parts) => new Intl.DateTimeFormat(LANGUAGES[locale], { timeZone, ...(parts as Intl.DateTimeFormatOptions) }));
  formats.set(key, made);
  return made;
}
