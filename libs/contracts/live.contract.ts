import { z } from 'zod';

/** One server-sent event of `/live`: something about this ticket (or a list) changed; ask again. */
export const LiveEvent = z.object({ kind: z.enum(['ticket', 'outbox', 'quarantine', 'mailbox', 'alarm']), portal: z.string(), number: z.string().optional() });
export type LiveEvent = z.infer<typeof LiveEvent>;
