import type { Locale } from '#kernel';
import type { PersonCopy } from '../actions/collect-person.js';
import type { CopyRow, CopySection } from '../store/person.queries.js';
import { COPY_TEXTS } from './copy-texts.js';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const STYLE = 'body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b2430;background:#fff}h2{margin-top:2rem}table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #c9d0d8}th[scope=row]{width:14rem;font-weight:600}td{white-space:pre-wrap;overflow-wrap:anywhere}section>div{margin-bottom:1rem}';

/** The copy to read: one page that needs nothing else, safe to open (no script, everything escaped), and good to print. */
export function copyAsHtml(copy: PersonCopy, locale: Locale): string {
  const texts = COPY_TEXTS[locale];
  const day = new Intl.DateTimeFormat(locale === 'de' ? 'de-DE' : 'en-GB', { dateStyle: 'long' }).format(new Date(copy.collectedAt));
  const { name, lines, email } = copy.controller;
  const sections = (Object.entries(copy.sections) as [CopySection, readonly CopyRow[]][]).map(([key, rows]) => part(texts.sections[key], rows, texts.nothing)).join('\n');
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>${texts.title}</title><style>${STYLE}</style></head>
<body><main><h1>${texts.title}</h1><p>${escape(texts.lead(name, day))}</p><p>${[...lines, email].map(escape).join('<br>')}</p>
<p>${texts.about}: ${[...copy.about.addresses, ...copy.accounts.map((one) => String(one['username']))].map(escape).join(', ')}</p>
<dl>${texts.purposes.map(([what, text]) => `<dt><strong>${what}</strong></dt><dd>${text}</dd>`).join('')}</dl>
${part(texts.accounts, copy.accounts, texts.nothing)}
${sections}
<section><h2>${texts.kept}</h2>${table(Object.fromEntries(Object.entries(copy.keptDays).map(([key, days]) => [key, texts.days(days)])))}</section>
</main></body></html>
`;
}

function part(title: string, rows: readonly CopyRow[], nothing: string): string {
  return `<section><h2>${escape(title)}</h2>${rows.length === 0 ? `<p>${nothing}</p>` : rows.map((row) => `<div>${table(row)}</div>`).join('')}</section>`;
}

function table(row: CopyRow): string {
  const cells = Object.entries(row).filter(([, value]) => value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0));
  return `<table><tbody>${cells.map(([key, value]) => `<tr><th scope="row">${escape(key)}</th><td>${escape(shown(value))}</td></tr>`).join('')}</tbody></table>`;
}

function shown(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value, null, 1) : String(value);
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character]!);
}
