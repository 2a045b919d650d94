/** The life of a case (recovery-security 5.4). The type comes from the table; `case-states.md` draws it, and a spec compares the two. */
export const CASE_MOVES = {
  received: ['matched', 'refused', 'closed', 'frozen'],
  matched: ['evidence', 'ready', 'second-person', 'executing', 'received', 'refused', 'closed', 'frozen'],
  evidence: ['ready', 'matched', 'second-person', 'executing', 'refused', 'closed', 'frozen'],
  ready: ['executing', 'evidence', 'matched', 'second-person', 'refused', 'closed', 'frozen'],
  'second-person': ['executing', 'evidence', 'refused', 'cancelled', 'frozen'],
  executing: ['done', 'hold', 'second-person', 'evidence', 'ready', 'matched', 'cancelled', 'frozen'],
  hold: ['executing', 'done', 'cancelled', 'frozen'],
  done: ['closed', 'evidence', 'ready', 'matched', 'second-person', 'executing', 'cancelled', 'frozen'],
  refused: ['evidence', 'matched', 'closed', 'frozen'],
  cancelled: ['closed', 'matched', 'evidence', 'ready', 'executing', 'frozen'],
  frozen: ['evidence', 'closed'],
  closed: ['received', 'matched'],
} as const satisfies Record<string, readonly string[]>;

export type CaseState = keyof typeof CASE_MOVES;

export function mayMove(from: CaseState, to: CaseState): boolean {
  return from === to || (CASE_MOVES[from] as readonly string[]).includes(to);
}
