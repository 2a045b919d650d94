import type { Locale } from '#kernel';
import type { Account, EntitlementName, Registration } from '../directory.js';
import type { BuiltinAccount, StoredRegistration } from '../store/builtin-account.entity.js';
import type { BuiltinAddress, BuiltinPhone } from '../store/builtin-contact.entity.js';

/** What Rekey may know of an account of the built-in directory. */
export function accountFrom(row: BuiltinAccount, contacts: { readonly addresses: readonly BuiltinAddress[]; readonly phones: readonly BuiltinPhone[] }): Account {
  return {
    ref: row.id,
    username: row.username,
    displayName: `${row.givenName} ${row.familyName}`,
    locale: row.locale as Locale,
    userType: row.userType,
    state: row.state,
    privileged: row.privileged,
    excluded: row.excluded,
    hasSecondFactor: row.totpSecretSealed != null,
    mustChangePassword: row.mustChangePassword,
    temporaryPasswordExpiresAt: row.passwordExpiresAt ?? null,
    passwordChangedAt: row.passwordChangedAt ?? null,
    createdAt: row.createdAt,
    lastSignInAt: row.lastSignInAt ?? null,
    organisation: row.organisation ?? null,
    addresses: contacts.addresses.filter(({ accountId }) => accountId === row.id)
      .map(({ id, address, kind, confirmedAt }) => ({ id, address, kind, confirmedAt: confirmedAt ?? null })),
    phones: contacts.phones.filter(({ accountId }) => accountId === row.id).map(({ id, number, since }) => ({ id, number, since })),
    postalAddressSince: row.postalAddress ? (row.postalAddressSince ?? row.createdAt) : null,
    registration: row.registration ? registrationFrom(row.registration) : null,
    group: row.groupName ?? null,
    pinAreas: row.pinAreas.map(({ area, state }) => ({ area, state })),
    savedCodes: row.recoveryCodeHashes.length,
    legacy: row.legacy,
  };
}

function registrationFrom({ registeredAt, confirmBy, claims, ...rest }: StoredRegistration): Registration {
  return { ...rest, registeredAt: new Date(registeredAt), confirmBy: confirmBy === null ? null : new Date(confirmBy), entitlements: Object.keys(claims) as EntitlementName[] };
}
