/** What can be done to an account. A new action is a word here, a row in ACTION_POLICY and a file in `actions/account`. */
export const ACTION_TYPES = [
  'send-recovery-link', 'resend-activation', 'tell-username', 'issue-temporary-password', 'send-initial-credentials', 'unlock',
  'confirm-registration', 'approve-registration', 'refuse-registration', 'release-registration-data', 'assign-username',
  'change-email', 'add-second-address', 'update-profile', 'issue-pin', 'unlock-pin-area', 'reset-second-factor',
  'migrate-account', 'merge-accounts', 'delete-account', 'freeze', 'unfreeze',
] as const;
export type ActionType = (typeof ACTION_TYPES)[number];

/**
 * `awaiting-approval` waits for a second person, `held` for the end of its hold, `approved` is intent on paper before
 * the irreversible call (upkeep settles what stays there), `undoing` the same for the way back. The others are ends:
 * `refused` by the second person, `expired` when none came within 24 hours.
 */
export type ActionState = 'awaiting-approval' | 'held' | 'approved' | 'done' | 'failed' | 'cancelled' | 'refused' | 'expired' | 'undoing' | 'undone';

/** Nothing is decided about these any more, but they are not carried out either. */
export const WAITING_STATES = ['awaiting-approval', 'held'] as const satisfies readonly ActionState[];

/** Who wants it: somebody at the desk, Rekey by its own rule, or the holder of a valid link. */
export type Asker = 'agent' | 'rekey' | 'requester';

/** To what is on file, or anywhere else: the second decides the risk (recovery-security 5.1). */
export type Channel = 'on-file' | 'elsewhere';

/** Where to, when it is not what is on file: the address that was just proved, a call, the counter. */
export const WAYS_ELSEWHERE = ['new-address', 'phone', 'counter'] as const;
export type WayElsewhere = (typeof WAYS_ELSEWHERE)[number];

/** What an action is told besides its type; each knows which it reads. Rekey adds the lower ones itself. */
export interface ActionParameters {
  readonly via?: WayElsewhere | undefined;
  readonly username?: string | undefined;
  readonly profile?: Readonly<Partial<Record<'givenName' | 'familyName' | 'organisation' | 'locale', string>>> | undefined;
  /** The other account of a merger: it closes, the one of the case stays. */
  readonly otherRef?: string | undefined;
  readonly area?: string | undefined;
  /** Shown to the person (a refused registration), or to the approver. */
  readonly reason?: string | undefined;
  /** One of the portal's reasons for a refusal; `reason` then has its words. */
  readonly reasonKey?: string | undefined;
  /** The proved new address, and what it takes the place of. */
  readonly address?: string | undefined;
  readonly oldAddressId?: string | undefined;
  readonly oldAddress?: string | undefined;
  readonly formerUsername?: string | undefined;
}
