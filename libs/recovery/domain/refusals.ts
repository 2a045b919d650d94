/** Every code with which this room says no. Words on the wire; the console has a sentence for each. */
export const RECOVERY_REFUSALS = [
  'recovery.no-policy',
  'recovery.level-too-low', 'recovery.account-not-linked', 'recovery.privileged-account', 'recovery.excluded-account', 'recovery.own-account', 'recovery.not-trained', 'recovery.no-such-action', 'recovery.nothing-granted', 'recovery.no-such-breach', 'recovery.second-person-needed',
  'recovery.cooling-down', 'recovery.quiet', 'recovery.limit-reached', 'recovery.no-address-on-file', 'recovery.account-frozen', 'recovery.account-disabled',
  'recovery.registration-locked', 'recovery.pending-activation', 'recovery.not-pending-activation', 'recovery.not-locked', 'recovery.directory-cannot',
  'recovery.fresh-proof-needed', 'recovery.case-closed', 'recovery.case-busy', 'recovery.key-used', 'recovery.not-a-candidate', 'recovery.account-gone', 'recovery.nothing-to-search',
  'recovery.no-such-phone', 'recovery.channel-too-new', 'recovery.facts-off', 'recovery.too-few-facts', 'recovery.no-call-under-way', 'recovery.no-letter-under-way', 'recovery.requester-types-code',
  'recovery.link-unknown', 'recovery.link-used', 'recovery.link-superseded', 'recovery.link-expired', 'recovery.link-revoked', 'recovery.link-busy', 'recovery.link-tries-used-up',
  'recovery.no-such-step', 'recovery.nothing-missing', 'recovery.channel-not-possible', 'recovery.colleagues-account', 'recovery.not-frozen', 'recovery.new-address-unproved', 'recovery.old-mailbox-silent', 'recovery.registration-waits-for-other',
  'recovery.not-entitled', 'recovery.already-signed-in', 'recovery.password-chosen', 'recovery.no-pin-area', 'recovery.pin-not-blocked', 'recovery.no-second-factor', 'recovery.no-postal-address', 'recovery.other-account-unproved',
  'recovery.parameter-missing', 'recovery.parameter-misfit', 'recovery.not-one-address', 'recovery.address-taken', 'recovery.reason-too-short', 'recovery.no-approval-pending', 'recovery.own-request',
  'recovery.approver-vouched', 'recovery.approver-took-part', 'recovery.same-line', 'recovery.second-factor-needed', 'recovery.not-cancellable', 'recovery.nothing-to-print', 'recovery.approver-prints-not', 'recovery.asker-prints-not', 'recovery.bulk-unknown', 'recovery.bulk-meets-nobody', 'recovery.bulk-has-grown', 'recovery.bulk-needs-evidence', 'recovery.bulk-deadline-misfit', 'recovery.bulk-stopped',
  'recovery.no-second-address', 'recovery.sms-off', 'recovery.sms-country', 'recovery.no-authenticator', 'recovery.no-saved-codes', 'recovery.home-sign-in-off', 'recovery.nothing-asked',
  'recovery.home-other-account', 'recovery.home-sign-in-failed', 'recovery.home-no-second-factor',
  'recovery.no-vouchers', 'recovery.voucher-is-person', 'recovery.voucher-is-subordinate', 'recovery.voucher-not-active', 'recovery.voucher-no-second-factor', 'recovery.voucher-unreachable', 'recovery.voucher-decides',
  'recovery.voucher-asks', 'recovery.vouchers-enough', 'recovery.voucher-name-differs', 'recovery.voucher-sign-in-wrong', 'recovery.reason-needed', 'recovery.voucher-key-needed',
  'recovery.not-at-office', 'recovery.username-taken',
  'recovery.check-incomplete', 'recovery.checked-by-asker', 'recovery.code-wrong', 'recovery.code-path-closed', 'recovery.passwords-differ', 'recovery.password-refused', 'recovery.directory-refused',
] as const;

export type RecoveryRefusal = (typeof RECOVERY_REFUSALS)[number];
