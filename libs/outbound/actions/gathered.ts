import { LANES } from '#jobs';

/**
 * Mails that leave in quick succession wait so many milliseconds for each other, so that one statement serves a few. Enough
 * are half of those that can be on their way: one half is with the relay while the other is with PostgreSQL. Only before a
 * mail begins to leave: behind it, a process that dies leaves an unknown one for each that still waits to be written down.
 */
export const GATHERED = { ms: 5, enough: Math.ceil(LANES.outbound.concurrency / 2) } as const;
