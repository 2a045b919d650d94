import { createSecretKey } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { KeyedHash } from './keyed-hash.js';
import { matchesSlowHash, slowHash } from './slow-hash.js';

const keyOf = (byte: number) => createSecretKey(Buffer.alloc(32, byte));
const [old, now] = [new KeyedHash([keyOf(1)]), new KeyedHash([keyOf(2), keyOf(1)])];

describe('a slow hash with a key outside the database', () => {
  it('cannot be tried without the key, or with another (R23)', async () => {
    const hashed = await old.hash('gelbe giraffen');
    expect(hashed).toMatch(/^k1\.[0-9a-f]{8}\.\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await old.matches(hashed, 'gelbe giraffen')).toBe(true);
    expect(await old.matches(hashed, 'gelbe Giraffen')).toBe(false);
    expect(await matchesSlowHash(hashed.slice(hashed.indexOf('$')), 'gelbe giraffen')).toBe(false);
    expect(await new KeyedHash([keyOf(3)]).matches(hashed, 'gelbe giraffen')).toBe(false);
  });

  it('goes on working after a change of key, as do those from before there was one; both are to be made anew', async () => {
    const [before, plain, fresh] = [await old.hash('gelbe giraffen'), await slowHash('gelbe giraffen'), await now.hash('gelbe giraffen')];
    for (const hashed of [before, plain, fresh]) expect(await now.matches(hashed, 'gelbe giraffen')).toBe(true);
    expect([before, plain, fresh].map((hashed) => now.isCurrent(hashed))).toEqual([false, false, true]);
  });

  it('says no where there is nothing to compare with', async () => {
    for (const nothing of [null, undefined]) expect(await now.matches(nothing, 'nobody has this password')).toBe(false);
    expect(() => new KeyedHash([])).toThrow('needs a key');
  });
});
