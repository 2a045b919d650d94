import type { z } from 'zod';
import { recordset, rowsOf, writeLate, type EntityManager, type LateWrite } from '#persistence';
import type { JobKind } from './define-job.js';

/** NOTIFY channel that wakes the relay when a transaction with new work commits. */
export const OUTBOX_CHANNEL = 'rekey_outbox';

/**
 * Puts work into the outbox within the caller's transaction: the work exists exactly if the transaction commits.
 * The only way to start work.
 */
export async function enqueue<Payload extends z.ZodObject>(
  tx: EntityManager, kind: JobKind<Payload>, payload: z.output<Payload>, options: { runAt?: Date } = {},
): Promise<void> {
  const parsed = kind.payload.parse(payload) as z.output<Payload>;
  writeLate(tx, outboxJobs, { name: kind.name, lane: kind.lane, job_key: kind.key(parsed), payload: parsed, attempts: kind.attempts, run_at: options.runAt ?? null });
}

interface Row {
  readonly name: string;
  readonly lane: string;
  readonly job_key: string;
  readonly payload: unknown;
  readonly attempts: number;
  readonly run_at: Date | null;
}

const COLUMNS = 'name text, lane text, job_key text, payload jsonb, attempts int, run_at timestamptz';

const outboxJobs: LateWrite<Row> = {
  order: 40,
  async write(tx, rows) {
    await tx.execute(
      `with put as (insert into outbox_job (name, lane, job_key, payload, attempts, run_at) select name, lane, job_key, payload, attempts, run_at from ${recordset(COLUMNS)})
       select pg_notify(?, '') where ?`,
      // What is for later wakes nobody now; the sweep of every second finds it.
      [rowsOf(rows), OUTBOX_CHANNEL, rows.some(({ run_at }) => run_at === null)],
    );
  },
};
