import { HOUR_MS, MINUTE_MS, refuse, type Refusal } from '#kernel';
import type { AccountState } from '../directory.js';

/** So many wrong passwords in a row lock an account of the built-in directory. */
export const LOCK_AFTER = 10;
/** "Stay signed in" lasts this long, at most (U43). */
export const PORTAL_SESSION_MS = 12 * HOUR_MS;

/** Between the password and the second factor. */
export const SECOND_STEP_MS = 10 * MINUTE_MS;
/** Saved codes: ten of 16 symbols (80 bits each; NIST 800-63B-4 4.2.1.1 asks for 64, R2). */
export const SAVED_CODES = 10;
export const SAVED_CODE_SYMBOLS = 16;
/** Codes from before that rule have eight symbols and work until they are used. */
export const SHORTEST_SAVED_CODE = 8;

/** A code as a person keeps it: `K7QM-2PXR-…`. */
export function inFours(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1-');
}

export interface SignInFacts {
  readonly state: AccountState;
  readonly passwordExpiresAt?: Date | null | undefined;
}

/** What keeps somebody out who typed the right password; undefined: come in. */
export function refusalToEnter({ state, passwordExpiresAt }: SignInFacts, now: Date): Refusal | undefined {
  const byState = STATE_REFUSALS[state];
  if (byState) return refuse(byState);
  return passwordExpiresAt && passwordExpiresAt <= now ? refuse('portal.password-expired') : undefined;
}

const STATE_REFUSALS: Record<AccountState, string | undefined> = {
  active: undefined,
  locked: 'portal.locked',
  disabled: 'portal.locked',
  frozen: 'portal.locked',
  'pending-activation': 'portal.not-activated',
  'registration-locked': 'portal.not-activated',
};
