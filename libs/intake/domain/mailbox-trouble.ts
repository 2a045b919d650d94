/** What ails a mailbox; each has its cure in words. */
export const MAILBOX_TROUBLES = ['not-read', 'sign-in-refused', 'not-trusted', 'folder-missing', 'mail-not-given', 'token-refused', 'token-service-away', 'token-ending', 'unusually-silent', 'follow-up-failing'] as const;
export type MailboxTrouble = (typeof MAILBOX_TROUBLES)[number];

export interface MailboxFacts {
  readonly enabled: boolean;
  readonly addedAt: Date;
  readonly caughtUpAt: Date | null;
  readonly faultCodes: readonly string[];
  readonly token: { readonly faultSince: Date | null; readonly isRefused: boolean; readonly mustAuthoriseBy: Date | null } | null;
  readonly followUpFaultSince: Date | null;
  readonly rhythm: Rhythm | null;
}

/** How mails usually come in. */
export interface Rhythm {
  readonly mails: number;
  readonly lastMailAt: Date;
  /** The longest pause between two of the latest mails: nights and weekends are in it. */
  readonly longestPauseMs: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Longer than any restart or short outage of a mail server. */
const NOT_READ_AFTER_MS = HOUR_MS / 4;
const WARN_BEFORE_MS = 14 * DAY_MS;
/** Fewer say nothing about a rhythm. */
const ENOUGH_MAILS = 30;

/** What is wrong, the worst first. Speaks before a mailbox goes silent, not only after (helpdesk-peers case 24). */
export function troublesOf({ enabled, addedAt, caughtUpAt, faultCodes, token, followUpFaultSince, rhythm }: MailboxFacts, now: Date): MailboxTrouble[] {
  if (!enabled) return [];
  const age = (moment: Date): number => now.getTime() - moment.getTime();
  const found: [MailboxTrouble, boolean][] = [
    ['sign-in-refused', faultCodes.includes('intake.mailbox-sign-in-refused')],
    ['not-trusted', faultCodes.includes('intake.mailbox-not-trusted')],
    ['folder-missing', faultCodes.includes('intake.folder-missing')],
    ['token-refused', token?.faultSince != null && token.isRefused],
    ['not-read', age(caughtUpAt ?? addedAt) > NOT_READ_AFTER_MS],
    ['mail-not-given', faultCodes.includes('intake.mail-not-given')],
    ['token-service-away', token?.faultSince != null && !token.isRefused],
    ['token-ending', token?.mustAuthoriseBy != null && token.mustAuthoriseBy.getTime() - now.getTime() < WARN_BEFORE_MS],
    ['follow-up-failing', followUpFaultSince !== null],
    ['unusually-silent', rhythm !== null && rhythm.mails >= ENOUGH_MAILS && age(rhythm.lastMailAt) > Math.max(DAY_MS, 3 * rhythm.longestPauseMs)],
  ];
  return found.filter(([, isSo]) => isSo).map(([trouble]) => trouble);
}
