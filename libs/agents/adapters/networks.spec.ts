import { describe, expect, it } from '@jest/globals';
import { networks, networksProblem } from './networks.js';

describe('networks that are inside', () => {
  it.each([
    ['private', '127.0.0.1', true], ['private', '::1', true], ['private', '::ffff:10.9.8.7', true], ['private', '172.31.0.9', true], ['private', '172.32.0.9', false], ['private', 'fe80::1%eth0', true],
    ['private', '8.8.8.8', false], ['private', '2001:db8::1', false], ['private', '::ffff:8.8.8.8', false],
    ['10.20.0.0/16', '10.20.255.1', true], ['10.20.0.0/16', '10.21.0.1', false], ['2001:db8::/32, 192.0.2.7', '2001:db8:9::1', true], ['2001:db8::/32, 192.0.2.7', '192.0.2.7', true], ['2001:db8::/32, 192.0.2.7', '192.0.2.8', false],
    ['', '127.0.0.1', false], ['private', '', false], ['private', 'unknown', false], ['private', '127.0.0.1, 8.8.8.8', false],
  ])('of "%s": %s is %s', (list, ip, expected) => expect(networks(list)(ip)).toBe(expected));

  it.each(['10.0.0.0/33', 'example.org', '10.0.0.0/8/8', '2001:db8::/129', '10.0.0.0/x', '/8'])('%s is none', (list) => expect(networksProblem(list)).toContain('is no network'));
  it.each(['', 'private', 'private, 203.0.113.0/24', '::/0'])('"%s" is fine', (list) => expect(networksProblem(list)).toBeUndefined());
});
