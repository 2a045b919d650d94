import type { AccountToMake } from '../../contracts/directory.contract.js';

/** What a portal writes about a registration that waits (LDAP.md); undefined: none does. */
export function registrationText({ state, registration, isConfirmed = false }: Pick<AccountToMake, 'state' | 'registration' | 'isConfirmed'>): string | undefined {
  if (registration) {
    const { waitsFor, corrections, proposedUsername } = registration;
    return JSON.stringify({ waitsFor, confirmed: isConfirmed, ...(corrections && { corrections }), ...(proposedUsername !== undefined && { proposedUsername }) });
  }
  return state === 'pending-activation' ? 'confirmation' : state === 'registration-locked' ? 'approval' : undefined;
}
