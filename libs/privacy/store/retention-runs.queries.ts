import type { Database, EntityManager } from '#persistence';
import type { DataClassName } from '#portals';
import { RetentionRun } from './retention-run.entity.js';

/** The classes that were looked at within the hour. */
export async function notYetDue(em: EntityManager, now: Date): Promise<ReadonlySet<string>> {
  return new Set((await em.execute<{ name: string }[]>('select name from retention_run where next_at > ?', [now])).map(({ name }) => name));
}

/** Undefined: it is not this class's turn, or somebody else is at it. Holds until `tx` ends. `failed`: its last turn did. */
export async function claimRun(tx: EntityManager, name: DataClassName, now: Date): Promise<{ readonly failed: boolean } | undefined> {
  await tx.execute('insert into retention_run (name, next_at) values (?, ?) on conflict (name) do nothing', [name, now]);
  const [row] = await tx.execute<{ failed: boolean }[]>('select failure is not null as failed from retention_run where name = ? and next_at <= ? for update skip locked', [name, now]);
  return row;
}

export async function settleRun(tx: EntityManager, name: DataClassName, count: number, now: Date, nextAt: Date): Promise<void> {
  await tx.execute(
    `update retention_run set ended = ended + ?::int, last_ended = case when ?::int > 0 then ?::int else last_ended end, last_at = ?, next_at = ?, failure = null, failed_at = null where name = ?`,
    [count, count, count, now, nextAt, name]);
}

/** One statement for work that is done elsewhere. */
export async function addFigures(em: EntityManager, name: DataClassName, count: number, now: Date, nextAt: Date): Promise<void> {
  await em.execute(
    `insert into retention_run (name, next_at, last_at, last_ended, ended) values (?, ?, ?, ?, ?)
     on conflict (name) do update set next_at = excluded.next_at, last_at = excluded.last_at, ended = retention_run.ended + excluded.ended,
       last_ended = case when excluded.ended > 0 then excluded.last_ended else retention_run.last_ended end
     where excluded.ended > 0 or retention_run.next_at <= excluded.last_at`, [name, nextAt, now, count, count]);
}

export async function noteFailure(database: Database, name: DataClassName, because: string, now: Date, nextAt: Date): Promise<void> {
  await database.statement((em) => em.execute(
    `insert into retention_run (name, next_at, failure, failed_at) values (?, ?, ?, ?) on conflict (name) do update set next_at = excluded.next_at, failure = excluded.failure, failed_at = excluded.failed_at`,
    [name, nextAt, because.slice(0, 500), now]));
}

export async function allRuns(em: EntityManager): Promise<ReadonlyMap<DataClassName, RetentionRun>> {
  return new Map((await em.find(RetentionRun, {})).map((run) => [run.name, run]));
}
