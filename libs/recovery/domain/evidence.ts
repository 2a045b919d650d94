/** Kinds of evidence; class, points, family and validity stand in EVIDENCE_RULES (recovery-security 5.2). */
export type EvidenceKind = 'dmarc' | 'new-address' | 'facts' | 'sms' | 'call-back' | 'mailbox' | 'second-address' | 'voucher' | 'two-vouchers'
  | 'letter' | 'totp' | 'recovery-code' | 'video' | 'in-person' | 'home-idp';
