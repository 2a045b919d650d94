import { describe, expect, it } from '@jest/globals';
import { inName, isBelow } from './ldap-dn.js';

describe('a DN', () => {
  it.each([
    ['uid=ada,ou=people,dc=x', 'ou=people,dc=x', true],
    ['uid=ada,ou=People,dc=x', 'OU = people, DC = X', true],
    ['uid=ada, ou=people , dc=x', 'ou=people,dc=x', true],
    ['uid=ada,ou=class\\, 7,dc=x', 'ou=class\\, 7, dc=x', true],
    ['uid=ada,ou=other,dc=x', 'ou=people,dc=x', false],
    ['uid=ada,ou=notpeople,dc=x', 'people,dc=x', false],
    ['ou=people,dc=x', 'ou=people,dc=x', false],
    ['cn=a\\,ou=people,dc=x', 'ou=people,dc=x', false],
  ])('%s below %s: %s', (dn, base, is) => expect(isBelow(dn, base)).toBe(is));

  it.each([['ada', 'ada'], ['a,ou=b', 'a\\,ou\\=b'], ['a\\', 'a\\\\'], [' a ', '\\ a\\ '], ['#a#', '\\#a#'], ['a+b="c"<d>;', 'a\\+b\\=\\"c\\"\\<d\\>\\;'], ['a\u0000', 'a\\00']])('has %j in it as %s', (value, written) => {
    expect(inName(value)).toBe(written);
    expect(isBelow(`uid=${written},ou=people,dc=x`, 'ou=people,dc=x')).toBe(true);
  });
});
