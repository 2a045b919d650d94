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
    [rowsOf(rows.map((row) => Object.fromEntries(columns.map(({ name, column }) => [column, row[name]]))))]);
}

/** The same when the transaction's work is done, with what the rows hold by then. Nothing later in the same transaction can read them. */
export function lateInsert<Row extends object>(entity: EntityClass<Row>, order: number): LateWrite<Row> {
  return { order, write: (tx, rows) => insertRows(tx, entity, rows) };
}
