/** What can be done to an account. A new action is a word here, a row in ACTION_POLICY and a file in `actions/account`. */
export const ACTION_TYPES = ['send-recovery-link', 'resend-activation', 'tell-username', 'issue-temporary-password', 'unlock', 'freeze'] as const;
export type ActionType = (typeof ACTION_TYPES)[number];

/** `approved` is intent on paper before the irreversible call; upkeep settles what stays there. */
export type ActionState = 'approved' | 'done' | 'failed' | 'cancelled';

/** Who wants it: somebody at the desk, Rekey by its own rule, or the holder of a valid link. */
export type Asker = 'agent' | 'rekey' | 'requester';
