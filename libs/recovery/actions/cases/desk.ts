import { proofIsFresh, type Caller, type Place, type SignedIn } from '#agents';
import type { Account } from '#directory';

/** Whether this agent proved who they are within 15 minutes. An integration never did (5.12). */
export function hasFreshProof(agent: Caller, now: Date): boolean {
  return agent.strength !== 'token' && proofIsFresh(agent as SignedIn, now);
}

/** Where a ticket lies, with what the directory says of its account just now. */
export function placeOf({ portalKey, queue }: { readonly portalKey: string; readonly queue: string | null }, account: Pick<Account, 'userType' | 'organisation'> | undefined): Place {
  return { portalKey, queue, accountKind: account?.userType, accountOrganisation: account?.organisation };
}

/** What a ticket that is being opened knows of its account; of one that there is, see `noteAccountOf`. */
export function kindOf({ userType, organisation }: Pick<Account, 'userType' | 'organisation'>): { readonly accountKind: string; readonly accountOrganisation: string | null } {
  return { accountKind: userType, accountOrganisation: organisation };
}
