import type { Database } from '#persistence';

interface Column {
  readonly table_name: string;
  readonly column_name: string;
  readonly data_type: string;
}

/** What a row of a table is given where the rule by type is not enough; `null` leaves a column empty. */
export type Given = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * One row in each of these tables, with `mark` in every column that can hold words, whatever the table looks like: a new
 * column of tomorrow is marked, too. Columns with a list of allowed words get the first of them, instants `at`.
 */
export async function fillTables(database: Database, tables: readonly string[], mark: string, at: Date, given: Given): Promise<void> {
  const columns = await database.read((em) => em.execute<Column[]>(
    `select table_name, column_name, data_type from information_schema.columns where table_schema = 'public' and is_generated = 'NEVER' order by table_name, ordinal_position`));
  const checks = await database.read((em) => em.execute<{ table: string; definition: string }[]>(
    `select conrelid::regclass::text as table, pg_get_constraintdef(oid) as definition from pg_constraint where contype = 'c' and connamespace = 'public'::regnamespace`));
  const allowed = (table: string, column: string): string | undefined => {
    const check = checks.find((one) => one.table === table && new RegExp(`\\(\\(?"?${column}"?\\)?(::text)? = ANY`).test(one.definition));
    return check && /'([^']+)'/.exec(check.definition)?.[1];
  };
  for (const table of tables) {
    const row: Record<string, unknown> = {};
    for (const { column_name: column, data_type: type } of columns.filter(({ table_name: name }) => name === table)) {
      const own = given[table]?.[column] !== undefined ? given[table]![column] : given['*']?.[column];
      if (own === undefined) row[column] = allowed(table, column) ?? valueOf(type, `${mark} ${table}.${column}`, at);
      else if (own !== null) row[column] = own;
    }
    const names = Object.keys(row);
    await database.statement((em) => em.execute(
      `insert into "${table}" (${names.map((name) => `"${name}"`).join(', ')}) select ${names.map((name) => `r."${name}"`).join(', ')} from jsonb_populate_record(null::"${table}", ?::jsonb) r`, [JSON.stringify(row)]));
  }
}

/** In which tables anything marked is left, and in how many rows. */
export async function markedTables(database: Database, mark: string): Promise<Record<string, number>> {
  const names = await database.read((em) => em.execute<{ name: string }[]>(`select tablename as name from pg_tables where schemaname = 'public' order by 1`));
  const found: Record<string, number> = {};
  for (const { name } of names) {
    const [row] = await database.read((em) => em.execute<{ count: number }[]>(`select count(*)::int as count from "${name}" x where x::text like ?`, [`%${mark}%`]));
    if (row!.count > 0) found[name] = row!.count;
  }
  return found;
}

function valueOf(type: string, text: string, at: Date): unknown {
  switch (type) {
    case 'uuid': return '019b0000-0000-7000-8000-0000000000ff';
    case 'jsonb': return { said: text };
    case 'timestamp with time zone': return at.toISOString();
    case 'boolean': return false;
    case 'ARRAY': return `{"${text}"}`;
    case 'character varying': case 'text': return text;
    case 'character': return 'c'.repeat(64);
    case 'int8multirange': return '{[1,4),[7,9)}';
    default: return 1;
  }
}
