import type { EntityClass } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LateWrite } from './late-writes.js';
import { rowsOf } from './many-rows.js';

/**
 * All rows in one statement, without the unit of work of the ORM, which costs more than the rest of filing a mail. Every
 * property has to be set: what is missing becomes null, not the column's default.
 */
export async function insertRows<Row extends object>(tx: EntityManager, entity: EntityClass<Row>, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const { tableName, props } = tx.getMetadata().get(entity);
  const columns = props.filter(({ generated }) => generated === undefined).map(({ name, fieldNames }) => ({ name: name as keyof Row, column: fieldNames[0]! }));
  const listed = columns.map(({ column }) => `"${column}"`).join(', ');
  await tx.execute(
    `insert into "${tableName}" (${listed}) select ${listed} from jsonb_populate_recordset(null::"${tableName}", ?::jsonb)`,
    [rowsOf(rows.map((row) => sparse(row, columns)))]);
}

/** Half of the columns of most rows are empty: what is not named is null as well, and nobody has to write and read it. */
function sparse<Row extends object>(row: Row, columns: readonly { readonly name: keyof Row; readonly column: string }[]): object {
  const given: Record<string, unknown> = {};
  for (const { name, column } of columns) if (row[name] != null) given[column] = row[name];
  return given;
}

/** Rows that a statement gave, column by column, as plain values with the names of the entity's properties: nothing is watched, and nothing written back. */
export function plainRows<Row extends object>(em: EntityManager, entity: EntityClass<Row>, rows: readonly Readonly<Record<string, unknown>>[]): Row[] {
  const props = em.getMetadata().get(entity).props.map(({ name, fieldNames, runtimeType }) => ({ name, column: fieldNames[0]!, isDate: runtimeType === 'Date', isJson: runtimeType === 'object' }));
  return rows.map((row) => {
    const plain: Record<string, unknown> = {};
    for (const { name, column, isDate, isJson } of props) {
      const value = row[column];
      plain[name] = isDate && typeof value === 'string' ? new Date(value) : isJson && typeof value === 'string' ? JSON.parse(value) : value;
    }
    return plain as Row;
  });
}

/** The same when the transaction's work is done, with what the rows hold by then. Nothing later in the same transaction can read them. */
export function lateInsert<Row extends object>(entity: EntityClass<Row>, order: number): LateWrite<Row> {
  return { order, write: (tx, rows) => insertRows(tx, entity, rows) };
}
