import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { attributeSearch, searchesFor } from './keycloak-search.js';

describe('a search in Keycloak', () => {
  it('is always exact, whatever is asked for', () => {
    fc.assert(fc.property(fc.record({ address: fc.string(), username: fc.string(), name: fc.string(), customerNumber: fc.string() }, { requiredKeys: [] }), (query) => {
      for (const search of searchesFor(query, { customerNumber: 'customer', secondMail: 'second' })) {
        const asked = new URLSearchParams(search);
        expect(asked.get('exact')).toBe('true');
        expect([...asked.keys()].filter((key) => !['exact', 'email', 'q', 'username', 'firstName', 'lastName'].includes(key))).toEqual([]);
      }
    }));
  });

  it('never names another attribute than the profile does, whatever stands in the value', () => {
    fc.assert(fc.property(fc.string(), (value) => {
      const [, inside = ''] = /^"customer":"(.*)"$/s.exec(attributeSearch('customer', value)) ?? [];
      expect(inside.replace(/\\[\\"]/g, '')).not.toMatch(/["\\]/);
      expect(inside.replace(/\\([\\"])/g, '$1')).toBe(value);
    }));
  });

  it('asks nothing for a family name alone, for half an address, for control characters, or for what the profile does not map', () => {
    for (const query of [{}, { name: 'Partial' }, { address: 'post.example' }, { username: 'mike\u0000' }, { username: '  ' }, { customerNumber: '--' }]) expect(searchesFor(query, { customerNumber: 'customer' })).toEqual([]);
    expect(searchesFor({ serialNumber: 'AB12' }, {})).toEqual([]);
  });
});
