import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { escaped, filterFor } from './ldap-filter.js';

const ATTRIBUTES = { username: 'uid', mail: 'mail', secondMails: 'other', givenName: 'givenName', familyName: 'sn', customerNumber: 'number' };
const filter = (query: Parameters<typeof filterFor>[0]) => filterFor(query, ATTRIBUTES, '(o=1)');

describe('the filter for a query', () => {
  it('asks for every address, the user name, the number with any signs between, and the name split at every place', () => {
    expect(filter({ address: 'a@b.example' })).toBe('(&(o=1)(|(mail=a@b.example)(other=a@b.example)))');
    expect(filter({ customerNumber: 'KD-47' })).toBe('(&(o=1)(|(number=K*D*4*7)(number=k*d*4*7)))');
    expect(filter({ name: 'von Berg, Ada' })).toBe('(&(o=1)(|(&(givenName=ada)(sn=von berg))(&(givenName=ada von)(sn=berg))))');
  });

  it('is none for nothing, for blanks, for a family name alone and for a number of two signs', () => {
    for (const query of [{}, { username: '  ' }, { name: 'Berg' }, { customerNumber: '7' }, { serialNumber: 'AB123Z' }]) expect(filter(query)).toBeUndefined();
  });

  it('lets nobody out of their value', () => {
    expect(escaped('mike)(uid=*')).toBe('mike\\29\\28uid=\\2a');
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (value) => !/[*()\u0000]/.test(escaped(value)) && /^[\u0020-\u007e]*$/.test(escaped(value))));
  });
});
