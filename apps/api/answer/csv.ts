/** What a spreadsheet would take for a formula (R58, T19). */
const FORMULA = /^[=+\-@\t\r\0]/;

/** RFC 4180, with a byte order mark so that spreadsheets read umlauts. No cell can run: what looks like a formula gets a quote before it (T19). */
export function csvOf(head: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  return `\uFEFF${[head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

function cell(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  const safe = FORMULA.test(text.trimStart()) || FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
