import { describe, expect, it } from '@jest/globals';
import { HOUR_MS } from '#kernel';
import { holderChosePassword } from './chosen-password.js';

const MADE = new Date('2026-08-24T08:00:00Z');
const after = (hours: number) => new Date(MADE.getTime() + hours * HOUR_MS);
const account = { mustChangePassword: false, passwordChangedAt: after(48), createdAt: MADE };

describe('the password that an account has', () => {
  it.each([
    ['set by a link of ours, whatever the directory tells', { ...account, passwordChangedAt: null }, true, true],
    ['set long after the account was made', account, false, true],
    ['that came with the account', { ...account, passwordChangedAt: MADE }, false, false],
    ['that came in the second step of filling the directory', { ...account, passwordChangedAt: after(1) }, false, false],
    ['that has to be changed', { ...account, mustChangePassword: true }, false, false],
    ['that was never set', { ...account, passwordChangedAt: null }, false, false],
    ['of an account of which nobody knows how old it is', { ...account, createdAt: undefined }, false, false],
  ])('%s', (_what, facts, redeemedLink, chosen) => expect(holderChosePassword(facts, redeemedLink)).toBe(chosen));
});
