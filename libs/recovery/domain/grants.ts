export type GrantPurpose = 'recovery-link' | 'activation-link' | 'reveal' | 'mailbox-proof' | 'call-back' | 'report' | 'status';

/** `opened` only informs; `redeeming` is a redemption under way. */
export type GrantState = 'unused' | 'opened' | 'redeeming' | 'used' | 'superseded' | 'expired' | 'revoked';
