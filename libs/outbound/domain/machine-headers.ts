export interface HeaderFacts {
  readonly automatic: boolean;
  /** A direct answer to a mail, not something that happened on its own. */
  readonly isAnswer: boolean;
  readonly loopMark: string;
}

/** Name of the header by which an instance knows its own mails again, whatever happened to their Message-ID (T20). */
export const LOOP_HEADER = 'X-Rekey-Loop';

/**
 * The headers that keep machines from answering machines. No List-Unsubscribe and no Precedence: nobody subscribed to
 * a recovery mail, and it is not bulk (R71).
 */
export function machineHeaders({ automatic, isAnswer, loopMark }: HeaderFacts): Record<string, string> {
  if (!automatic) return { [LOOP_HEADER]: loopMark };
  return {
    [LOOP_HEADER]: loopMark,
    // RFC 3834 section 5: a reply to a message, or generated on its own.
    'Auto-Submitted': isAnswer ? 'auto-replied' : 'auto-generated',
    // What Exchange looks at instead of RFC 3834.
    'X-Auto-Response-Suppress': 'All',
  };
}
