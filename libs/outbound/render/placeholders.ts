import type { Locale } from '#kernel';
import { MAIL_KINDS, type MailKind } from '../domain/mail-kinds.js';

/** What stands for a secret where somebody else than the recipient reads a mail. */
const PLACEHOLDERS: Readonly<Record<Locale, Readonly<Record<'link' | 'code' | 'page' | 'number' | 'secret', string>>>> = {
  de: { link: '[Link, nur in der Mail]', code: '[Code, nur in der Mail]', page: '[Adresse der Seite, nur in der Mail]', number: '[Zahl, nur in der Mail]', secret: '[Geheimes, nur in der Mail]' },
  en: { link: '[link, only in the mail]', code: '[code, only in the mail]', page: '[address of the page, only in the mail]', number: '[number, only in the mail]', secret: '[secret, only in the mail]' },
};

/** By which variable a mail that goes out at once says what it carries besides. */
const IS_THERE: Readonly<Record<string, string>> = { statusLink: 'standsIn', quietLink: 'fromOutside' };

/**
 * A placeholder for each secret that a mail of this kind carries. What it may or may not carry its variables tell: the page
 * of the request where it stands in for the acknowledgement (`atOnce` in `mail-kinds.ts`), the next step where something in
 * it expires (`maybeLink`); of the secrets themselves nothing is asked.
 */
export function placeholdersFor(kind: MailKind, locale: Locale, variables: Readonly<Record<string, unknown>>): Record<string, string | null> {
  const hasNextStep = (variables['expiresAt'] ?? null) !== null;
  const isThere = (name: string): boolean => (IS_THERE[name] !== undefined && IS_THERE[name] in MAIL_KINDS[kind].variables.shape ? variables[IS_THERE[name]] === true : hasNextStep);
  return Object.fromEntries(Object.entries(MAIL_KINDS[kind].secrets.shape).map(([name, schema]) => [name, schema.safeParse(null).success && !isThere(name) ? null : PLACEHOLDERS[locale][meaningOf(name)]]));
}

function meaningOf(name: string): keyof (typeof PLACEHOLDERS)['de'] {
  if (name === 'codePage') return 'page';
  if (name === 'typedNumber') return 'number';
  if (name === 'code') return 'code';
  return /^link$|Link$/.test(name) ? 'link' : 'secret';
}
