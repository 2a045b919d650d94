import { describe, expect, it } from '@jest/globals';
import { networkOf } from './asking-brake.js';

describe('the network that a visitor comes from (5.8)', () => {
  it.each([
    ['198.51.100.7', '198.51.100.250', true], ['198.51.100.7', '::ffff:198.51.100.9', true], ['198.51.100.7', '198.51.101.7', false],
    ['2001:db8:1:2::1', '2001:db8:1:ffff:9::1', true], ['2001:db8:1::1', '2001:db8:2::1', false], ['2001:db8::1', '2001:db8:0:9::1', true],
  ])('%s and %s are of one: %s', (one, other, same) => expect(networkOf(one) === networkOf(other)).toBe(same));
});
