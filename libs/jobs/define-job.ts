import type { z } from 'zod';
import type { Lane } from './lanes.js';

/** One kind of deferred work. `name` and the payload are words on the wire: rename them and queued work is stranded. */
export interface JobKind<Payload extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  readonly lane: Lane;
  /** Ids, enumerations, instants and counters only; a house spec walks the catalogue. */
  readonly payload: Payload;
  /** The deterministic part of the BullMQ job id: the same key waiting twice is one job. */
  readonly key: (payload: z.output<Payload>) => string;
  /** How often BullMQ tries a job that failed with a `Fault` that may pass; back-off is exponential from one second. */
  readonly attempts: number;
}

export type PayloadOf<Kind extends JobKind> = z.output<Kind['payload']>;

export function defineJob<Payload extends z.ZodObject>(kind: JobKind<Payload>): JobKind<Payload> {
  return Object.freeze(kind);
}
