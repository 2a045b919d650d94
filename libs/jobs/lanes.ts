/**
 * The BullMQ queues and how many jobs one worker takes from each at a time.
 * `intake`: one bundle is filed while the next is read. `outbound` waits for SMTP, so a few at once pay. `upkeep` walks the same rows, so one.
 */
export const LANES = {
  intake: { concurrency: 2 },
  outbound: { concurrency: 8 },
  upkeep: { concurrency: 1 },
} as const satisfies Record<string, { readonly concurrency: number }>;

export type Lane = keyof typeof LANES;
