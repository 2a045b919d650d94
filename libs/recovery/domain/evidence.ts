import { DAY_MS, HOUR_MS, MINUTE_MS } from '#kernel';

/** `gate` opens nothing by itself; the others are named in EVIDENCE_RULES. One class is one thing an attacker must own. */
export type EvidenceClass = 'gate' | 'K' | 'P' | 'M' | 'S' | 'V' | 'L' | 'A' | 'R' | 'I';

/** Method families of NIST SP 800-63B-4 §4.2.2.2 (R7). */
export type EvidenceFamily = 'none' | 'issued' | 'contact' | 'authenticator' | 'saved' | 'proofing';

export interface EvidenceRule {
  readonly class: EvidenceClass;
  readonly points: number;
  readonly family: EvidenceFamily;
  /** How long it counts after it was recorded. */
  readonly validForMs: number;
}

/** Facts, letters and what was shown "now" count as long as somebody works on the case, at most this long. */
const A_CASE_MS = 14 * DAY_MS;

/**
 * Every kind of proof and what it is worth (recovery-security 5.2). A new kind is a new row.
 * A mail, even one that passes DMARC, is a claim: zero points.
 */
export const EVIDENCE_RULES = {
  dmarc: { class: 'gate', points: 0, family: 'none', validForMs: HOUR_MS },
  'new-address': { class: 'gate', points: 0, family: 'none', validForMs: DAY_MS },
  facts: { class: 'K', points: 1, family: 'none', validForMs: A_CASE_MS },
  sms: { class: 'P', points: 2, family: 'issued', validForMs: 10 * MINUTE_MS },
  'call-back': { class: 'P', points: 3, family: 'issued', validForMs: DAY_MS },
  mailbox: { class: 'M', points: 3, family: 'issued', validForMs: DAY_MS },
  'second-address': { class: 'S', points: 3, family: 'issued', validForMs: DAY_MS },
  /** One row for each person who vouched; that they are two is seen by `levelOf`. */
  voucher: { class: 'V', points: 3, family: 'contact', validForMs: 2 * DAY_MS },
  'two-vouchers': { class: 'V', points: 5, family: 'contact', validForMs: 2 * DAY_MS },
  letter: { class: 'L', points: 4, family: 'issued', validForMs: 21 * DAY_MS },
  totp: { class: 'A', points: 4, family: 'authenticator', validForMs: HOUR_MS },
  'recovery-code': { class: 'R', points: 4, family: 'saved', validForMs: HOUR_MS },
  video: { class: 'I', points: 4, family: 'proofing', validForMs: DAY_MS },
  'in-person': { class: 'I', points: 5, family: 'proofing', validForMs: DAY_MS },
  'home-idp': { class: 'I', points: 5, family: 'proofing', validForMs: HOUR_MS },
} as const satisfies Record<string, EvidenceRule>;

export type EvidenceKind = keyof typeof EVIDENCE_RULES;
export const EVIDENCE_KINDS = Object.keys(EVIDENCE_RULES) as EvidenceKind[];

/** Two proofs from one mailbox count once: a class never gives more than this (5.2 "cap"). */
export const CLASS_CAPS = { gate: 0, K: 1, P: 3, M: 3, S: 3, V: 5, L: 4, A: 4, R: 4, I: 5 } as const satisfies Record<EvidenceClass, number>;

/** A phone, address or second address must have been on file this long before it can prove anything (5.2). */
export const UNCHANGED_FOR_MS = 30 * DAY_MS;

/** So many facts must match before comparing them is evidence (5.2). */
export const FACTS_NEEDED = 2;

