import type { z } from 'zod';
import type { EntityManager } from '#persistence';
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
  await tx.execute(
    `with put as (insert into outbox_job (name, lane, job_key, payload, attempts, run_at) values (?, ?, ?, ?::jsonb, ?, ?))
     select pg_notify(?, '')`,
    [kind.name, kind.lane, kind.key(parsed), JSON.stringify(parsed), kind.attempts, options.runAt ?? null, OUTBOX_CHANNEL],
  );
}
