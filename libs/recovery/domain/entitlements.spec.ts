import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fitting, judgeEntitlements, type EntitlementFacts, type EntitlementWord } from './entitlements.js';

const NAMES: readonly EntitlementWord[] = ['serialNumber', 'contractNumber', 'companyDomain'];
const judged = (more: Partial<EntitlementFacts> = {}) => judgeEntitlements({
  asked: [{ name: 'serialNumber', format: /^[A-Z]{2}[0-9]{3}[A-Z]$/ }, { name: 'companyDomain' }], named: [], given: {}, compared: { matched: [] }, addresses: ['heike.jung@werke.example'], ...more,
});

describe('what entitles somebody to register', () => {
  it('is what the portal asks for, given and on the list', () => {
    expect(judged({ named: ['serialNumber'], given: { serialNumber: 'qx 417-b' }, compared: { matched: ['serialNumber'] } })).toEqual([
      { name: 'serialNumber', given: 'qx 417-b', verdict: 'fits', because: 'on-list' }, { name: 'companyDomain', given: null, verdict: 'cannot-be-checked', because: 'not-given' },
    ]);
  });

  it.each<[string, Partial<EntitlementFacts>, string, string]>([
    ['nobody knows the number', { given: { serialNumber: 'ZZ999Z' } }, 'does-not-fit', 'not-on-list'],
    ['it has not even the form of one', { given: { serialNumber: '4711' }, compared: 'directory-cannot' }, 'does-not-fit', 'wrong-format'],
    ['the directory keeps no lists', { given: { serialNumber: 'ZZ999Z' }, compared: 'directory-cannot' }, 'cannot-be-checked', 'directory-cannot'],
    ['the directory does not answer', { compared: 'directory-away' }, 'cannot-be-checked', 'directory-away'],
    ['the portal asks for something else', { asked: [{ name: 'contractNumber' }], compared: { matched: ['serialNumber'] } }, 'cannot-be-checked', 'not-asked-for'],
  ])('says why not: %s', (_what, more, verdict, because) => {
    expect(judged({ named: ['serialNumber'], ...more }).find(({ name }) => name === 'serialNumber')).toMatchObject({ verdict, because });
  });

  it('takes a company by its domain only from whoever has their mail there', () => {
    const claim = { named: ['companyDomain'], given: { companyDomain: 'Werke.example' }, compared: { matched: ['companyDomain'] } } satisfies Partial<EntitlementFacts>;
    const company = (addresses: string[], more = {}) => judged({ ...claim, addresses, ...more }).find(({ name }) => name === 'companyDomain');
    expect(company(['heike@werke.example'])).toMatchObject({ verdict: 'fits' });
    expect(company(['heike@nord.werke.example'])).toMatchObject({ verdict: 'fits' });
    for (const address of ['heike@freemail.example', 'heike@notwerke.example', 'heike@werke.example.evil.example']) expect(company([address])).toMatchObject({ verdict: 'does-not-fit', because: 'address-elsewhere' });
    expect(company([])).toMatchObject({ verdict: 'does-not-fit' });
    expect(company(['heike@werke.example'], { given: {} })).toMatchObject({ verdict: 'cannot-be-checked', because: 'address-unknown' });
  });

  it('counts nothing that was not named, is not asked for, or was not compared', () => {
    const some = fc.subarray([...NAMES]);
    fc.assert(fc.property(some, some, some, fc.constantFrom('compared', 'directory-cannot', 'directory-away'), (asked, named, matched, how) => {
      const given = Object.fromEntries(named.map((name) => [name, name === 'companyDomain' ? 'werke.example' : 'AB123C']));
      const verdicts = judged({ asked: asked.map((name) => ({ name })), named, given, compared: how === 'compared' ? { matched } : (how as 'directory-away') });
      const counted = named.filter((name) => how === 'compared' && matched.includes(name) && (asked.length === 0 || asked.includes(name)));
      expect(verdicts.filter(({ verdict }) => verdict === 'fits').map(({ name }) => name).toSorted()).toEqual(counted.toSorted());
      expect(fitting(verdicts)).toBe(counted.length);
    }));
  });
});
