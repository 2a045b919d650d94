import { DAY_MS } from '#kernel';
import type { AbilityWord, AccountStateWord } from './account-facts.js';
import type { ActionType } from './actions.js';
import type { Level } from './level.js';
import type { LimitName } from './limits.js';

/** Changes of the table below get a new version; it stands in the audit line of every decision (R1). */
export const POLICY_VERSION = '2026-11-23';

export interface ChannelPolicy {
  readonly level: Level;
  readonly secondPerson: boolean;
  /** How long it waits before it takes effect. */
  readonly holdMs: number;
}

export interface ActionPolicy {
  /** Sent to, or announced at, what is on file. */
  readonly onFile: ChannelPolicy;
  /** Sent anywhere else; null: not possible. */
  readonly elsewhere: ChannelPolicy | null;
  /** The account must be in one of these states; the refusal says which state is in the way. */
  readonly states: readonly AccountStateWord[];
  readonly ability: AbilityWord | null;
  /** Nothing to send it to: no action. */
  readonly needsAddress: boolean;
  /** Touches a credential: needs a fresh proof of the agent (5.12) and counts against the agent's limits (5.8). */
  readonly credential: boolean;
  readonly limits: readonly LimitName[];
  /** One level more and a second person for privileged accounts (5.3). Off only for what protects them. */
  readonly stricterWhenPrivileged: boolean;
  /** The entry of the risk analysis (R1): why this is enough. */
  readonly risk: string;
}

const AT = (level: Level): ChannelPolicy => ({ level, secondPerson: false, holdMs: 0 });

/** What each action needs (recovery-security 5.3). A new action is a new row; one without a row is refused (R1). */
export const ACTION_POLICY = {
  'send-recovery-link': {
    onFile: AT(0), elsewhere: null, states: ['active', 'locked'], ability: null, needsAddress: true, credential: false,
    limits: ['account-mails'], stricterWhenPrivileged: true,
    risk: 'the link goes to the address on file only; whoever asks gains nothing without that mailbox',
  },
  'resend-activation': {
    onFile: AT(0), elsewhere: null, states: ['pending-activation'], ability: 'activate', needsAddress: true, credential: false,
    limits: ['account-mails'], stricterWhenPrivileged: true,
    risk: 'the link goes to the address given at registration only and proves it',
  },
  'tell-username': {
    onFile: AT(0), elsewhere: { level: 2, secondPerson: false, holdMs: 0 }, states: ['active', 'locked', 'pending-activation'], ability: null, needsAddress: true,
    credential: false, limits: ['account-mails'], stricterWhenPrivileged: true,
    risk: 'the name goes to the address on file, whose owner may know it',
  },
  unlock: {
    onFile: AT(1), elsewhere: { level: 2, secondPerson: false, holdMs: 0 }, states: ['locked'], ability: 'unlock', needsAddress: false,
    credential: true, limits: ['account-credentials', 'agent-credentials'], stricterWhenPrivileged: true,
    risk: 'an unlocked account can be guessed at again, so somebody must have been recognised',
  },
  'issue-temporary-password': {
    onFile: AT(1), elsewhere: { level: 2, secondPerson: true, holdMs: DAY_MS }, states: ['active', 'locked'], ability: 'temporaryPassword', needsAddress: true,
    credential: true, limits: ['account-credentials', 'agent-credentials'], stricterWhenPrivileged: true,
    risk: 'ends the known password, so one channel on file must have been proved; shown once, behind the mailbox on file',
  },
  freeze: {
    onFile: AT(0), elsewhere: AT(0), states: ['active', 'locked', 'pending-activation', 'registration-locked', 'disabled'], ability: null, needsAddress: false,
    credential: false, limits: [], stricterWhenPrivileged: false,
    risk: 'a wrong freeze costs hours, a missed one costs the account (R13, R67)',
  },
} as const satisfies Record<ActionType, ActionPolicy>;

/** Three failed cases on one account within 30 days raise what is needed by one level (5.4). */
export const FAILED_CASES_THAT_RAISE = 3;
export const FAILED_CASES_WINDOW_MS = 30 * DAY_MS;
