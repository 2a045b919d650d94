/** Every verb that can be written down. Words on the wire: never rename one. */
export const AUDIT_VERBS = [
  'ticket.opened', 'ticket.replied', 'ticket.noted', 'ticket.changed', 'ticket.merged', 'ticket.unmerged', 'ticket.split',
  'case.step-ticked', 'case.details-added', 'case.asked', 'case.escalated',
  'account.linked', 'account.unlinked', 'account.searched', 'account.reported', 'silence.begun', 'silence.ended',
  'evidence.recorded', 'evidence.failed', 'evidence.voided', 'proof.started', 'voucher.wished', 'voucher.answered', 'voucher.refused', 'voucher.code-sent',
  'action.approved', 'action.refused', 'action.done', 'action.failed', 'action.settled', 'action.cancelled',
  'action.requested', 'action.held', 'action.second-person-approved', 'action.second-person-refused', 'action.approval-expired', 'action.undone', 'action.ended', 'action.overridden', 'action.rechecked',
  'bulk.requested', 'bulk.approved', 'bulk.refused', 'bulk.cancelled', 'bulk.done', 'bulk.account-done', 'slip.printed', 'slip.sent', 'slip.received', 'slip.ended',
  'breach.marked', 'breach.exported', 'breach.closed', 'retention.ended',
  'data-request.opened', 'data-request.extended', 'data-request.proposed', 'data-request.returned', 'data-request.approved', 'data-request.done', 'data-request.refused', 'data-request.mistaken', 'data-request.previewed', 'data-request.fetched', 'hold.set', 'hold.released',
  'grant.issued', 'grant.opened', 'grant.redeemed', 'grant.expired', 'grant.refused', 'grant.revoked',
  'secret.revealed', 'password.scrambled',
  'session.started', 'session.refused', 'session.ended', 'session.proved',
  'agent.added', 'agent.disabled', 'agent.enabled', 'agent.rights-changed', 'agent.trained', 'agent.untrained', 'agent.password-changed', 'agent.second-factor-enrolled', 'agent.second-factor-reset', 'agent.token-issued', 'agent.token-revoked',
  'agent.key-registered', 'agent.key-removed', 'agent.key-suspended', 'agent.enrolment-code-issued', 'agent.enrolment-code-used', 'agent.not-told',
  'alarm.acknowledged',
  'wording.saved', 'wording.reset', 'desk.restored',
  'portal.imported', 'directory.secret-changed', 'portal.secret-changed', 'sms.sent', 'sms.not-sent', 'mailbox.saved', 'mailbox.authorised', 'mailbox.backfill-asked', 'mail.released', 'mail.retried', 'mail.cancelled', 'mail.confirmed', 'breaker.released', 'address.lifted', 'dkim.key-made', 'dkim.key-used', 'smime.certificate-kept', 'smime.certificate-used', 'smime.stopped', 'mail.set-aside', 'mail.imported', 'mail.deleted', 'mail.bytes-lost',
  'attachment.opened', 'attachment.blocked', 'message.page-opened', 'message.original-shown',
] as const;

export type AuditVerb = (typeof AUDIT_VERBS)[number];
export type AuditOutcome = 'done' | 'refused' | 'failed';
