/**
 * The life of one outgoing mail. `sending` is committed before the first byte goes out: a crash there ends in
 * `unknown`, which is shown to a person and never repeated by itself (rule 6: nothing is done twice).
 */
export const OUTBOUND_MOVES = {
  /** `sent`: sent again by a person, and then the answer to the try before came after all. */
  queued: ['sending', 'sent', 'cancelled'],
  sending: ['sent', 'queued', 'failed', 'unknown'],
  unknown: ['queued', 'sent', 'failed', 'cancelled', 'bounced'],
  sent: ['bounced'],
  /** The relay took it, and later a server told us that it did not arrive. */
  bounced: [],
  failed: ['queued'],
  cancelled: [],
} as const satisfies Record<string, readonly string[]>;

export type OutboundState = keyof typeof OUTBOUND_MOVES;

export function mayMove(from: OutboundState, to: OutboundState): boolean {
  return (OUTBOUND_MOVES[from] as readonly string[]).includes(to);
}
