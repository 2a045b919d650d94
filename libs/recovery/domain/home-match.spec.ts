import { describe, expect, it } from '@jest/globals';
import { isSamePerson, type HomeMatch } from './home-match.js';

const ACCOUNT = {
  ref: 'r-17', username: 'k.mueller',
  addresses: [
    { id: '1', address: 'k.mueller@works.example', kind: 'primary' as const, confirmedAt: null },
    { id: '2', address: 'kim@post.example', kind: 'second' as const, confirmedAt: new Date('2020-01-01T00:00:00Z') },
    { id: '3', address: 'raw@post.example', kind: 'second' as const, confirmedAt: null },
  ],
};
const is = (claims: Record<string, unknown>, match: HomeMatch) => isSamePerson(claims, match, ACCOUNT);

describe('who signed in at home', () => {
  it('is the person when the one claim equals the one identifier, and no other', () => {
    expect(is({ sub: 'r-17' }, { claim: 'sub', equals: 'ref' })).toBe(true);
    expect(is({ sub: 'R-17' }, { claim: 'sub', equals: 'ref' })).toBe(false);
    expect(is({ preferred_username: 'K.Mueller' }, { claim: 'preferred_username', equals: 'username' })).toBe(true);
    expect(is({ preferred_username: 'somebody', sub: 'k.mueller' }, { claim: 'preferred_username', equals: 'username' })).toBe(false);
  });

  it('is nobody by a claim that is missing, empty, or no plain text', () => {
    for (const said of [undefined, null, '', ' ', 17, true, ['k.mueller'], { toString: () => 'k.mueller' }]) expect(is({ preferred_username: said }, { claim: 'preferred_username', equals: 'username' })).toBe(false);
  });

  it('is nobody by a look-alike name (T6)', () => {
    for (const said of ['\u212A.mueller', 'k.mueller\u200b', 'k\uFF0Emueller', ' k.mueller']) expect(is({ name: said }, { claim: 'name', equals: 'username' })).toBe(false);
  });

  it('is somebody by an address only when the provider verified it and it counts on file', () => {
    const match: HomeMatch = { claim: 'email', equals: 'address' };
    expect(is({ email: 'K.Mueller@WORKS.example', email_verified: true }, match)).toBe(true);
    expect(is({ email: 'kim@post.example', email_verified: true }, match)).toBe(true);
    expect(is({ email: 'k.mueller@works.example' }, match)).toBe(false);
    expect(is({ email: 'k.mueller@works.example', email_verified: 'true' }, match)).toBe(false);
    expect(is({ email: 'raw@post.example', email_verified: true }, match)).toBe(false);
  });
});
