import { totpStep } from '#agents';
import { matchesSlowHash, normaliseCode, type Sealer, type Secret } from '#kernel';
import type { BuiltinAccount } from '../store/builtin-account.entity.js';
import { totpContext } from './totp-context.js';

/** Whether the authenticator of a locked account shows this code now; each works once. */
export function spendTotp(account: BuiltinAccount, code: Secret, sealer: Sealer, now: Date): boolean {
  if (!account.totpSecretSealed) return false;
  const step = totpStep(sealer.open(account.totpSecretSealed, totpContext(account.id)), code.reveal(), account.totpLastStep ?? null, now);
  if (step !== undefined) account.totpLastStep = step;
  return step !== undefined;
}

/** Whether this is one of the saved codes of a locked account that was not used yet; now it was. */
export async function spendRecoveryCode(account: BuiltinAccount, code: Secret): Promise<boolean> {
  const typed = normaliseCode(code.reveal());
  for (const hash of account.recoveryCodeHashes) {
    if (!(await matchesSlowHash(hash, typed))) continue;
    account.recoveryCodeHashes = account.recoveryCodeHashes.filter((one) => one !== hash);
    return true;
  }
  return false;
}
