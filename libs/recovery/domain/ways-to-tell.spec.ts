import { describe, expect, it } from '@jest/globals';
import { DAY_MS } from '#kernel';
import { provedWays, silentAddress, waysToTell, type TellFacts } from './ways-to-tell.js';

const ASKED = new Date('2026-11-30T10:00:00Z');
const ago = (days: number) => new Date(ASKED.getTime() - days * DAY_MS);
const OLD = { id: 'p1', number: '+4930555034', since: ago(400) };
const FACTS: TellFacts = { addresses: ['anna@post.example'], silent: [], phones: [OLD], formerPhones: [], sms: { countries: ['+49'] }, letters: true, postalAddressSince: ago(400), askedAt: ASKED };
const FORMER = { id: 'p0', number: OLD.number };
const numbers = (facts: Partial<TellFacts>) => waysToTell({ ...FACTS, ...facts }).phones.map(({ number }) => number);

describe('by which ways the holder hears of a change that waits (5.6)', () => {
  it('is the phone of before the request, beside every mail, where the portal has a gateway', () => {
    expect(numbers({})).toEqual([OLD.number]);
    expect(numbers({ sms: null })).toEqual([]);
    expect(numbers({ phones: [{ ...OLD, since: ASKED }] })).toEqual([]);
  });

  it('is a number that was changed a moment ago and the one before it, where that is known', () => {
    const fresh = { id: 'p2', number: '+4917000000', since: ago(1) };
    expect(numbers({ phones: [fresh], formerPhones: [FORMER] })).toEqual([fresh.number, OLD.number]);
    expect(numbers({ phones: [OLD], formerPhones: [{ id: 'x', number: '+49 30 555034' }] })).toEqual([OLD.number]);
    // Told, and not the only one that is relied on.
    expect(waysToTell({ ...FACTS, addresses: [], phones: [fresh] })).toMatchObject({ phones: [{ number: fresh.number }], letter: 'due', isSure: true });
    // Nobody knows why it is off the file: its holder may have lost it to a thief.
    expect(waysToTell({ ...FACTS, addresses: [], phones: [fresh], formerPhones: [FORMER] })).toMatchObject({ phones: [{ number: fresh.number, isOnFile: true }, { number: OLD.number, isOnFile: false }], letter: 'due' });
  });

  it('is the settled numbers first, then one young one; the other young ones are held back', () => {
    const young = (id: string, days: number) => ({ id, number: `+49151000${id}`, since: ago(days) });
    expect(waysToTell({ ...FACTS, phones: [young('1', 1), young('2', 29), OLD, young('3', 2)] })).toMatchObject({
      phones: [{ id: 'p1', isYoung: false }, { id: '2', isYoung: true }], heldBack: [{ id: '3' }, { id: '1' }],
    });
  });

  it('is no phone in a country that the profile does not name, and says so', () => {
    expect(waysToTell({ ...FACTS, addresses: [], phones: [{ ...OLD, number: '+8815550000' }] })).toMatchObject({ phones: [], abroad: [{ id: 'p1' }], letter: 'due' });
  });

  it.each([
    ['an address and no phone', { phones: [] }, 'not-needed', true],
    ['a phone and no address', { addresses: [] }, 'not-needed', true],
    ['neither', { addresses: [], phones: [] }, 'due', true],
    ['only the address that does not answer', { phones: [], silent: ['Anna@post.example'] }, 'due', true],
    ['that and another one', { phones: [], silent: ['anna@post.example'], addresses: ['anna@post.example', 'a@zweit.example'] }, 'not-needed', true],
    ['the phone and the second address by which whoever asks proved it', { silent: ['anna@post.example', '+49 30 555034', 'a@zweit.example'], addresses: ['anna@post.example', 'a@zweit.example'] }, 'due', true],
    ['neither, and a postal address of yesterday', { addresses: [], phones: [], postalAddressSince: ago(1) }, 'due-new', false],
    ['neither, and no postal address', { addresses: [], phones: [], postalAddressSince: null }, 'impossible', false],
    ['neither, and a directory that knows none', { addresses: [], phones: [], letters: false }, 'impossible', false],
    ['a phone, and no gateway', { addresses: [], sms: null }, 'due', true],
  ] as const)('with %s is a letter: %#', (_name, facts, letter, isSure) => {
    expect(waysToTell({ ...FACTS, ...facts })).toMatchObject({ letter, isSure });
  });

  it('takes what the change rests on for what whoever asks has: the phone that was proved, the second address, all where nobody knows which', () => {
    const account = { phones: [OLD, { ...OLD, id: 'p2', number: '+4940111222' }], addresses: [{ address: 'anna@post.example', kind: 'primary' as const }, { address: 'a@zweit.example', kind: 'second' as const }] };
    const isMarked = (channel: unknown, way: string) => channel === `mark of ${way}`;
    expect(provedWays([{ kind: 'call-back', channel: `mark of ${OLD.number}` }], account, isMarked)).toEqual([OLD.number]);
    expect(provedWays([{ kind: 'sms', channel: undefined }, { kind: 'second-address', channel: undefined }], account, isMarked)).toEqual([OLD.number, '+4940111222', 'a@zweit.example']);
    expect(provedWays([{ kind: 'mailbox', channel: 'mark of anna@post.example' }, { kind: 'letter', channel: undefined }], account, isMarked)).toEqual([]);
  });

  it('takes the main mailbox for lost only where the request says so', () => {
    expect(silentAddress('change-email', 'elsewhere', 'a@b.example')).toBe('a@b.example');
    expect(silentAddress('change-email', 'on-file', 'a@b.example')).toBeUndefined();
    expect(silentAddress('reset-second-factor', 'elsewhere', 'a@b.example')).toBeUndefined();
  });
});
