/** What the rules need to know about an account, in the directory's words. */
export type AccountStateWord = 'active' | 'locked' | 'disabled' | 'frozen' | 'pending-activation' | 'registration-locked';
export type AbilityWord =
  | 'temporaryPassword' | 'unlock' | 'activate' | 'changeAddress' | 'secondAddresses' | 'changeUsername' | 'updateProfile' | 'registrations' | 'tellsSignIns' | 'pinAreas' | 'resetSecondFactor' | 'mergeAccounts'
  | 'deleteAccount';

export interface AddressFacts {
  readonly id: string;
  readonly address: string;
  readonly kind: 'primary' | 'second';
  readonly confirmedAt: Date | null;
}

export interface AccountFacts {
  readonly state: AccountStateWord;
  /** Frozen by Rekey, and opened by somebody in the directory. */
  readonly shouldBeFrozen?: boolean | undefined;
  readonly privileged: boolean;
  readonly excluded: boolean;
  readonly hasSecondFactor: boolean;
  readonly addresses: readonly AddressFacts[];
  readonly lastSignInAt: Date | null;
  readonly postalAddressSince: Date | null;
  readonly registration: { readonly waitsFor: 'confirmation' | 'data-release' | 'approval' } | null;
  readonly pinAreas: readonly { readonly area: string; readonly state: string }[];
}

/** What a change of address replaces, and what has to say yes to a new one. */
export function mainAddress<Address extends AddressFacts>(account: { readonly addresses: readonly Address[] }): Address | undefined {
  return account.addresses.find(({ kind }) => kind === 'primary') ?? usableAddresses(account)[0];
}

/**
 * Where a mail about this account may go, the main address first. The directory vouches for the main one; a second
 * one counts only once it was confirmed (R5).
 */
export function usableAddresses<Address extends AddressFacts>(account: { readonly addresses: readonly Address[] }): Address[] {
  return account.addresses
    .filter(({ kind, confirmedAt }) => kind === 'primary' || confirmedAt !== null)
    .sort((one, other) => Number(one.kind === 'second') - Number(other.kind === 'second'));
}
