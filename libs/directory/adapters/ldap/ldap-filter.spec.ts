import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type EqualityFilter, FilterParser } from 'ldapts';
import { escaped, filtersFor } from './ldap-filter.js';

const ATTRIBUTES = { username: 'uid', mail: 'mail', secondMails: 'other', givenName: 'givenName', familyName: 'sn', customerNumber: 'number' };
const filters = (query: Parameters<typeof filtersFor>[0]) => filtersFor(query, ATTRIBUTES, '(o=1)');

describe('the filters for a query', () => {
  it('ask for every address in both spellings of its domain, the user name, the number with any signs between, and the name split at every place', () => {
    expect(filters({ address: 'a@b.example' })).toEqual(['(&(o=1)(|(mail=a@b.example)(other=a@b.example)))']);
    expect(filters({ address: 'a@ü.example' })).toEqual(['(&(o=1)(|(mail=a@ü.example)(mail=a@xn--tda.example)(other=a@ü.example)(other=a@xn--tda.example)))']);
    expect(filters({ customerNumber: 'KD-47' })).toEqual(['(&(o=1)(|(number=KD-47)(number=KD47)(number=KD 47)(number=KD/47)(number=KD.47)))', '(&(o=1)(|(number=K*D*4*7)(number=k*d*4*7)))']);
    expect(filters({ name: 'von Berg, Ada' })).toEqual(['(&(o=1)(|(&(givenName=ada)(sn=von berg))(&(givenName=ada von)(sn=berg))))']);
  });

  it('ask for what names one account apart from what may name hundreds', () => {
    expect(filters({ username: 'ada', name: 'Ada Berg', customerNumber: '100' })).toEqual(['(&(o=1)(|(uid=ada)(number=100)))', '(&(o=1)(|(&(givenName=ada)(sn=berg))))', '(&(o=1)(|(number=1*0*0)))']);
  });

  it('are none for nothing, for blanks, for a family name alone and for a number of two signs', () => {
    for (const query of [{}, { username: '  ' }, { name: 'Berg' }, { customerNumber: '7' }, { serialNumber: 'AB123Z' }]) expect(filters(query)).toEqual([]);
  });

  it('lets nobody out of their value', () => {
    expect(escaped('mike)(uid=*')).toBe('mike\\29\\28uid=\\2a');
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (value) => !/[*()\u0000]/.test(escaped(value))));
  });

  it('reaches the server as the letters that were given, whatever they are', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', minLength: 1 }), (value) => {
      expect((FilterParser.parseString(`(uid=${escaped(value)})`) as EqualityFilter).value).toBe(value);
    }), { examples: [['Jürgen Groß'], ['*'], ['\\2a'], ['😀']] });
  });
});
