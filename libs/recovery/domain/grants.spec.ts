import { describe, expect, it } from '@jest/globals';
import { DAY_MS, MINUTE_MS } from '#kernel';
import { AFTER_REVEAL_MS, ASKED_ON_A_PAGE_MS, codeIsUsable, GRANT_RULES, isUsable, whyNotUsable, type GrantFacts, type GrantPurpose, type GrantState, LETTER_MS, TEMPORARY_PASSWORD_MS } from './grants.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const grant = (more: Partial<GrantFacts> = {}): GrantFacts => ({ purpose: 'recovery-link', state: 'unused', expiresAt: new Date(NOW.getTime() + 1), codeTries: 0, ...more });

describe('a grant', () => {
  it.each<[GrantState, string | undefined]>([['unused', undefined], ['opened', undefined], ['redeeming', 'busy'], ['used', 'used'], ['superseded', 'superseded'], ['expired', 'expired'], ['revoked', 'revoked']])(
    'in state %s', (state, why) => {
      expect(whyNotUsable(grant({ state }), NOW)).toBe(why);
    });

  it('ends at its expiry, to the millisecond, whether or not upkeep has been there', () => {
    expect(isUsable(grant(), NOW)).toBe(true);
    expect(whyNotUsable(grant({ expiresAt: NOW }), NOW)).toBe('expired');
  });

  it('dies after five wrong codes where the code goes with the link', () => {
    expect(isUsable(grant({ purpose: 'reveal', codeTries: 4 }), NOW)).toBe(true);
    expect(whyNotUsable(grant({ purpose: 'reveal', codeTries: 5 }), NOW)).toBe('tries-used-up');
  });

  it('keeps the link alive when strangers type wrong codes, and closes only the code path', () => {
    expect(isUsable(grant({ codeTries: 5 }), NOW)).toBe(true);
    expect(codeIsUsable(grant({ codeTries: 5 }), NOW)).toBe(false);
    expect(codeIsUsable(grant({ codeTries: 4 }), NOW)).toBe(true);
    expect(codeIsUsable(grant({ purpose: 'reveal' }), NOW)).toBe(false);
  });

  it('lives no longer than NIST allows: 24 h by mail, 10 min by voice (R3)', () => {
    const most: Partial<Record<GrantPurpose, number>> = { 'call-back': 10 * MINUTE_MS, 'sms-code': 10 * MINUTE_MS, letter: 21 * DAY_MS, voucher: 2 * DAY_MS };
    // What stops something, and the page of a request, open no account.
    const opens = (Object.keys(GRANT_RULES) as GrantPurpose[]).filter((purpose) => !['cancel', 'report', 'status'].includes(purpose));
    expect(opens.filter((purpose) => GRANT_RULES[purpose].lifeMs > (most[purpose] ?? DAY_MS))).toEqual([]);
    expect(opens).toEqual(expect.arrayContaining(['new-address', 'second-address-proof', 'sms-code', 'letter']));
  });

  it('lives as long as the research says, neither shorter nor longer (5.7, 5.9)', () => {
    expect(Object.fromEntries(Object.entries(GRANT_RULES).map(([purpose, { lifeMs }]) => [purpose, lifeMs / MINUTE_MS]))).toEqual({
      'recovery-link': 1_440, 'activation-link': 1_440, reveal: 1_440, 'mailbox-proof': 1_440, 'call-back': 10, 'second-address-proof': 1_440, 'sms-code': 10, totp: 1_440, 'recovery-code': 1_440, 'home-idp': 1_440,
      voucher: 2_880, letter: 30_240, 'new-address': 1_440, cancel: 10_080, report: 43_200, status: 43_200, quiet: 1_440,
    });
    expect([ASKED_ON_A_PAGE_MS, TEMPORARY_PASSWORD_MS, AFTER_REVEAL_MS, LETTER_MS].map((ms) => ms / MINUTE_MS)).toEqual([60, 1_440, 60, 30_240]);
  });

  it('asks a recovery contact for at most a day more than its channel may take: 48 h by mail (R6)', () => {
    expect(GRANT_RULES.voucher.lifeMs - GRANT_RULES['mailbox-proof'].lifeMs).toBeLessThanOrEqual(DAY_MS);
    expect(whyNotUsable(grant({ purpose: 'voucher', codeTries: 5 }), NOW)).toBe('tries-used-up');
  });

  it('has a public page of its own for every purpose that has one, but for those that look the same to a reader', () => {
    const paths = Object.values(GRANT_RULES).map(({ path }) => path).filter((path) => path !== null);
    expect(new Set(paths).size).toBe(paths.length - 3);
    expect([GRANT_RULES['new-address'].path, GRANT_RULES['second-address-proof'].path, GRANT_RULES.cancel.path]).toEqual([GRANT_RULES['mailbox-proof'].path, GRANT_RULES['mailbox-proof'].path, GRANT_RULES.report.path]);
    expect(Object.keys(GRANT_RULES) as GrantPurpose[]).toHaveLength(17);
  });
});
