import { createHmac, type KeyObject } from 'node:crypto';
import type { Secret } from './secret.js';
import { matchesSlowHash, slowHash } from './slow-hash.js';

/** `k1.<eight hex digits of the key's name>.$argon2id$…`; without the first two it was made before there was a key. */
const KEYED = /^k1\.([0-9a-f]{8})\.(\$argon2id\$.+)$/;

/**
 * Slow hashes with a key that does not lie in the database (NIST 800-63B-4 3.1.1.2, R23): whoever has a copy of it alone
 * cannot even begin to guess. Every hash names its key, so that older ones go on working after a change of key and are
 * made anew when their owner comes by.
 */
export class KeyedHash {
  readonly #keys: readonly { readonly name: string; readonly bytes: Uint8Array }[];

  /** @param keys the first makes hashes, the others still read theirs; at least one */
  constructor(keys: readonly KeyObject[]) {
    if (keys.length === 0) throw new Error('a keyed hash needs a key');
    this.#keys = keys.map((key) => ({ name: createHmac('sha256', key).update('name of this key').digest('hex').slice(0, 8), bytes: key.export() }));
  }

  async hash(typed: string | Secret): Promise<string> {
    const { name, bytes } = this.#keys[0]!;
    return `k1.${name}.${await slowHash(typed, bytes)}`;
  }

  /** As long without a hash as with one (R43), and no for one whose key is not known here any more. */
  matches(hashed: string | null | undefined, typed: string | Secret): Promise<boolean> {
    const [, name, body] = KEYED.exec(hashed ?? '') ?? [];
    if (body === undefined) return matchesSlowHash(hashed, typed);
    const key = this.#keys.find((one) => one.name === name);
    return key ? matchesSlowHash(body, typed, key.bytes) : matchesSlowHash(null, typed);
  }

  /** Whether it was made with the key of today; otherwise it is to be made anew as soon as somebody types what it is of. */
  isCurrent(hashed: string): boolean {
    return KEYED.exec(hashed)?.[1] === this.#keys[0]!.name;
  }
}
