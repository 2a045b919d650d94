import { DAY_MS, HOUR_MS } from '#kernel';
import type { AbilityWord, AccountStateWord } from './account-facts.js';
import type { ActionType } from './actions.js';
import type { Level } from './level.js';
import type { LimitName } from './limits.js';

/** Changes of the table below get a new version; it stands in the audit line of every decision (R1). */
export const POLICY_VERSION = '2026-11-30';

export interface ChannelPolicy {
  readonly level: Level;
  readonly secondPerson: boolean;
  /** How long it waits before it takes effect; shorter at A3, and after a check in person. */
  readonly holdMs: number;
  readonly holdMsAtA3?: number;
  readonly holdMsInPerson?: number;
  /** Nobody else needs to look when somebody stood at the counter. */
  readonly aloneInPerson?: boolean;
}

export interface ActionPolicy {
  /** Sent to, or announced at, what is on file; null: not possible. */
  readonly onFile: ChannelPolicy | null;
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
  /** Belongs to the approval office: whoever else asks, the office has the last word. */
  readonly office?: true;
  /** The way back stays open so long after it was done. */
  readonly undoMs?: number;
  /** An address that was itself put on file within 30 days does not count for this (5.6). */
  readonly risky?: true;
  /** The entry of the risk analysis (R1): why this is enough. */
  readonly risk: string;
}

const AT = (level: Level): ChannelPolicy => ({ level, secondPerson: false, holdMs: 0 });
const WITH_SECOND_PERSON = (level: Level, holdMs = 0): ChannelPolicy => ({ level, secondPerson: true, holdMs });
/** An address that is to come on file, while the main mailbox does not say yes itself. */
const OLD_MAILBOX_SILENT: ChannelPolicy = { level: 2, secondPerson: true, holdMs: 72 * HOUR_MS, holdMsAtA3: DAY_MS, holdMsInPerson: 0 };
const CREDENTIAL = { credential: true, limits: ['account-credentials', 'agent-credentials'], stricterWhenPrivileged: true } as const;
const REGISTRATION = { credential: true, limits: ['agent-credentials'], stricterWhenPrivileged: true } as const;
const MAIL_ONLY = { credential: false, limits: ['account-mails'], stricterWhenPrivileged: true, needsAddress: true } as const;
const LIVING = ['active', 'locked'] as const;

