const QUIET_DAY_MS = 24 * 3_600_000;
const QUIET_WEEK_MS = 7 * QUIET_DAY_MS;

/**
 * Everything that somebody must look at soon, whoever notices it. `urgent`: mail stands still or could be lost.
 * `overAfterMs`: nobody can say when it is over, so it is when it was not seen for so long. `counts`: each time that it is noticed
 * something new has happened, and is not the same thing looked at again. The console has a sentence for
 * each that says what happened and what to do.
 */
export const ALARM_KINDS = {
  'mailbox-unreachable': { urgent: true },
  'mailbox-sign-in-refused': { urgent: true },
  'mailbox-silent': { urgent: true },
  'mailbox-token-expiring': { urgent: false },
  'mailbox-token-refused': { urgent: true },
  'mailbox-token-unreachable': { urgent: false },
  'mailbox-follow-up-failed': { urgent: false },
  'mail-not-given': { urgent: true },
  'mail-unreadable': { urgent: false },
  'mail-unprocessed': { urgent: true },
  'quarantine-waiting': { urgent: false },
  'sender-limit': { urgent: false, overAfterMs: QUIET_DAY_MS, counts: true },
  'scanner-unreachable': { urgent: false },
  'storage-failing': { urgent: true },
  'outbox-waiting': { urgent: true },
  'outbox-unknown': { urgent: false },
  'outbox-failed': { urgent: false },
  'smime-expiring': { urgent: false },
  'smime-unsigned': { urgent: true },
  'signature-failed': { urgent: true, overAfterMs: QUIET_DAY_MS, counts: true },
  'recipient-limit': { urgent: false, overAfterMs: QUIET_DAY_MS, counts: true },
  'breaker-open': { urgent: true },
  'directory-unreachable': { urgent: true },
  'secret-elsewhere': { urgent: true },
  'action-stuck': { urgent: true },
  'freeze-undone': { urgent: true },
  'report-without-ticket': { urgent: true, counts: true },
  'data-breach': { urgent: true },
  'data-breach-ending': { urgent: true },
  'audit-not-copied': { urgent: true },
  'retention-failing': { urgent: false },
  'data-request-due': { urgent: true },
  'credentials-often': { urgent: false, overAfterMs: QUIET_DAY_MS, counts: true },
  'override-used': { urgent: false, overAfterMs: QUIET_WEEK_MS, counts: true },
  'bulk-incomplete': { urgent: false, overAfterMs: QUIET_WEEK_MS, counts: true },
  'voucher-said-no': { urgent: false, counts: true },
  'sign-in-key-copied': { urgent: true, counts: true },
} as const satisfies Record<string, { readonly urgent: boolean; readonly overAfterMs?: number; readonly counts?: true }>;

export type AlarmKind = keyof typeof ALARM_KINDS;

/** Those that are over when nobody saw them for so many milliseconds. */
export const QUIET_KINDS = (Object.keys(ALARM_KINDS) as AlarmKind[]).flatMap((kind) => {
  const about: { readonly urgent: boolean; readonly overAfterMs?: number } = ALARM_KINDS[kind];
  return about.overAfterMs === undefined ? [] : [[kind, about.overAfterMs] as const];
});
export const URGENT_KINDS = (Object.keys(ALARM_KINDS) as AlarmKind[]).filter((kind) => ALARM_KINDS[kind].urgent);

/** A new alarm is told at once, one that nobody took or cleared again after so long, and never more often (no flood). */
export const TELL_AGAIN_MS = 24 * 3_600_000;
