/**
 * Mails that leave in quick succession wait so many milliseconds for each other, so that one statement serves a few. Enough
 * are half of those that can be on their way (`LANES`): one half is with the relay while the other is with PostgreSQL.
 */
export const GATHERED = { ms: 5, enough: 4 } as const;