/** What each action needs (recovery-security 5.3). A new action is a new row; one without a row is refused (R1). */
export const ACTION_POLICY = {
  'send-recovery-link': {
    onFile: AT(0), elsewhere: null, states: LIVING, ability: null, ...MAIL_ONLY,
    risk: 'the link goes to the address on file only; whoever asks gains nothing without that mailbox',
  },
  'resend-activation': {
    onFile: AT(0), elsewhere: null, states: ['pending-activation'], ability: 'activate', ...MAIL_ONLY,
    risk: 'the link goes to the address given at registration only and proves it',
  },
  'tell-username': {
    onFile: AT(0), elsewhere: AT(2), states: ['active', 'locked', 'pending-activation'], ability: null, ...MAIL_ONLY,
    risk: 'the name goes to the address on file, whose owner may know it; elsewhere the person was recognised twice',
  },
  'issue-temporary-password': {
    onFile: AT(1), elsewhere: { level: 2, secondPerson: true, holdMs: DAY_MS, holdMsInPerson: 0, aloneInPerson: true }, states: LIVING, ability: 'temporaryPassword', needsAddress: true, ...CREDENTIAL,
    risk: 'ends the known password, so one channel on file must have been proved; shown once, behind the mailbox on file',
  },
  'send-initial-credentials': {
    onFile: AT(1), elsewhere: WITH_SECOND_PERSON(0), states: ['active', 'pending-activation'], ability: 'temporaryPassword', ...CREDENTIAL, needsAddress: true,
    risk: 'only for accounts that nobody ever signed in to; a slip is printed by the office and handed out by whoever knows the person (seed 000)',
  },
  unlock: {
    onFile: AT(1), elsewhere: AT(2), states: ['locked'], ability: 'unlock', needsAddress: false, ...CREDENTIAL,
    risk: 'an unlocked account can be guessed at again, so somebody must have been recognised',
  },
  'confirm-registration': {
    onFile: AT(1), elsewhere: null, states: ['pending-activation'], ability: 'activate', needsAddress: false, ...REGISTRATION,
    risk: 'the mailbox was never proved, so something else must be: facts and serial number do not suffice',
  },
  'approve-registration': {
    onFile: AT(1), elsewhere: null, states: ['registration-locked'], ability: 'registrations', needsAddress: false, office: true, ...REGISTRATION,
    risk: 'the owner\'s lists name the device, the contract or the company; the office says yes, never who changed the data',
  },
  'refuse-registration': {
    onFile: AT(0), elsewhere: null, states: ['registration-locked', 'pending-activation'], ability: 'registrations', needsAddress: false, office: true, ...REGISTRATION,
    risk: 'keeps somebody out who may write again; a wrong refusal costs a mail',
  },
  'release-registration-data': {
    onFile: AT(0), elsewhere: null, states: ['registration-locked'], ability: 'registrations', needsAddress: false, office: true, ...REGISTRATION,
    risk: 'the named office compares the data with its own records and signs for it with a second factor',
  },
  'assign-username': {
    onFile: WITH_SECOND_PERSON(0), elsewhere: null, states: ['pending-activation', 'registration-locked'], ability: 'changeUsername', needsAddress: false, ...REGISTRATION,
    risk: 'before the first sign-in only, so that no identity is mixed up; two people look',
  },
  'change-email': {
    onFile: AT(1), elsewhere: OLD_MAILBOX_SILENT, states: LIVING, ability: 'changeAddress', needsAddress: false,
    ...CREDENTIAL, undoMs: 7 * DAY_MS, risky: true,
    risk: 'moves the whole account: the new address says yes, and either the old mailbox does too or two people and three days stand between',
  },
  'add-second-address': {
    onFile: AT(1), elsewhere: OLD_MAILBOX_SILENT, states: LIVING, ability: 'secondAddresses', needsAddress: false, ...CREDENTIAL, undoMs: 7 * DAY_MS, risky: true,
    risk: 'a link asked for on a page goes to a second address at once, so it opens the account as a new main one does, and needs the same',
  },
  'update-profile': {
    onFile: AT(1), elsewhere: AT(2), states: LIVING, ability: 'updateProfile', needsAddress: false, ...CREDENTIAL,
    risk: 'names and language only; no way to reach the person and nothing that proves anything',
  },
  'issue-pin': {
    onFile: AT(1), elsewhere: WITH_SECOND_PERSON(3), states: ['active'], ability: 'pinAreas', needsAddress: false, ...CREDENTIAL,
    risk: 'a PIN opens mandates and documents; the letter to the postal address on file is itself the hold',
  },
  'unlock-pin-area': {
    onFile: AT(1), elsewhere: AT(2), states: ['active'], ability: 'pinAreas', needsAddress: false, ...CREDENTIAL,
    risk: 'the PIN itself is still needed afterwards, as the password is after an unlock',
  },
  'reset-second-factor': {
    onFile: null, elsewhere: WITH_SECOND_PERSON(3, DAY_MS), states: LIVING, ability: 'resetSecondFactor', needsAddress: false, ...CREDENTIAL, risky: true,
    risk: 'takes away what protects against a hijacked mailbox, so the mailbox never suffices, and a day stands between',
  },
  'migrate-account': {
    onFile: AT(1), elsewhere: null, states: [...LIVING, 'pending-activation'], ability: 'mergeAccounts', needsAddress: false, ...CREDENTIAL, risky: true,
    risk: 'both accounts were proved to be the same person\'s; where their data differ two people look',
  },
  'merge-accounts': {
    onFile: AT(1), elsewhere: null, states: LIVING, ability: 'mergeAccounts', needsAddress: false, ...CREDENTIAL, risky: true,
    risk: 'both accounts were proved to be the same person\'s; where their data differ two people look',
  },
  'delete-account': {
    onFile: AT(1), elsewhere: AT(2), states: [...LIVING, 'pending-activation'], ability: 'deleteAccount', needsAddress: false, ...CREDENTIAL, undoMs: 7 * DAY_MS, risky: true,
    risk: 'disabled at once, gone after seven days in which every address on file can take it back',
  },
  freeze: {
    onFile: AT(0), elsewhere: AT(0), states: ['active', 'locked', 'pending-activation', 'registration-locked', 'disabled'], ability: null, needsAddress: false,
    credential: false, limits: [], stricterWhenPrivileged: false,
    risk: 'a wrong freeze costs hours, a missed one costs the account (R13, R67)',
  },
  unfreeze: {
    onFile: WITH_SECOND_PERSON(1), elsewhere: null, states: ['frozen'], ability: null, needsAddress: false, ...CREDENTIAL,
    risk: 'one level above what was being done when it was frozen, and two people: somebody said that it was not them',
  },
} as const satisfies Record<ActionType, ActionPolicy>;

/** Three failed cases on one account within 30 days raise what is needed by one level (5.4). */
export const FAILED_CASES_THAT_RAISE = 3;
export const FAILED_CASES_WINDOW_MS = 30 * DAY_MS;

/** A request for a second person lives so long (5.5). */
export const APPROVAL_MS = DAY_MS;
/** A freeze by the desk on the word of a mail ends by itself (5.3 "temporary, 24 h"). */
export const DESK_FREEZE_MS = DAY_MS;
/** After a change of the address the new one does not count for further risky changes (5.6); a second change needs A3 (5.8). */
export const NEW_ADDRESS_QUARANTINE_MS = 30 * DAY_MS;
/** Of what agents do to credentials so many per cent come up again before another person (T22). */
export const RECHECK_PER_CENT = 2;
