/**
 * Many rows as one parameter: `insert into … select … from ${recordset('id uuid, at timestamptz')}` with
 * `JSON.stringify(rows)` for the `?`. Rows come in the order given. Keys are the column names; instants in ISO 8601.
 */
export function recordset(columns: string, as = 'given'): string {
  return `jsonb_to_recordset(?::jsonb) as ${as}(${columns})`;
}

/** A PostgreSQL array literal for `= any(?::text[])`: the driver would spread a JavaScript array over several placeholders. */
export function textArray(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replace(/[\\"]/g, '\\$&')}"`).join(',')}}`;
}
