import { refuse, type Refusal } from '#kernel';
import type { AccountStateWord } from './account-facts.js';

/** "no" and "not sure" are answers too: the one warns, the other only ends the request. */
export const VOUCHER_ANSWERS = ['yes', 'no', 'unsure'] as const;
export type VoucherAnswer = (typeof VOUCHER_ANSWERS)[number];

/** At most so many people are asked for one account at a time (5.3: one or two). */
export const MOST_VOUCHERS_ASKED = 2;

/** Somebody whom the directory names as answering for a person, and what has to be known of them. The person never names anybody (5.2). */
export interface RegisteredVoucher {
  readonly ref: string;
  readonly relation: 'teacher' | 'manager' | 'secretariat';
  readonly displayName: string;
  /** Of their own account; null: the directory has none, or it is not to be handled. */
  readonly state: AccountStateWord | null;
  /** A temporary password: whoever has it came in a moment ago. */
  readonly mustChangePassword: boolean;
  /** They can sign in here with a second factor. */
  readonly canSignIn: boolean;
  /** There is an address on file to ask them at. */
  readonly canBeAsked: boolean;
  /** The same account, or one that shares an address with it. */
  readonly isPerson: boolean;
  /** The person stands above them: nobody answers for their own superior. */
  readonly isSubordinate: boolean;
}

/** Why they may not vouch; undefined: they may (recovery-security 5.2, row "Voucher"). */
export function whyNotVouch(voucher: RegisteredVoucher | undefined): Refusal | undefined {
  if (!voucher) return refuse('recovery.no-vouchers');
  if (voucher.isPerson) return refuse('recovery.voucher-is-person');
  if (voucher.isSubordinate) return refuse('recovery.voucher-is-subordinate');
  if (voucher.state !== 'active' || voucher.mustChangePassword) return refuse('recovery.voucher-not-active');
  if (!voucher.canSignIn) return refuse('recovery.voucher-no-second-factor');
  return voucher.canBeAsked ? undefined : refuse('recovery.voucher-unreachable');
}

/** Letters that no keyboard far from home has, and that do not come apart by themselves. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = { ß: 'ss', ı: 'i', ł: 'l', ø: 'o', đ: 'd', æ: 'ae', œ: 'oe', þ: 'th' };
const UMLAUTS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue' };

/** Whether the name was typed as it stands there; accents, capitals and spaces do not matter, since it is a pause to think, not a secret. */
export function isNameTyped(displayName: string, typed: string): boolean {
  const given = plain(typed);
  const written = displayName.normalize('NFC').toLowerCase();
  return given !== '' && (given === plain(written) || given === plain(written.replaceAll(/[äöü]/g, (one) => UMLAUTS[one]!)));
}

function plain(name: string): string {
  return name.toLowerCase().normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll(/[ßıłøđæœþ]/g, (one) => PLAIN_LETTERS[one]!).replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim();
}
