import { UnrecoverableError, type Job } from 'bullmq';
import type { z } from 'zod';
import { Fault } from '#kernel';
import type { JobKind } from './define-job.js';

export interface Handler {
  readonly kind: JobKind;
  readonly run: (payload: never) => Promise<unknown>;
}

/** Pairs a kind with what does it; the payload's type follows. */
export function on<Payload extends z.ZodObject>(kind: JobKind<Payload>, run: (payload: z.output<Payload>) => Promise<unknown>): Handler {
  return { kind: kind as unknown as JobKind, run };
}

/**
 * Runs a BullMQ job with the one handler of its kind. Parses the payload again, since an older release may have
 * written it. A `Fault` that never passes is not tried again.
 */
export async function handle(handlers: readonly Handler[], job: Job): Promise<void> {
  const handler = handlers.find(({ kind }) => kind.name === job.name);
  if (!handler) throw new UnrecoverableError(`no handler for job ${job.name}`);
  const payload = handler.kind.payload.safeParse(job.data);
  if (!payload.success) throw new UnrecoverableError(`job ${job.name} ${job.id} carries an unknown payload`);
  try {
    await handler.run(payload.data as never);
  } catch (error) {
    if (error instanceof Fault && error.retry === 'never') throw new UnrecoverableError(`${error.code}: ${error.message}`);
    throw error;
  }
}
