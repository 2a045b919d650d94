/**
 * Many rows as one parameter: `insert into … select … from ${recordset('id uuid, at timestamptz')}` with `rowsOf(rows)`
 * for the `?`. Rows come in the order given.
 */
export function recordset(columns: string, as = 'given'): string {
  return `jsonb_to_recordset(?::jsonb) as ${as}(${columns})`;
}

/** Keys are the column names. NUL and half surrogate pairs, which jsonb refuses, are left out or replaced. */
export function rowsOf(rows: readonly object[]): string {
  const text = JSON.stringify(rows);
  if (!/\\u(?:0000|d[89a-f])/.test(text)) return text;
  return JSON.stringify(rows, (_key, value: unknown) => (typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : value));
}

/** A PostgreSQL array literal for `= any(?::text[])`: the driver would spread a JavaScript array over several placeholders. */
export function textArray(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replace(/[\\"]/g, '\\$&')}"`).join(',')}}`;
}
