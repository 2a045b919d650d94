import type { Account } from '#directory';
import { canonicalAddress, refuse, type Refusal } from '#kernel';
import { whyNotUsable, type GrantFacts, type GrantPurpose } from '../../domain/grants.js';

/** Undefined: the link can be used now. */
export function linkRefusal(grant: GrantFacts, now: Date): Refusal | undefined {
  const why = whyNotUsable(grant, now);
  return why && refuse(`recovery.link-${why}`);
}

/** A link is bound to the account as it was: when the address is gone from it, so is the link; and a freeze stops everything. */
export function accountRefusal(account: Account | undefined, sentTo: string): Refusal | undefined {
  if (!account || !account.addresses.some(({ address }) => canonicalAddress(address) === sentTo)) return refuse('recovery.link-revoked');
  if (account.excluded) return refuse('recovery.excluded-account');
  if (account.state === 'frozen') return refuse('recovery.account-frozen');
  if (account.state === 'disabled') return refuse('recovery.account-disabled');
  if (account.state === 'registration-locked') return refuse('recovery.registration-locked');
  return undefined;
}

/**
 * A recovery link dies when the person chose a password since, wherever they did it (T21): who saw the mail and waited
 * must not undo it. A temporary password is not theirs, and an activation sets its own password on the way.
 */
export function outlivedByPassword(account: Account, { purpose, createdAt }: { readonly purpose: GrantPurpose; readonly createdAt: Date }): Refusal | undefined {
  const isOwn = account.passwordChangedAt !== null && account.passwordChangedAt > createdAt && !account.mustChangePassword;
  return purpose === 'recovery-link' && isOwn ? refuse('recovery.link-revoked') : undefined;
}
