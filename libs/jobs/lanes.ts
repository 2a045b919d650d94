/**
 * How soon a job whose worker was killed starts again: after its lock ran out (ten seconds), at the next look (five).
 * BullMQ's own thirty and thirty left mails lying for a minute. Left behind once is not the
 * job's fault, and each can be done twice without harm; one that takes ten workers with it waits for upkeep.
 */
const LEFT_BEHIND = { lockDuration: 10_000, stalledInterval: 5_000, maxStalledCount: 10 } as const;

/**
 * The BullMQ queues and how one worker works on each.
 * `intake`: one bundle is filed while the next is read. `outbound` waits for SMTP, so a few at once pay. `upkeep` walks the same rows, so one.
 */
export const LANES = {
  intake: { concurrency: 2, ...LEFT_BEHIND },
  outbound: { concurrency: 8, ...LEFT_BEHIND },
  upkeep: { concurrency: 1, ...LEFT_BEHIND },
} as const satisfies Record<string, { readonly concurrency: number }>;

export type Lane = keyof typeof LANES;
