import type { Texts } from '../texts/de.js';
import { wordFor } from '../texts/language.js';

/** One machine reason (`case-type=forgot-password`, `risk-signal:urgency`, `sender.no-account`) in words; a value, too, where we have one, or where it is a reason itself. */
export function reasonInWords(reason: string, t: Texts): string {
  const at = reason.search(/[:=]/);
  if (at < 0) return wordFor({ ...t.words.caseTypes, ...t.reasons }, reason);
  return `${wordFor(t.reasons, reason.slice(0, at))}: ${valueInWords(reason.slice(at + 1).trim(), t)}`;
}

function valueInWords(value: string, t: Texts): string {
  const tables: readonly Readonly<Record<string, string>>[] = [t.words.caseTypes, t.words.risks, t.words.screens, t.words.actions, t.reasons];
  const known = tables.find((table) => Object.hasOwn(table, value))?.[value];
  return known ?? (/^[a-z-]+:/.test(value) ? reasonInWords(value, t) : value);
}
