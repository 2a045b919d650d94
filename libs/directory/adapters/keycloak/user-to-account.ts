import { canonicalAddress, hashToken, parseAddress, type Locale } from '#kernel';
import type { SettingsOf } from '#portals';
import { z } from 'zod';
import { USER_TYPES, type Account, type AccountState, type FactName } from '../../directory.js';
import type { AddressList } from '../../domain/address-list.js';
import { factsFrom } from '../../domain/canonical.js';
import { shouldBeFrozen, standingStop } from '../../domain/stops.js';
import type { Note } from '../remote/directory-memory.js';
import type { ReadRegistration } from '../remote/registration-value.js';

/** A user as the admin API tells it; what we do not need is passed over. */
export const User = z.object({
  id: z.string().min(1), username: z.string(), email: z.string().optional(), emailVerified: z.boolean().default(false), firstName: z.string().optional(), lastName: z.string().optional(),
  enabled: z.boolean(), createdTimestamp: z.number().optional(), requiredActions: z.array(z.string()).default([]), attributes: z.record(z.string(), z.array(z.string())).default({}),
  serviceAccountClientId: z.string().optional(),
});
export type User = z.output<typeof User>;

export const Credential = z.object({ id: z.string().min(1), type: z.string(), createdDate: z.number().optional() });
export type Credential = z.output<typeof Credential>;

export type Attributes = SettingsOf<'keycloak'>['attributes'];

export interface UserReading {
  readonly attributes: Attributes;
  readonly note: Note;
  readonly credentials: readonly Credential[];
  /** Wrong passwords keep the account shut for now. */
  readonly isLocked: boolean;
  readonly privileged: boolean;
  readonly excluded: boolean;
  readonly phonesSince: ReadonlyMap<string, Date>;
  /** One that waits, as the realm tells it. */
  readonly waiting: ReadRegistration | undefined;
  readonly now: Date;
}

/** A client's own account is nobody's; the desk never sees it. */
export function isPerson({ username, serviceAccountClientId }: User): boolean {
  return serviceAccountClientId === undefined && !username.startsWith('service-account-');
}

/** Whatever is no password is a second factor: also kinds that somebody added to this server (R39). */
export function isSecondFactor({ type }: Credential): boolean {
  return type !== 'password' && type !== 'password-history';
}

/** A realm with "permanent lockout" switches an account off after wrong passwords, and says so in this attribute. */
export function isLockedForGood({ enabled, attributes }: User): boolean {
  return !enabled && attributes['disabledReason']?.includes('permanentLockout') === true;
}

export function factsOf(user: User, attributes: Attributes): Partial<Record<FactName, string>> {
  return factsFrom((name) => firstOf(user, attributes[name]));
}

/** The main address first. What is no single address is left out (T5). */
export function addressesOf(user: User, attributes: Attributes): string[] {
  const { main, seconds } = addressListOf(user, attributes);
  const all = [...(main === undefined ? [] : [main]), ...seconds].filter((address) => parseAddress(address) !== undefined);
  return [...new Map(all.toReversed().map((address) => [canonicalAddress(address), address])).values()].toReversed();
}

export function addressListOf(user: User, { secondMail }: Attributes): AddressList {
  return { main: user.email, seconds: secondMail === undefined ? [] : (user.attributes[secondMail] ?? []) };
}

/** An address keeps its id as long as it is on file; a new one gets another. */
export function addressIdOf(address: string): string {
  return hashToken(`keycloak-address:${canonicalAddress(address)}`).slice(0, 24);
}

export function phonesOf(user: User, attributes: Attributes): readonly string[] {
  return attributes.phone === undefined ? [] : (user.attributes[attributes.phone] ?? []);
}

export function firstOf(user: User, attribute: string | undefined): string | undefined {
  return attribute === undefined ? undefined : user.attributes[attribute]?.[0];
}

/** A user as the desk may see it. What Keycloak does not say is null, never a guess. */
export function accountFrom(user: User, { attributes, note, credentials, isLocked, privileged, excluded, phonesSince, waiting, now }: UserReading): Account {
  const createdAt = user.createdTimestamp === undefined ? null : new Date(user.createdTimestamp);
  const password = credentials.find(({ type }) => type === 'password');
  const mustChangePassword = user.requiredActions.includes('UPDATE_PASSWORD');
  const state = stateOf(user, note, isLocked, waiting);
  const isPrimary = (address: string): boolean => user.email !== undefined && canonicalAddress(address) === canonicalAddress(user.email);
  return {
    ref: user.id,
    username: user.username,
    displayName: `${user.firstName ?? ''} ${user.lastName ?? ''}`.trim(),
    locale: (firstOf(user, 'locale')?.toLowerCase().startsWith('en') ? 'en' : 'de') satisfies Locale,
    userType: USER_TYPES.find((one) => one === firstOf(user, attributes.userType)) ?? 'customer',
    state, privileged, excluded,
    hasSecondFactor: credentials.some(isSecondFactor),
    mustChangePassword,
    temporaryPasswordExpiresAt: mustChangePassword ? note.temporaryUntil ?? null : null,
    passwordChangedAt: password?.createdDate === undefined ? null : new Date(password.createdDate),
    lastSignInAt: null,
    organisation: firstOf(user, attributes.organisation) ?? null,
    addresses: addressesOf(user, attributes).map((address) => ({
      id: addressIdOf(address), address, kind: isPrimary(address) ? 'primary' : 'second', confirmedAt: (isPrimary(address) ? !user.emailVerified : note.unconfirmed?.includes(addressIdOf(address))) ? null : createdAt,
    })),
    phones: phonesOf(user, attributes).map((number) => ({ id: hashToken(`keycloak-phone:${number}`).slice(0, 24), number, since: phonesSince.get(number) ?? now })),
    postalAddressSince: null,
    registration: waiting?.registration ?? (state !== 'pending-activation' ? null : { waitsFor: 'confirmation', registeredAt: createdAt ?? now, confirmBy: null, corrections: [], proposedUsername: null, entitlements: [] }),
    group: firstOf(user, attributes.group) ?? null,
    pinAreas: [],
    legacy: false,
    shouldBeFrozen: shouldBeFrozen(note, !user.enabled),
  };
}

/** A registration that waits is shown as such although its portal keeps it switched off; what Rekey stopped is stopped, as long as the realm keeps it shut. */
function stateOf(user: User, note: Note, isLocked: boolean, waiting: ReadRegistration | undefined): AccountState {
  const stopped = standingStop(note);
  if (stopped && !user.enabled) return stopped.as;
  if (waiting) return waiting.registration.waitsFor === 'confirmation' ? 'pending-activation' : 'registration-locked';
  if (isLockedForGood(user)) return 'locked';
  if (!user.enabled) return 'disabled';
  if (user.requiredActions.includes('VERIFY_EMAIL')) return 'pending-activation';
  return isLocked ? 'locked' : 'active';
}
