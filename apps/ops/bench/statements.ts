import type pg from 'pg';

/** What PostgreSQL has to be started with so that it counts. */
export const STATEMENT_SETTINGS: readonly string[] = ['shared_preload_libraries=pg_stat_statements', 'pg_stat_statements.max=2000', 'pg_stat_statements.track_planning=on'];

export interface StatementTime {
  readonly statement: string;
  readonly calls: number;
  readonly rows: number;
  readonly ms: number;
  /** Of making plans, which comes on top. */
  readonly planMs: number;
}

const MOST = 25;
const LONGEST = 120;

/** The statements that took longest altogether, in one database. Counting begins with the first call. */
export async function statementsOf(client: pg.Client, database: string): Promise<readonly StatementTime[]> {
  await client.query('create extension if not exists pg_stat_statements');
  const { rows } = await client.query<{ query: string; calls: string; rows: string; ms: number; plan_ms: number }>(
    `select query, calls, rows, total_exec_time as ms, total_plan_time as plan_ms from pg_stat_statements where dbid = (select oid from pg_database where datname = $1) order by total_exec_time + total_plan_time desc limit ${MOST}`, [database]);
  return rows.map(({ query, calls, rows: count, ms, plan_ms: planMs }) => ({ statement: query.replace(/\s+/g, ' ').slice(0, LONGEST), calls: Number(calls), rows: Number(count), ms: Math.round(ms), planMs: Math.round(planMs) }));
}
