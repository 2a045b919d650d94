import { HOUR_MS, MINUTE_MS, refuse, type Refusal } from '#kernel';
import type { AccountState } from '../directory.js';

/** So many wrong passwords in a row lock an account of the built-in directory. */
export const LOCK_AFTER = 10;
/** "Stay signed in" lasts this long, at most (U43). */
export const PORTAL_SESSION_MS = 12 * HOUR_MS;

/** Between the password and the second factor. */
export const SECOND_STEP_MS = 10 * MINUTE_MS;
/** Saved codes: ten of eight symbols (40 bits each), enough never to be guessed in ten tries. */
export const SAVED_CODES = 10;
export const SAVED_CODE_SYMBOLS = 8;

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
