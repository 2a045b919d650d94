import { describe, expect, it } from '@jest/globals';
import { Secret } from './secret.js';
import { matchesSlowHash, slowHash } from './slow-hash.js';

describe('a slow hash', () => {
  it('is argon2id with 19 MiB and two passes, salted anew every time (R23)', async () => {
    const [one, two] = [await slowHash('gelbe giraffen'), await slowHash('gelbe giraffen')];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$/);
    expect(one).not.toBe(two);
    expect(await matchesSlowHash(one, 'gelbe giraffen')).toBe(true);
    expect(await matchesSlowHash(one, new Secret('gelbe giraffen'))).toBe(true);
    expect(await matchesSlowHash(one, 'gelbe Giraffen')).toBe(false);
  });

  it('knows one spelling of a letter (R22) and every byte of a long text (R16)', async () => {
    const long = 'ü'.repeat(80);
    const hashed = await slowHash(long);
    expect(await matchesSlowHash(hashed, long.normalize('NFD'))).toBe(true);
    expect(await matchesSlowHash(hashed, long.slice(1))).toBe(false);
  });

  it('says no where there is nothing to compare with, and still works for it', async () => {
    expect(await matchesSlowHash(null, 'anything')).toBe(false);
    expect(await matchesSlowHash(undefined, 'nobody has this password')).toBe(false);
  });
});
