import { z } from 'zod';
import { Instant } from './words.js';

/** GET /api/v1/privacy/retention: every class of data, how long it stays, and how the work on it goes. */
export const RetentionView = z.object({
  items: z.array(z.object({
    name: z.string(), tables: z.array(z.string()), end: z.enum(['deleted', 'stripped']), since: z.enum(['arrival', 'closing', 'settling', 'expiry', 'disabling']),
    /** Open tickets, holds, ways back, disputes and breaches are never touched. */
    spared: z.boolean(),
    days: z.number(),
    /** Within which a portal may set its own; null: one time for the whole desk. */
    bounds: z.object({ min: z.number(), max: z.number() }).nullable(),
    /** Portals that differ. */
    portals: z.array(z.object({ portal: z.string(), days: z.number() })),
    lastAt: Instant.nullable(), lastEnded: z.number(), ended: z.number(), failure: z.string().nullable(),
  })),
});
export type RetentionView = z.infer<typeof RetentionView>;
