import { defineEntity, p } from '@mikro-orm/core';
import { createdAtColumn, idColumn } from '#persistence';
import type { AccountState, EntitlementName, PinArea, ProfileField, UserType } from '../directory.js';

/** A registration as it lies in the row; instants as ISO text. `claims`: what entitles the person, in their own words. */
export interface StoredRegistration {
  readonly waitsFor: 'confirmation' | 'data-release' | 'approval';
  readonly registeredAt: string;
  readonly confirmBy: string | null;
  readonly corrections: { readonly field: ProfileField; readonly onFile: string; readonly given: string }[];
  readonly proposedUsername: string | null;
  readonly claims: Partial<Record<EntitlementName, string>>;
}

/** `pinHash` is Argon2id; `wrong` counts wrong PINs in a row. */
export interface StoredPinArea extends PinArea {
  readonly pinHash: string | null;
  readonly wrong: number;
}

const BuiltinAccountSchema = defineEntity({
  name: 'BuiltinAccount',
  properties: {
    ...idColumn,
    ...createdAtColumn,
    portalKey: p.string(),
    username: p.string(),
    usernameCanonical: p.string(),
    givenName: p.string(),
    familyName: p.string(),
    locale: p.string().default('de'),
    userType: p.string().$type<UserType>(),
    state: p.string().$type<AccountState>(),
    privileged: p.boolean().default(false),
    /** Cannot be handled at the desk at all. */
    excluded: p.boolean().default(false),
    organisation: p.string().nullable(),
    /** Compared by the server, never shown: `customerNumber`, `serialNumber`, `birthDate`, `postcode`, `contractNumber`. */
    facts: p.json<Record<string, string>>(),
    passwordHash: p.text().nullable(),
    passwordChangedAt: p.datetime().nullable(),
    mustChangePassword: p.boolean().default(false),
    /** When a temporary password stops working; null for a password that the person chose. */
    passwordExpiresAt: p.datetime().nullable(),
    /** Hashes of the last temporary passwords: none of them may become the chosen one (R38). */
    spentPasswordHashes: p.json<string[]>(),
    /** What `unfreeze` goes back to. */
    stateBeforeFreeze: p.string().$type<AccountState>().nullable(),
    /** `name:anna beispiel`, `serialNumber:AB123Z` …: everything but addresses and user names that `find` looks for. */
    searchKeys: p.array(),
    failedSignIns: p.integer().default(0),
    totpSecretSealed: p.text().nullable(),
    totpLastStep: p.integer().nullable(),
    /** Argon2id of saved recovery codes that were not used yet. */
    recoveryCodeHashes: p.json<string[]>().default([]),
    /** Null: finished. */
    registration: p.json<StoredRegistration>().nullable(),
    /** Class of a school, department. */
    groupName: p.string().nullable(),
    pinAreas: p.json<StoredPinArea[]>().default([]),
    postalAddress: p.json<string[]>().nullable(),
    postalAddressSince: p.datetime().nullable(),
    legacy: p.boolean().default(false),
    /** What `enable` goes back to. */
    stateBeforeDisable: p.string().$type<AccountState>().nullable(),
    lastSignInAt: p.datetime().nullable(),
    version: p.integer().version(),
  },
  uniques: [{ properties: ['portalKey', 'usernameCanonical'] }],
  indexes: [
    { properties: ['searchKeys'], type: 'gin' }, { properties: ['portalKey', 'groupName', 'id'] },
    { name: 'builtin_account_waiting_index', expression: `create index "builtin_account_waiting_index" on "builtin_account" ("portal_key", "id") where "state" = 'registration-locked'` },
  ],
});

/** A login of the built-in directory. */
export class BuiltinAccount extends BuiltinAccountSchema.class {}
BuiltinAccountSchema.setClass(BuiltinAccount);
