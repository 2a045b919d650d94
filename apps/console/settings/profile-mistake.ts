import type { Problem } from '#contracts';
import type { Texts } from '../texts/de.js';

/** What is wrong at one place of a profile. A code of a newer server is shown as it is, with what it is about. */
export function mistakeInWords({ profiles, mails }: Pick<Texts, 'profiles' | 'mails'>, { code, values }: Pick<NonNullable<Problem['places']>[number], 'code' | 'values'>): string {
  const say = code.startsWith('mail-') ? sentence(mails.findings, code.slice('mail-'.length)) : sentence(profiles.mistakes, code);
  return say ? say(...values) : [code, ...values].join(' ');
}

function sentence(table: object, code: string): ((...values: string[]) => string) | undefined {
  return Object.hasOwn(table, code) ? (table as Record<string, (...values: string[]) => string>)[code] : undefined;
}
