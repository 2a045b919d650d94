import { describe, expect, it } from '@jest/globals';
import { Sealer } from './sealer.js';
import { Secret } from './secret.js';

const sealer = new Sealer(new Secret('x'.repeat(40)));

describe('the sealer', () => {
  it('gives back what it sealed, in its context only', () => {
    const sealed = sealer.seal('Geheimnis', 'grant:1');
    expect(sealer.open(sealed, 'grant:1')).toBe('Geheimnis');
    expect(() => sealer.open(sealed, 'grant:2')).toThrow();
    expect(() => new Sealer(new Secret('y'.repeat(40))).open(sealed, 'grant:1')).toThrow();
  });

  it('does not open without the half that only the recipient has', () => {
    const sealed = sealer.seal('Geheimnis', 'grant:1', 'the token');
    expect(sealer.open(sealed, 'grant:1', 'the token')).toBe('Geheimnis');
    expect(() => sealer.open(sealed, 'grant:1')).toThrow();
    expect(() => sealer.open(sealed, 'grant:1', 'another token')).toThrow();
  });

  it('shows every single flipped byte', () => {
    const sealed = sealer.seal('Geheimnis', 'grant:1');
    const [version, nonce, body] = sealed.split('.') as [string, string, string];
    const bytes = Buffer.from(body, 'base64url');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = changed[at]! ^ 1;
      expect(() => sealer.open(`${version}.${nonce}.${changed.toString('base64url')}`, 'grant:1')).toThrow();
    }
  });
});
