import type { PortalProfile } from '#portals';
import type { Account } from './directory.js';
import type { PasswordRules } from './domain/password-policy.js';

/** The rules for one person's password: the portal's, and the words that are theirs. */
export function passwordRulesFor(profile: PortalProfile, account: Pick<Account, 'username' | 'displayName' | 'addresses'>): PasswordRules {
  const { minLength, classes, forbiddenWords } = profile.passwordPolicy;
  return {
    minLength,
    classes,
    forbiddenWords: [...forbiddenWords, profile.brand.organisation],
    ownWords: [account.username, account.displayName, ...account.addresses.map(({ address }) => address.slice(0, address.lastIndexOf('@')))],
  };
}
