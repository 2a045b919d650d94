import type { Texts } from '../texts/de.js';
import { wordFor } from '../texts/language.js';

/** One machine word of what is missing (`points:2`, `strong-class:1`) as words. */
export function missingInWords(word: string, t: Texts): string {
  const [name = '', count = ''] = word.split(':');
  const table: Readonly<Record<string, (count: string) => string>> = t.case.missing;
  return Object.hasOwn(table, name) ? table[name]!(count) : wordFor({}, word);
}
