/**
 * Everything that somebody must look at soon, whoever notices it. `urgent`: mail stands still or could be lost. The
 * console has a sentence for each that says what happened and what to do.
 */
export const ALARM_KINDS = {
  'mailbox-unreachable': { urgent: true },
  'mailbox-sign-in-refused': { urgent: true },
  'mailbox-silent': { urgent: true },
  'mailbox-token-expiring': { urgent: false },
  'mailbox-token-refused': { urgent: true },
  'mailbox-follow-up-failed': { urgent: false },
  'mail-unreadable': { urgent: false },
  'mail-unprocessed': { urgent: true },
  'quarantine-waiting': { urgent: false },
  'scanner-unreachable': { urgent: false },
  'storage-failing': { urgent: true },
  'outbox-waiting': { urgent: true },
  'outbox-unknown': { urgent: false },
  'outbox-failed': { urgent: false },
  'recipient-limit': { urgent: false },
  'breaker-open': { urgent: true },
  'directory-unreachable': { urgent: true },
  'action-stuck': { urgent: true },
  'override-used': { urgent: false },
  'login-probing': { urgent: false },
} as const satisfies Record<string, { readonly urgent: boolean }>;

export type AlarmKind = keyof typeof ALARM_KINDS;

/** An alarm that nobody cleared is told again after so long, and never more often (no flood). */
export const TELL_AGAIN_MS = 24 * 3_600_000;

export interface AlarmToTell {
  readonly toldAt: Date | null;
  readonly acknowledgedAt: Date | null;
  readonly clearedAt: Date | null;
}

/** Whether somebody outside has to be told now: a new one at once, an open one that nobody took once a day. */
export function mustBeTold({ toldAt, acknowledgedAt, clearedAt }: AlarmToTell, now: Date): boolean {
  if (clearedAt !== null || acknowledgedAt !== null) return false;
  return toldAt === null || now.getTime() - toldAt.getTime() >= TELL_AGAIN_MS;
}
