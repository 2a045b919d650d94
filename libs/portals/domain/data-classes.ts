/**
 * Every class of personal data that the desk holds: in which tables, for how long, and what ends it (R79, Art. 5(1)(e)
 * GDPR; default times of recovery-security 5.11). Pure data: the job that enforces it, the page in the settings, `rekey
 * retention` and the profile of a portal all read this one table, and `test/db/migrations.spec.ts` sees to it that every
 * table of the schema stands here or in `WITHOUT_PERSONAL_DATA`.
 */

/** `deleted`: the rows go · `stripped`: they stay for statistics and for what points at them, with nothing about a person left. */
export type DataEnd = 'deleted' | 'stripped';

export interface DataClass {
  readonly tables: readonly string[];
  readonly end: DataEnd;
  /** From when it counts. */
  readonly since: 'arrival' | 'closing' | 'settling' | 'expiry' | 'disabling';
  /** Default, and how short or long a portal may make it. Without `portal` the desk has one time for all. */
  readonly days: number;
  readonly portal?: { readonly min: number; readonly max: number };
  /** Never ended while the ticket is open, or a hold, second person, way back, freeze, breach, request or legal hold runs on it (`store/held.ts`). */
  readonly spared: boolean;
}

export const DATA_CLASSES = {
  /** Messages, notes, timeline, who wrote; the ticket itself stays as a number with queue, case type and times. */
  'ticket-texts': {
    tables: ['ticket', 'ticket_message', 'ticket_event', 'ticket_participant', 'ticket_merge', 'thread_key', 'kept_mail', 'mail_trace', 'attachment'],
    end: 'stripped', since: 'closing', days: 180, portal: { min: 30, max: 730 }, spared: true,
  },
  /** Mails that reached no ticket: machines, spam, what was deleted from the quarantine. The row stays, so that the mail is not fetched again. */
  'set-aside-mails': { tables: ['kept_mail', 'mail_trace'], end: 'stripped', since: 'arrival', days: 90, portal: { min: 7, max: 365 }, spared: false },
  'outbound-mails': { tables: ['outbound_message', 'delivery_attempt'], end: 'deleted', since: 'settling', days: 90, portal: { min: 30, max: 365 }, spared: true },
  'text-messages': { tables: ['sms_message'], end: 'deleted', since: 'settling', days: 90, portal: { min: 30, max: 365 }, spared: false },
  /** Needed against repudiation. */
  evidence: { tables: ['evidence'], end: 'deleted', since: 'arrival', days: 365, portal: { min: 90, max: 1_095 }, spared: true },
  cases: { tables: ['recovery_case'], end: 'stripped', since: 'closing', days: 365, portal: { min: 90, max: 1_095 }, spared: true },
  /** What was done to accounts, with the keys that make a repeated order one order. */
  actions: { tables: ['recovery_action'], end: 'stripped', since: 'settling', days: 365, portal: { min: 90, max: 1_095 }, spared: true },
  grants: { tables: ['recovery_grant'], end: 'deleted', since: 'expiry', days: 365, portal: { min: 30, max: 1_095 }, spared: true },
  /** Sign-ins at home that were begun. */
  'home-sign-ins': { tables: ['home_sign_in'], end: 'deleted', since: 'expiry', days: 1, spared: false },
  papers: { tables: ['recovery_slip'], end: 'deleted', since: 'expiry', days: 365, portal: { min: 30, max: 1_095 }, spared: false },
  bulks: { tables: ['recovery_bulk', 'recovery_bulk_item'], end: 'deleted', since: 'settling', days: 365, portal: { min: 30, max: 1_095 }, spared: false },
  /** Documentation of a breach (Art. 33(5)): as long as claims may be raised. */
  breaches: { tables: ['recovery_breach', 'recovery_breach_action'], end: 'deleted', since: 'closing', days: 1_095, portal: { min: 365, max: 3_650 }, spared: false },
  /** That somebody asked for their data and what came of it (Art. 5(2)). */
  'data-requests': { tables: ['data_request', 'legal_hold'], end: 'deleted', since: 'settling', days: 1_095, portal: { min: 365, max: 3_650 }, spared: false },
  /** The beginning of the chain goes; a checkpoint says with which hash the rest continues. 6 to 120 months (5.10). */
  audit: { tables: ['audit_entry'], end: 'deleted', since: 'arrival', days: 730, portal: { min: 183, max: 3_650 }, spared: false },
  /** Source addresses in the audit; their keyed pseudonym stays. */
  'audit-addresses': { tables: ['audit_entry'], end: 'stripped', since: 'arrival', days: 30, spared: false },
  /** Bytes as they came; `REKEY_RAW_MAIL_DAYS`, sooner with secrets in them. */
  'raw-mails': { tables: ['kept_mail'], end: 'stripped', since: 'arrival', days: 30, spared: false },
  /** Bytes of attachments; `REKEY_ATTACHMENT_DAYS`. */
  attachments: { tables: ['attachment'], end: 'stripped', since: 'closing', days: 30, spared: false },
  /** Access log of agents (5.10: six months). */
  'agent-sessions': { tables: ['agent_session'], end: 'deleted', since: 'expiry', days: 183, spared: false },
  'agent-tokens': { tables: ['api_token'], end: 'deleted', since: 'disabling', days: 365, spared: false },
  'sign-in-keys': { tables: ['sign_in_key'], end: 'deleted', since: 'disabling', days: 30, spared: false },
  'key-challenges': { tables: ['key_challenge'], end: 'deleted', since: 'expiry', days: 1, spared: false },
  /** People who no longer work here: a number stays, for what they did. */
  'former-agents': { tables: ['agent'], end: 'stripped', since: 'disabling', days: 730, spared: false },
  'sign-in-brakes': { tables: ['sign_in_throttle'], end: 'deleted', since: 'arrival', days: 7, spared: false },
  'portal-sign-ins': { tables: ['builtin_session'], end: 'deleted', since: 'expiry', days: 1, spared: false },
  alarms: { tables: ['alarm'], end: 'deleted', since: 'settling', days: 365, spared: false },
  'breaker-releases': { tables: ['breaker_release'], end: 'deleted', since: 'expiry', days: 730, spared: false },
  'bounced-addresses': { tables: ['bounced_address'], end: 'deleted', since: 'expiry', days: 1, spared: false },
  openings: { tables: ['ticket_opening'], end: 'deleted', since: 'arrival', days: 2, spared: false },
  'limit-counts': { tables: ['limit_hit'], end: 'deleted', since: 'arrival', days: 90, spared: false },
  'asked-links': { tables: ['asked_link'], end: 'deleted', since: 'arrival', days: 1, spared: false },
  /** That a change in a directory went through, for whoever died while asking. */
  'directory-operations': { tables: ['builtin_operation', 'directory_operation'], end: 'deleted', since: 'arrival', days: 90, spared: false },
} as const satisfies Record<string, DataClass>;

