/** What kind of access problem a ticket is about (glossary of the product). Order carries no meaning. */
export const CASE_TYPES = [
  'forgot-password', 'reset-mail-missing', 'reset-link-failed', 'forgot-username', 'forgot-identity',
  'lost-email-access', 'email-change', 'activation-mail-missing', 'activation-link-failed', 'activation-expired',
  'registration-data-changed', 'registration-not-accepted', 'registration-form-blocked', 'registration-incomplete',
  'serial-number-help', 'username-change', 'new-credentials', 'wrong-credentials', 'initial-credentials',
  'pin-activation', 'forced-reset', 'account-migration', 'account-deletion', 'profile-data-change', 'staff-account',
  'stay-logged-in', 'wrong-site', 'captcha-problem', 'password-criteria', 'account-locked', 'two-factor-lost',
  'suspected-compromise', 'not-account-related', 'spam', 'auto-reply', 'bounce',
] as const;

export type CaseType = (typeof CASE_TYPES)[number];

/** Written by a machine or by nobody we help: never answered automatically. */
export const MACHINE_CASE_TYPES = ['spam', 'auto-reply', 'bounce'] as const satisfies readonly CaseType[];
