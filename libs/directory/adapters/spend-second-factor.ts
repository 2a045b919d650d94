import { createHmac } from 'node:crypto';
import { totpStep } from '#agents';
import { CODE_ALPHABET, normaliseCode, Secret, type KeyedHash, type Sealer } from '#kernel';
import { inFours, SAVED_CODE_SYMBOLS } from '../domain/portal-sign-in.js';
import type { BuiltinAccount } from '../store/builtin-account.entity.js';
import { totpContext } from './totp-context.js';

/** Whether the authenticator of a locked account shows this code now; each works once. */
export function spendTotp(account: BuiltinAccount, code: Secret, sealer: Sealer, now: Date): boolean {
  if (!account.totpSecretSealed) return false;
  const step = totpStep(sealer.open(account.totpSecretSealed, totpContext(account.id)), code.reveal(), account.totpLastStep ?? null, now);
  if (step !== undefined) account.totpLastStep = step;
  return step !== undefined;
}

/** Whether this is one of the saved codes of a locked account that was not used yet; now it was, and `replacement` is in its place (R2). */
export async function spendRecoveryCode(account: BuiltinAccount, code: Secret, replacement: Secret, hashes: KeyedHash): Promise<boolean> {
  const typed = normaliseCode(code.reveal());
  for (const hash of account.recoveryCodeHashes) {
    if (!(await hashes.matches(hash, typed))) continue;
    account.recoveryCodeHashes = [...account.recoveryCodeHashes.filter((one) => one !== hash), await hashes.hash(normaliseCode(replacement.reveal()))];
    return true;
  }
  return false;
}

/**
 * What takes the place of a spent code. Made of that code, the question and the key of the house: who died before it was
 * seen and types the same again gets the same, though nothing but its hash is kept. Whoever has database and key still
 * lacks the code that was typed. 80 bits.
 */
export function replacementFor(spent: Secret, accountId: string, operationId: string, sealer: Sealer): Secret {
  const bytes = createHmac('sha256', sealer.derive('saved-code')).update(JSON.stringify([accountId, operationId, normaliseCode(spent.reveal())])).digest();
  return new Secret(inFours([...bytes.subarray(0, SAVED_CODE_SYMBOLS)].map((byte) => CODE_ALPHABET[byte % CODE_ALPHABET.length]).join('')));
}
