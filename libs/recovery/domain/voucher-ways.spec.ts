import { describe, expect, it } from '@jest/globals';
import { DAY_MS } from '#kernel';
import { canSignIn, showsSecondFactor, waysToVouch, type VoucherMeans } from './voucher-ways.js';

const NOW = new Date('2026-11-30T12:00:00Z');
const PHONE = { id: 'p', number: '+494055500555', since: new Date(NOW.getTime() - 31 * DAY_MS) };
const HOME = { key: 'works', organisations: [], secondFactor: { amr: ['mfa'] } };
type Means = VoucherMeans<typeof PHONE, { key: string; organisations: string[]; secondFactor?: object }>;

const ACCOUNT = { hasSecondFactor: false, organisation: null, phones: [] };
/** Somebody in a directory that checks nothing, at a portal that has nothing. */
const BARE: Means = { account: ACCOUNT, abilities: { checkPassword: false, checkSignIn: false }, agent: undefined, sms: null, homes: [], phonesOfPerson: [], now: NOW };
/** An LDAP portal with text messages. */
const LDAP: Means = { ...BARE, account: { ...ACCOUNT, phones: [PHONE] }, abilities: { checkPassword: true, checkSignIn: false }, sms: { countries: ['+49'] } };

describe('with what a voucher signs in', () => {
  it.each<[string, Means, string | null]>([
    ['nothing there is', BARE, null],
    ['an authenticator of the account that the directory checks', { ...BARE, account: { ...ACCOUNT, hasSecondFactor: true }, abilities: { checkPassword: true, checkSignIn: true } }, 'account'],
    ['an authenticator that nobody can check', { ...BARE, account: { ...ACCOUNT, hasSecondFactor: true } }, null],
    ['the app of a place at the desk', { ...BARE, agent: { hasApp: true, hasKey: false } }, 'agent'],
    ['a place at the desk with neither', { ...BARE, agent: { hasApp: false, hasKey: false } }, null],
    ['the password of the directory and the phone on file', LDAP, 'phone'],
    ['the same, for somebody with an app at the desk', { ...LDAP, agent: { hasApp: true, hasKey: false } }, 'agent'],
    ['a password that the directory does not check, as in SCIM', { ...LDAP, abilities: { checkPassword: false, checkSignIn: false } }, null],
    ['a directory that knows second factors, and no such account', { ...LDAP, abilities: { checkPassword: true, checkSignIn: true } }, null],
    ['an account with a second factor elsewhere', { ...LDAP, account: { ...LDAP.account!, hasSecondFactor: true } }, null],
    ['a portal without text messages', { ...LDAP, sms: null }, null],
    ['a phone in another country', { ...LDAP, sms: { countries: ['+43'] } }, null],
    ['no phone', { ...LDAP, account: ACCOUNT }, null],
    ['a phone on file for 29 days', { ...LDAP, account: { ...ACCOUNT, phones: [{ ...PHONE, since: new Date(NOW.getTime() - 29 * DAY_MS) }] } }, null],
    ['the phone of the person whom it is about', { ...LDAP, phonesOfPerson: [PHONE.number] }, null],
    ['that phone as somebody else typed it', { ...LDAP, phonesOfPerson: [`0${PHONE.number.slice(3, 6)} / ${PHONE.number.slice(6)}`] }, null],
    ['an account that is not to be handled', { ...LDAP, account: undefined }, null],
  ])('%s', (_, means, expected) => {
    const ways = waysToVouch(means);
    expect(ways).toMatchObject({ signsInAs: expected, takesKey: false, homes: [] });
    expect(ways.phone).toEqual(expected === 'phone' ? PHONE : undefined);
    expect(canSignIn(ways)).toBe(expected !== null);
  });

  it('a key of the desk, and a sign-in service that says what was used there, do without a password of ours', () => {
    expect(waysToVouch({ ...BARE, agent: { hasApp: false, hasKey: true } })).toMatchObject({ signsInAs: null, takesKey: true });
    for (const [homes, organisation, keys] of [
      [[HOME], null, ['works']], [[{ key: 'silent', organisations: [] }], null, []], [[{ ...HOME, organisations: ['Amt'] }], 'Amt', ['works']], [[{ ...HOME, organisations: ['Amt'] }], 'Werk', []],
    ] as const) {
      const ways = waysToVouch({ ...BARE, account: { ...ACCOUNT, organisation }, homes: homes.map((one) => ({ ...one, organisations: [...one.organisations] })) });
      expect(ways.homes.map(({ key }) => key)).toEqual(keys);
      expect(canSignIn(ways)).toBe(keys.length > 0);
    }
  });
});

describe('a second factor at home', () => {
  it.each<[string, Record<string, unknown>, boolean]>([
    ['a word that the portal named', { amr: ['pwd', 'mfa'] }, true], ['other words', { amr: ['pwd'] }, false], ['a text where a list belongs', { amr: 'mfa' }, false], ['nothing', {}, false],
    ['a level that the portal named', { acr: 'gold' }, true], ['another level', { acr: 'bronze' }, false], ['a list of levels', { acr: ['gold'] }, false], ['the word in the wrong claim', { acr: 'mfa', amr: ['gold'] }, false],
  ])('is said by %s', (_, claims, expected) => {
    expect(showsSecondFactor(claims, { amr: ['mfa'], acr: ['gold'] })).toBe(expected);
  });

  it('is never said where the portal named nothing', () => {
    expect(showsSecondFactor({ amr: ['mfa'], acr: 'gold' }, {})).toBe(false);
  });
});
