import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isNameTyped, whyNotVouch, type RegisteredVoucher } from './vouchers.js';

const TEACHER: RegisteredVoucher = { ref: 'teacher', relation: 'teacher', displayName: 'Sabine Krüger', state: 'active', mustChangePassword: false, canSignIn: true, canBeAsked: true, isPerson: false, isSubordinate: false };

describe('who may vouch', () => {
  it('is somebody whom the directory names, with an address and a second factor', () => {
    expect(whyNotVouch(TEACHER)).toBeUndefined();
    expect(whyNotVouch(undefined)).toMatchObject({ refusal: 'recovery.no-vouchers' });
  });

  it.each<[string, Partial<RegisteredVoucher>, string]>([
    ['the person themself', { isPerson: true }, 'voucher-is-person'],
    ['somebody whose superior the person is', { isSubordinate: true }, 'voucher-is-subordinate'],
    ['somebody whose account is frozen', { state: 'frozen' }, 'voucher-not-active'],
    ['somebody whose account is locked', { state: 'locked' }, 'voucher-not-active'],
    ['somebody whose account is gone', { state: null }, 'voucher-not-active'],
    ['somebody who came in by a temporary password', { mustChangePassword: true }, 'voucher-not-active'],
    ['somebody without a second factor', { canSignIn: false }, 'voucher-no-second-factor'],
    ['somebody without an address', { canBeAsked: false }, 'voucher-unreachable'],
  ])('is not %s', (_who, is, why) => {
    expect(whyNotVouch({ ...TEACHER, ...is })).toMatchObject({ refusal: `recovery.${why}` });
  });

  it('is nobody of whom anything at all speaks against it', () => {
    const voucher = fc.record({
      state: fc.constantFrom('active', 'locked', 'disabled', 'frozen', 'pending-activation', 'registration-locked', null), mustChangePassword: fc.boolean(), canSignIn: fc.boolean(), canBeAsked: fc.boolean(), isPerson: fc.boolean(), isSubordinate: fc.boolean(),
    });
    fc.assert(fc.property(voucher, (is) => {
      const fits = is.state === 'active' && !is.mustChangePassword && is.canSignIn && is.canBeAsked && !is.isPerson && !is.isSubordinate;
      expect(whyNotVouch({ ...TEACHER, ...is } as RegisteredVoucher) === undefined).toBe(fits);
    }));
  });
});

describe('the name', () => {
  it.each(['Sabine Krüger', ' sabine  kruger', 'SABINE KRÜGER', 'Sabine-Kru\u0308ger', 'Sabine Krueger'])('%p is typed well enough', (typed) => {
    expect(isNameTyped('Sabine Krüger', typed)).toBe(true);
  });

  it('is typed on the keyboard at hand', () => {
    for (const [name, typed] of [['Mert Aydın', 'mert aydin'], ['Łucja Żak', 'Lucja Zak'], ['Jörg Groß', 'Joerg Gross'], ['İnci Şahin', 'Inci Sahin']] as const) expect(isNameTyped(name, typed)).toBe(true);
  });

  it.each(['', ' ', 'Sabine', 'Sabine Krüger-Roth', 'ja'])('%p is not it', (typed) => {
    expect(isNameTyped('Sabine Krüger', typed)).toBe(false);
  });

  it('is never empty, even where the directory has none', () => {
    expect(isNameTyped('', '')).toBe(false);
  });
});
