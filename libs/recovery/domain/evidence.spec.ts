import { describe, expect, it } from '@jest/globals';
import { DAY_MS, HOUR_MS } from '#kernel';
import { EVIDENCE_RULES, FACTS_NEEDED, UNCHANGED_FOR_MS, type EvidenceKind } from './evidence.js';
import { validFor } from './stricter.js';

/** As recovery-security 5.2 has it: class, points, hours. Written a second time, so that no number changes unseen. */
const TABLE: Readonly<Record<EvidenceKind, readonly [string, number, number]>> = {
  dmarc: ['gate', 0, 1], 'new-address': ['gate', 0, 24], facts: ['K', 1, 14 * 24], sms: ['P', 2, 1 / 6], 'call-back': ['P', 3, 24], mailbox: ['M', 3, 24], 'second-address': ['S', 3, 24], voucher: ['V', 3, 48],
  'two-vouchers': ['V', 5, 48], letter: ['L', 4, 21 * 24], totp: ['A', 4, 1], 'recovery-code': ['R', 4, 1], video: ['I', 4, 24], 'in-person': ['I', 5, 24], 'home-idp': ['I', 5, 1],
};

describe('evidence', () => {
  it.each(Object.keys(EVIDENCE_RULES) as EvidenceKind[])('%s is worth, and counts as long, as the research says', (kind) => {
    const { class: ofClass, points, validForMs } = EVIDENCE_RULES[kind];
    expect([ofClass, points, validForMs / HOUR_MS]).toEqual(TABLE[kind]);
    expect(validFor(kind, undefined)).toBe(validForMs);
  });

  it('comes from what was on file for 30 days, and of facts two must match', () => {
    expect([UNCHANGED_FOR_MS / DAY_MS, FACTS_NEEDED]).toEqual([30, 2]);
  });
});
