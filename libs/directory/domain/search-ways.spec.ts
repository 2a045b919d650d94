import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalAddress } from '#kernel';
import { CANONICAL_FACT } from './canonical.js';
import { addressWays, numberWays } from './search-ways.js';

describe('what a directory is asked for', () => {
  it('is a number in the ways that people write it, all of which mean the same', () => {
    expect(numberWays('kd 4711')).toEqual(['kd 4711', 'KD4711', 'KD-4711', 'KD 4711', 'KD/4711', 'KD.4711']);
    fc.assert(fc.property(fc.string(), (given) => {
      expect(new Set(numberWays(given).map(CANONICAL_FACT.customerNumber)).size).toBeLessThanOrEqual(1);
    }));
  });

  it('is an address with its domain in letters and as punycode, whichever was given, and nothing else', () => {
    expect(addressWays(' max@müller.example')).toEqual(['max@müller.example', 'max@xn--mller-kva.example']);
    expect(addressWays('max@xn--mller-kva.example')).toEqual(['max@xn--mller-kva.example', 'max@müller.example']);
    expect(addressWays('max@post.example')).toEqual(['max@post.example']);
    for (const none of ['', '@post.example', 'post.example']) expect(addressWays(none)).toEqual([]);
  });

  it('is never an address that is another one', () => {
    fc.assert(fc.property(fc.emailAddress(), (given) => {
      expect(new Set(addressWays(given).map(canonicalAddress)).size).toBe(1);
    }));
  });
});