export type DataClassName = keyof typeof DATA_CLASSES;
export const DATA_CLASS_NAMES = Object.keys(DATA_CLASSES) as DataClassName[];

/** Classes whose time a portal may set. */
export type PortalClassName = { [Name in DataClassName]: (typeof DATA_CLASSES)[Name] extends { readonly portal: object } ? Name : never }[DataClassName];
export const PORTAL_CLASS_NAMES = DATA_CLASS_NAMES.filter((name): name is PortalClassName => 'portal' in DATA_CLASSES[name]);

/** Tables whose rows end with what they describe, by a person's decision and not by the calendar: the account in the directory (`delete-account`), the person at the desk, and on request the thread from a pseudonym to an account. */
export const WITH_THE_PERSON: Readonly<Record<string, string>> = {
  builtin_account: 'the account of the built-in directory, until it is deleted there',
  builtin_address: 'of that account',
  builtin_phone: 'of that account',
  builtin_relation: 'of that account',
  directory_note: 'what another directory cannot remember for us about an account; goes with an erasure',
  audit_person: 'the thread from a keyed pseudonym in the audit to an account; cut by an erasure',
};

/** Tables that hold nothing about requesters or account holders, and why one may believe it. */
export const WITHOUT_PERSONAL_DATA: Readonly<Record<string, string>> = {
  outbox_job: 'ids only, and gone once handed over',
  portal: 'the profile of an organisation',
  portal_secret: 'keys of the organisation, sealed',
  mailbox: 'the organisation’s own mailbox',
  mailbox_token: 'tokens of that mailbox, sealed',
  mailbox_cursor: 'which process watches it',
  folder_cursor: 'how far it was read',
  directory_secret: 'the key to a directory, sealed',
  dkim_key: 'keys of the organisation, sealed',
  smime_key: 'keys of the organisation, sealed',
  wording: 'texts of mails, with the agent who wrote them by number',
  builtin_entitlement: 'devices, contracts and domains of organisations',
  audit_copy: 'how far a chain was copied',
  audit_checkpoint: 'where a chain begins after its oldest rows ended: a hash',
  retention_run: 'the figures of this work',
};
