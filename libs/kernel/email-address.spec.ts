import { domainToASCII } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalAddress, maskAddress, parseAddress, domainOf } from './email-address.js';

describe('the domain of an address', () => {
  it('is what the standard makes of it, also where it is not asked', () => {
    const label = fc.stringMatching(/^[a-z0-9-]{1,70}$/);
    const domain = fc.array(fc.oneof(label, fc.constantFrom('xn--mnchen-3ya', 'axn--b', '-', '127', '0x7f', 'com')), { minLength: 1, maxLength: 5 }).map((labels) => labels.join('.'));
    fc.assert(fc.property(domain, (one) => domainOf(`person@${one}`) === domainToASCII(one)), { numRuns: 2_000 });
  });
});

describe('an address', () => {
  it.each(['a@b.example,c@d.example', 'a@b.example\r\nBcc: x@y.example', '<a@b.example>', 'a b@c.example', 'a＠b.example', 'a@', '@b.example', ''])('is exactly one: %j is refused', (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });

  it('is compared by its domain in punycode and without the case of ASCII letters', () => {
    expect(canonicalAddress('Max.Muster+Portal@MÜLLER.example')).toBe('max.muster+portal@xn--mller-kva.example');
  });

  it.each([['mıke@post.example', 'mike@post.example'], ['\u0430nna@post.example', 'anna@post.example'], ['stra\u00dfe@post.example', 'strasse@post.example'], ['\u212Aarl@post.example', 'karl@post.example']])(
    'never folds a look-alike into another (T6): %s is not %s', (lookAlike, real) => {
      expect(canonicalAddress(lookAlike)).not.toBe(canonicalAddress(real));
    });

  it('shows only enough to be recognised by its owner', () => {
    expect(maskAddress('marion.sommer@grundschule.example')).toBe('m•••@g•••.example');
  });
});
