import { canonicalAddress } from '#kernel';
import { usableAddresses, type AddressFacts } from './account-facts.js';

export interface HomeMatch {
  /** Name of a claim of the ID token. */
  readonly claim: string;
  readonly equals: 'username' | 'ref' | 'address';
}

export interface HomeAccount {
  readonly ref: string;
  readonly username: string;
  readonly addresses: readonly AddressFacts[];
}

/**
 * Whether who signed in at home is the person of this account: the one claim that the portal named equals the one
 * identifier that it named. An address counts only when the provider says that it verified it, and only against those
 * that count on file; anything but a plain text is nobody.
 */
export function isSamePerson(claims: Readonly<Record<string, unknown>>, { claim, equals }: HomeMatch, account: HomeAccount): boolean {
  const said = claims[claim];
  if (typeof said !== 'string' || said.trim() === '') return false;
  switch (equals) {
    case 'ref': return said === account.ref;
    case 'username': return plain(said) === plain(account.username);
    case 'address': return claims['email_verified'] === true && usableAddresses(account).some(({ address }) => canonicalAddress(address) === canonicalAddress(said));
  }
}

/** Case within ASCII only: no symbol of another script shall turn into a letter of somebody's name (T6). */
function plain(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
