import { hash, verify } from '@node-rs/argon2';
import { Secret } from './secret.js';

/** OWASP's argon2id setting: 19 MiB, two passes, one lane; salt of 16 bytes. Stored in the hash itself (R23). */
const COST = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

let nobodys: Promise<string> | undefined;

/** Argon2id for what people type: passwords and short codes. NFKC first, so that one password has one spelling (R22). `key` as in `KeyedHash`. */
export function slowHash(typed: string | Secret, key?: Uint8Array): Promise<string> {
  return hash(oneSpelling(typed), { ...COST, ...(key && { secret: key }) });
}

/**
 * Whether `typed` is what was hashed. Without a hash it takes as long as with one and says no, so that the time does
 * not tell whether there is such an account (R43).
 */
export async function matchesSlowHash(hashed: string | null | undefined, typed: string | Secret, key?: Uint8Array): Promise<boolean> {
  nobodys ??= slowHash('nobody has this password');
  const matches = await verify(hashed ?? (await nobodys), oneSpelling(typed), key && { secret: key });
  return matches && typeof hashed === 'string';
}

function oneSpelling(typed: string | Secret): string {
  return (typed instanceof Secret ? typed.reveal() : typed).normalize('NFKC');
}
