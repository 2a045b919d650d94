import type { z } from 'zod';
import type { Lane } from './lanes.js';

/** One kind of deferred work. `name` and the payload are words on the wire: rename them and queued work is stranded. */
export interface JobKind<Payload extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  readonly lane: Lane;
  /** Ids, enumerations, instants and counters only, or lists of them; a house spec walks the catalogue. */
  readonly payload: Payload;
  /** The deterministic part of the BullMQ job id: the same key waiting twice is one job. */
  readonly key: (payload: z.output<Payload>) => string;
  /** How often BullMQ tries a job that failed with a `Fault` that may pass; back-off is exponential from one second. */
  readonly attempts: number;
  /** What becomes of many that wait at the same moment. A job costs the queue about a millisecond, whatever is in it. */
  readonly bundle?: Bundle<z.output<Payload>>;
}

export type PayloadOf<Kind extends JobKind> = z.output<Kind['payload']>;

/** Several payloads of one kind as one payload of another. */
export interface Bundle<Single> {
  readonly kind: JobKind;
  readonly most: number;
  /** Only what gives the same answer goes into one bundle. */
  readonly alike: (payload: Single) => unknown;
  readonly join: (payloads: readonly Single[]) => object;
}

export function defineJob<Payload extends z.ZodObject>(kind: JobKind<Payload>): JobKind<Payload> {
  return Object.freeze(kind);
}

export function bundleInto<Single, Many extends z.ZodObject>(
  kind: JobKind<Many>, how: { readonly most: number; readonly alike: (payload: Single) => unknown; readonly join: (payloads: readonly Single[]) => z.output<Many> },
): Bundle<Single> {
  return { kind: kind as unknown as JobKind, ...how };
}
