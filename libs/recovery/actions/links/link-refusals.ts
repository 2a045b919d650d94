import type { Account } from '#directory';
import { canonicalAddress, refuse, type Refusal } from '#kernel';
import type { Grant } from '../../store/grant.entity.js';
import { NOT_ON_FILE } from '../account/choose-address.js';
import { whyNotUsable, type GrantFacts, type GrantPurpose } from '../../domain/grants.js';

/** Undefined: the link can be used now. */
export function linkRefusal(grant: GrantFacts, now: Date): Refusal | undefined {
  const why = whyNotUsable(grant, now);
  return why && refuse(`recovery.link-${why}`);
}

/** A link is bound to the account as it was: when the address is gone from it, so is the link; and a freeze stops everything. */
export function accountRefusal(account: Account | undefined, { sentTo, channelId }: Pick<Grant, 'sentTo' | 'channelId'>): Refusal | undefined {
  const unfit = proofRefusal(account, { sentTo, channelId });
  if (!account || unfit) return unfit ?? refuse('recovery.link-revoked');
  if (account.state === 'frozen' || account.shouldBeFrozen) return refuse('recovery.account-frozen');
  if (account.state === 'disabled') return refuse('recovery.account-disabled');
  if (account.state === 'registration-locked') return refuse('recovery.registration-locked');
  return undefined;
}

/** The same for a proof, which opens nothing: also for a frozen account, which nobody could thaw without, and for one that waits for its office. */
export function proofRefusal(account: Account | undefined, { sentTo, channelId }: Pick<Grant, 'sentTo' | 'channelId'>): Refusal | undefined {
  const isOnFile = account?.addresses.some(({ address }) => canonicalAddress(address) === sentTo) ?? false;
  if (!account || !(isOnFile || channelId === NOT_ON_FILE)) return refuse('recovery.link-revoked');
  return account.excluded ? refuse('recovery.excluded-account') : undefined;
}

/**
 * A recovery link dies when the person chose a password since, wherever they did it (T21): who saw the mail and waited
 * must not undo it. A temporary password is not theirs, and an activation sets its own password on the way.
 */
export function outlivedByPassword(account: Account, { purpose, createdAt }: { readonly purpose: GrantPurpose; readonly createdAt: Date }): Refusal | undefined {
  const isOwn = account.passwordChangedAt !== null && account.passwordChangedAt > createdAt && !account.mustChangePassword;
  return purpose === 'recovery-link' && isOwn ? refuse('recovery.link-revoked') : undefined;
}
