import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalAddress } from '#kernel';
import { isOn, withReplaced, withSecond, type AddressList } from './address-list.js';

const isOld = (old: string) => (one: string) => canonicalAddress(one) === canonicalAddress(old);

describe('the addresses of an account', () => {
  it('move up when a second one becomes the main one', () => {
    expect(withReplaced({ main: 'a@x.example', seconds: ['b@x.example', 'c@x.example'] }, isOld('a@x.example'), 'B@x.example')).toEqual({ main: 'B@x.example', seconds: ['c@x.example'] });
  });

  it('lose the second one that becomes what the main one is already', () => {
    expect(withReplaced({ main: 'a@x.example', seconds: ['b@x.example'] }, isOld('b@x.example'), 'a@x.example')).toEqual({ main: 'a@x.example', seconds: [] });
  });

  it('are not touched where the old one is not', () => {
    expect(withReplaced({ main: 'a@x.example', seconds: [] }, isOld('z@x.example'), 'b@x.example')).toBeUndefined();
  });

  it('never stand twice, whatever is replaced or added', () => {
    const address = fc.constantFrom('a@x.example', 'A@x.example', 'b@x.example', 'c@x.example', 'd@x.example');
    const list = fc.record({ main: fc.option(address, { nil: undefined }), seconds: fc.array(address, { maxLength: 4 }) });
    fc.assert(fc.property(list, address, address, (given: AddressList, old, next) => {
      for (const after of [withReplaced(given, isOld(old), next), withSecond(given, next)]) {
        if (after === undefined) continue;
        const all = [...(after.main === undefined ? [] : [after.main]), ...after.seconds].map(canonicalAddress);
        expect(new Set(all).size).toBe(all.length);
        expect(isOn(after, next)).toBe(true);
      }
    }));
  });
});
