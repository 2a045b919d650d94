import type { Account, AddressOnFile } from '#directory';
import { canonicalAddress } from '#kernel';
import type { Ticket } from '#tickets';
import { usableAddresses } from '../../domain/account-facts.js';
import type { ActionParameters, Channel } from '../../domain/actions.js';

interface AddressChoice {
  readonly addressId?: string | null | undefined;
  readonly ticket: Pick<Ticket, 'requesterCanonical'>;
  readonly channel?: Channel | undefined;
  readonly parameters?: ActionParameters | undefined;
}

/** What a mail to an address that was only just proved says of itself. */
export const NOT_ON_FILE = 'not-on-file';

/**
 * The address that was chosen, else the one on file from which the requester wrote, else the main one. Elsewhere: the
 * new address that was proved, or none. Never any other.
 */
export function chooseAddress({ addressId, ticket, channel, parameters }: AddressChoice, account: Account): AddressOnFile | undefined {
  if (channel === 'elsewhere') {
    return parameters?.via === 'new-address' && parameters.address ? { id: NOT_ON_FILE, address: parameters.address, kind: 'second', confirmedAt: null } : undefined;
  }
  const usable = usableAddresses(account);
  if (addressId) return usable.find(({ id }) => id === addressId);
  return usable.find(({ address }) => canonicalAddress(address) === ticket.requesterCanonical) ?? usable[0];
}
