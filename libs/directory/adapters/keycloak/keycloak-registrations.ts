import type { SettingsOf } from '#portals';
import { standingStop } from '../../domain/stops.js';
import type { Note } from '../remote/directory-memory.js';
import { registrationFrom, type ReadRegistration } from '../remote/registration-value.js';
import type { UserChange } from './keycloak-users.js';
import { firstOf, isLockedForGood, type User } from './user-to-account.js';

export type RegistrationRule = Pick<SettingsOf<'keycloak'>, 'attributes' | 'unverifiedWait'>;

/**
 * A registration as the realm tells it: by an attribute in which the portal writes, as LDAP.md says; or, where the profile
 * says so, by being switched off without ever having verified the address. What Rekey switched off is none.
 */
export function waitingFrom(user: User, { attributes, unverifiedWait }: RegistrationRule, note: Note, now: Date): ReadRegistration | undefined {
  const since = user.createdTimestamp === undefined ? now : new Date(user.createdTimestamp);
  const written = registrationFrom(firstOf(user, attributes.registration), since);
  if (written) return { ...written, isConfirmed: written.isConfirmed || user.emailVerified };
  if (!unverifiedWait || user.enabled || user.emailVerified || standingStop(note) || isLockedForGood(user)) return undefined;
  return { registration: { waitsFor: 'approval', registeredAt: since, confirmBy: null, corrections: [], proposedUsername: null, entitlements: [] }, isConfirmed: false };
}

/** Let in; or with "Verify email" where nobody answered from the address yet, which Keycloak itself then asks for. All in one change. */
export function lettingIn({ requiredActions }: User, { isConfirmed }: ReadRegistration): UserChange {
  const rest = requiredActions.filter((action) => action !== 'VERIFY_EMAIL');
  return isConfirmed ? { enabled: true, emailVerified: true, requiredActions: rest } : { enabled: true, requiredActions: [...rest, 'VERIFY_EMAIL'] };
}
