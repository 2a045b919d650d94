import type { CaseType } from '#kernel';

/** `[when this stands firm, from so many points, these count only so much]` */
type Line = readonly [stronger: CaseType, from: number, weaker: readonly CaseType[] | 'all others', factor: number];

/**
 * What has to be dealt with first, where a mail speaks of several things. Losing the mailbox explains the missing reset
 * mail; a stranger in the account explains the refused password; the PIN is not the password.
 */
const PRECEDENCE: readonly Line[] = [
  ['suspected-compromise', 7, ['forgot-password', 'wrong-credentials', 'account-locked', 'reset-mail-missing', 'reset-link-failed', 'forced-reset', 'lost-email-access', 'two-factor-lost', 'email-change'], 0.5],
  ['lost-email-access', 8, ['email-change', 'reset-mail-missing', 'forgot-password', 'wrong-credentials', 'new-credentials', 'reset-link-failed', 'profile-data-change', 'account-locked'], 0.55],
  ['forgot-identity', 9, ['forgot-username', 'forgot-password', 'lost-email-access'], 0.5],
  ['two-factor-lost', 9, ['forgot-password', 'suspected-compromise', 'activation-mail-missing', 'activation-link-failed', 'wrong-credentials', 'account-deletion', 'reset-mail-missing', 'reset-link-failed'], 0.6],
  ['pin-activation', 9, ['account-locked', 'wrong-credentials', 'activation-mail-missing', 'activation-link-failed', 'forgot-password', 'reset-mail-missing', 'reset-link-failed', 'profile-data-change'], 0.5],
  ['captcha-problem', 7, ['reset-link-failed', 'activation-link-failed', 'wrong-credentials', 'registration-form-blocked', 'reset-mail-missing', 'account-locked', 'suspected-compromise'], 0.6],
  ['activation-expired', 8, ['activation-link-failed', 'activation-mail-missing', 'registration-incomplete', 'reset-link-failed', 'registration-not-accepted'], 0.6],
  ['activation-link-failed', 8, ['reset-link-failed', 'activation-mail-missing'], 0.7],
  ['reset-link-failed', 8, ['forgot-password', 'activation-link-failed', 'reset-mail-missing'], 0.7],
  ['reset-mail-missing', 8, ['forgot-password'], 0.6],
  ['password-criteria', 12, ['initial-credentials'], 0.35],
  ['password-criteria', 8, ['forgot-password', 'reset-link-failed', 'wrong-credentials', 'forced-reset'], 0.6],
  ['forced-reset', 8, ['forgot-password', 'wrong-credentials'], 0.7],
  ['initial-credentials', 12, ['forgot-password', 'wrong-credentials', 'new-credentials', 'forgot-username'], 0.6],
  ['username-change', 12, ['registration-data-changed'], 0.6],
  ['username-change', 8, ['profile-data-change', 'email-change', 'forgot-username'], 0.6],
  ['registration-data-changed', 8, ['initial-credentials', 'profile-data-change', 'account-locked', 'registration-not-accepted', 'registration-form-blocked', 'registration-incomplete', 'username-change'], 0.6],
  ['serial-number-help', 9, ['registration-form-blocked'], 0.8],
  ['registration-form-blocked', 12, ['registration-not-accepted'], 0.5],
  ['forgot-username', 15, ['username-change'], 0.5],
  ['account-migration', 9, ['forgot-password', 'username-change'], 0.6],
  ['account-deletion', 9, ['account-migration', 'lost-email-access', 'email-change'], 0.6],
  ['forced-reset', 10, ['password-criteria', 'suspected-compromise'], 0.6],
  ['stay-logged-in', 8, ['wrong-credentials', 'account-locked'], 0.6],
  ['staff-account', 8, ['wrong-credentials', 'forgot-password', 'forced-reset', 'account-locked', 'activation-expired', 'stay-logged-in', 'wrong-site'], 0.55],
  ['account-locked', 9, ['wrong-credentials', 'forgot-password'], 0.6],
  ['wrong-site', 12, ['forced-reset', 'forgot-password', 'wrong-credentials', 'registration-form-blocked', 'staff-account'], 0.5],
  ['email-change', 16, ['account-deletion'], 0.5],
  ['spam', 8, 'all others', 0.5],
  ['bounce', 9, 'all others', 0.3],
  ['auto-reply', 9, 'all others', 0.3],
];

/** From so many points on there is a problem, however much the mail says thank you or speaks of other business. */
const PROBLEM = 8;

/** The points after every firm case type has pushed back what it explains. */
export function withPrecedence(points: ReadonlyMap<CaseType, number>): ReadonlyMap<CaseType, number> {
  const weighed = new Map(points);
  let strongest = 0;
  for (const [caseType, value] of points) if (caseType !== 'not-account-related') strongest = Math.max(strongest, value);
  if (strongest >= PROBLEM) weighed.set('not-account-related', (points.get('not-account-related') ?? 0) * 0.5);
  for (const [stronger, from, weaker, factor] of PRECEDENCE) {
    if ((points.get(stronger) ?? 0) < from) continue;
    for (const caseType of weaker === 'all others' ? points.keys() : weaker) {
      if (caseType === stronger) continue;
      const now = weighed.get(caseType);
      if (now !== undefined) weighed.set(caseType, now * factor);
    }
  }
  return weighed;
}
