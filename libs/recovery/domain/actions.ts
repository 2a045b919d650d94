export const ACTION_TYPES = ['send-recovery-link', 'resend-activation', 'tell-username', 'issue-temporary-password', 'unlock', 'freeze'] as const;
export type ActionType = (typeof ACTION_TYPES)[number];

/** `approved` is intent on paper before the irreversible call; upkeep settles what stays there. */
export type ActionState = 'approved' | 'done' | 'failed' | 'cancelled';
