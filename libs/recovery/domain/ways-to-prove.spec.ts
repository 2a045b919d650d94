import { describe, expect, it } from '@jest/globals';
import { DAY_MS } from '#kernel';
import { mailboxKind, refusalToAsk, waysToProve, type ProofMeans } from './ways-to-prove.js';
import type { RegisteredVoucher } from './vouchers.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const LONG_AGO = new Date('2020-01-01T00:00:00Z');
const YOUNG = new Date(NOW.getTime() - 29 * DAY_MS);

const address = (id: string, kind: 'primary' | 'second', domain: string, confirmedAt: Date | null = LONG_AGO) => ({ id, address: `${id}@${domain}`, kind, confirmedAt });

const voucher = (ref: string, more: Partial<RegisteredVoucher> = {}): RegisteredVoucher => ({ ref, relation: 'teacher', displayName: ref, state: 'active', mustChangePassword: false, canSignIn: true, canBeAsked: true, isPerson: false, isSubordinate: false, ...more });

function means(account: Partial<ProofMeans['account']> = {}, more: Partial<ProofMeans> = {}): ProofMeans {
  return {
    account: { addresses: [address('main', 'primary', 'post.example'), address('second', 'second', 'other.example')], phones: [{ id: 'phone', number: '+493055501', since: LONG_AGO }], hasSecondFactor: true, savedCodes: 3, organisation: 'Works', ...account },
    checksSecondFactor: true, sms: { countries: ['+49'] }, homes: [{ key: 'works', organisations: ['Works'] }, { key: 'others', organisations: ['Others'] }], vouchers: [voucher('teacher'), voucher('boss', { isSubordinate: true })], ...more,
  };
}

const locked = (given: ProofMeans) => Object.fromEntries(waysToProve(given, NOW).map(({ kind, channelId, refusal }) => [`${kind}:${channelId ?? ''}`, refusal?.refusal ?? 'open']));

describe('what can be asked for', () => {
  it('is everything that the account and the portal have', () => {
    expect(locked(means())).toEqual({ 'mailbox:main': 'open', 'second-address:second': 'open', 'call-back:phone': 'open', 'sms:phone': 'open', 'totp:': 'open', 'recovery-code:': 'open', 'home-idp:works': 'open', 'voucher:teacher': 'open', 'voucher:boss': 'recovery.voucher-is-subordinate' });
  });

  it('is locked with a reason for each where there is nothing', () => {
    const bare = means({ addresses: [], phones: [], hasSecondFactor: false, savedCodes: 0, organisation: null }, { sms: null, vouchers: null });
    expect(locked(bare)).toEqual({
      'mailbox:': 'recovery.no-address-on-file', 'second-address:': 'recovery.no-second-address', 'call-back:': 'recovery.no-such-phone', 'sms:': 'recovery.sms-off', 'totp:': 'recovery.no-authenticator', 'recovery-code:': 'recovery.no-saved-codes',
      'home-idp:': 'recovery.home-sign-in-off', 'voucher:': 'recovery.directory-cannot',
    });
  });

  it('is no code where the directory cannot say whether it is right', () => {
    const seen = locked(means({}, { checksSecondFactor: false }));
    expect([seen['totp:'], seen['recovery-code:']]).toEqual(['recovery.directory-cannot', 'recovery.directory-cannot']);
  });

  it('is nothing over a channel that is young, unconfirmed, or in a far country, and says from when on', () => {
    const young = means({ addresses: [address('main', 'primary', 'post.example', YOUNG), address('second', 'second', 'other.example', YOUNG), address('raw', 'second', 'third.example', null)], phones: [{ id: 'phone', number: '+88213', since: YOUNG }] });
    expect(locked(young)).toMatchObject({ 'mailbox:main': 'open', 'second-address:second': 'recovery.channel-too-new', 'call-back:phone': 'recovery.channel-too-new', 'sms:phone': 'recovery.sms-country' });
    expect(locked(young)).not.toHaveProperty('second-address:raw');
    expect(refusalToAsk('call-back', 'phone', young, NOW)?.until).toEqual(new Date(YOUNG.getTime() + 30 * DAY_MS));
  });

  it('is never a channel that is not on file, nor one of another kind', () => {
    for (const [kind, id] of [['mailbox', 'second'], ['second-address', 'main'], ['sms', '+493055501'], ['call-back', 'main'], ['home-idp', 'others'], ['home-idp', null], ['voucher', 'somebody'], ['voucher', null]] as const) expect(refusalToAsk(kind, id, means(), NOW)).toBeDefined();
  });
});

describe('a second address', () => {
  it('is another class only at another provider', () => {
    const addresses = [address('main', 'primary', 'post.example'), address('same', 'second', 'post.example'), address('other', 'second', 'other.example')];
    expect(['main', 'same', 'other', 'unknown'].map((id) => mailboxKind(addresses, id))).toEqual(['mailbox', 'mailbox', 'second-address', 'mailbox']);
  });
});
