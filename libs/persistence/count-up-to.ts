import type { EntityManager } from '@mikro-orm/postgresql';

/** Rows to count: a whole `select 1 …` with its values in order. */
export interface RowsToCount {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** How many rows there are of each, in one statement. None is counted beyond `most`, so that what nobody tidies up costs nothing. */
export async function countUpTo<Name extends string>(em: EntityManager, most: number, wanted: Readonly<Partial<Record<Name, RowsToCount | undefined>>>): Promise<Partial<Record<Name, number>>> {
  const named = (Object.entries(wanted) as [Name, RowsToCount | undefined][]).flatMap(([name, rows]) => (rows ? [{ name, rows }] : []));
  if (named.length === 0) return {};
  const columns = named.map(({ rows }, at) => `(select count(*)::int from (${rows.sql} limit ?) r${at}) as c${at}`);
  const [row] = await em.execute<Record<string, number>[]>(`select ${columns.join(', ')}`, named.flatMap(({ rows }) => [...rows.values, most]));
  return Object.fromEntries(named.map(({ name }, at) => [name, row![`c${at}`]!])) as Partial<Record<Name, number>>;
}

/** Several kinds of rows as one. */
export function allOf(...all: readonly RowsToCount[]): RowsToCount {
  return { sql: `select 1 from (${all.map(({ sql }) => `(${sql})`).join(' union all ')}) counted`, values: all.flatMap(({ values }) => values) };
}
