import { describe, expect, it } from '@jest/globals';
import { isBelow, parentOf } from './ldap-dn.js';

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

  it('is cut at the first comma that is no part of a name', () => {
    expect(parentOf('uid=a\\,b,ou=people,dc=x')).toBe('ou=people,dc=x');
  });
});
