import { Injectable } from '@nestjs/common';
import { canonicalAddress, Clock, KeyedHash, newId, normaliseCode, Sealer, type Locale, type Secret } from '#kernel';
import { Database, type EntityManager } from '#persistence';
import { canonicalEntitlement } from '../adapters/builtin-changes.js';
import { totpContext } from '../adapters/totp-context.js';
import type { AccountState, EntitlementName, FactName, ProfileField, Registration, Relation, UserType } from '../directory.js';
import { canonicalUsername, searchKeysOf } from '../domain/canonical.js';
import { BuiltinAccount, type StoredRegistration } from '../store/builtin-account.entity.js';
import { BuiltinEntitlement, BuiltinRelation } from '../store/builtin-belongings.entity.js';
import { BuiltinAddress, BuiltinPhone } from '../store/builtin-contact.entity.js';

export interface BuiltinAccountToCreate {
  readonly portalKey: string;
  readonly username: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly locale?: Locale | undefined;
  readonly userType: UserType;
  /** Only when the account is new. */
  readonly state?: AccountState | undefined;
  readonly privileged?: boolean | undefined;
  readonly excluded?: boolean | undefined;
  readonly organisation?: string | null | undefined;
  readonly facts?: Partial<Record<FactName, string>> | undefined;
  /** The first is the primary one, unless `kind` says otherwise. Left out `confirmedAt`: confirmed long ago; null: never. */
  readonly addresses: readonly { readonly address: string; readonly kind?: 'primary' | 'second' | undefined; readonly confirmedAt?: Date | null | undefined }[];
  /** Numbers in E.164. Left out `since`: long ago. */
  readonly phones?: readonly { readonly number: string; readonly since?: Date | undefined }[] | undefined;
  /** Only when the account is new; left out: nobody can sign in until one is set. */
  readonly password?: Secret | undefined;
  /** Only when the account is new, beside state `pending-activation` or `registration-locked`. */
  readonly registration?: RegistrationToMake | undefined;
  /** Only when the account is new: secret of an authenticator, and saved codes. */
  readonly totpSecret?: Secret | undefined;
  readonly recoveryCodes?: readonly Secret[] | undefined;
  readonly group?: string | undefined;
  /** Only when the account is new: areas that a PIN opens, the first state of each; a PIN only with `closed`, `open` or `blocked`. */
  readonly pinAreas?: readonly { readonly area: string; readonly state: 'no-pin' | 'closed' | 'open' | 'blocked'; readonly pin?: Secret }[] | undefined;
  readonly postalAddress?: { readonly lines: readonly string[]; readonly since?: Date | undefined } | undefined;
  readonly legacy?: boolean | undefined;
  /** Who stands for what to this account, by reference. */
  readonly relations?: readonly { readonly kind: Relation['kind']; readonly ref: string }[] | undefined;
}

export interface RegistrationToMake {
  readonly waitsFor: Registration['waitsFor'];
  readonly registeredAt?: Date | undefined;
  /** Left out: 14 days after `registeredAt` (seed 003). */
  readonly confirmBy?: Date | undefined;
  readonly corrections?: readonly { readonly field: ProfileField; readonly onFile: string; readonly given: string }[] | undefined;
  readonly proposedUsername?: string | undefined;
  readonly claims?: Partial<Record<EntitlementName, string>> | undefined;
}

const CONFIRM_WITHIN_MS = 14 * 24 * 3_600_000;

/** Older than every rule that asks how long a contact has been on file (30 days, recovery-security 5.2). */
const LONG_AGO_MS = 365 * 24 * 3_600_000;

/**
 * Puts an account into the built-in directory, or brings names, facts and contacts of the one with this user name up
 * to date. The password and state of an account that is there already stay as they are.
 */
@Injectable()
export class CreateBuiltinAccount {
  constructor(private readonly database: Database, private readonly clock: Clock, private readonly sealer: Sealer, private readonly hashes: KeyedHash) {}

  /** Returns the account's reference. */
  async run(given: BuiltinAccountToCreate): Promise<string> {
    const key = { portalKey: given.portalKey, usernameCanonical: canonicalUsername(given.username) };
    // Slow hashes only for who is new: the demo world comes by at every start.
    const isNew = !(await this.database.read((em) => em.findOne(BuiltinAccount, key)));
    const passwordHash = isNew && given.password ? await this.hashes.hash(given.password) : null;
    const secrets = {
      recoveryCodeHashes: await Promise.all((isNew ? (given.recoveryCodes ?? []) : []).map((code) => this.hashes.hash(normaliseCode(code.reveal())))),
      pinAreas: await Promise.all((isNew ? (given.pinAreas ?? []) : []).map(async ({ area, state, pin }) => ({ area, state, pinHash: pin ? await this.hashes.hash(pin) : null, wrong: 0 }))),
    };
    return this.database.transaction(async (tx) => {
      const present = await tx.findOne(BuiltinAccount, key);
      const facts = { ...given.facts } as Record<string, string>;
      const description = {
        username: given.username, givenName: given.givenName, familyName: given.familyName, locale: given.locale ?? 'de', userType: given.userType,
        privileged: given.privileged ?? false, excluded: given.excluded ?? false, organisation: given.organisation ?? null, facts,
        groupName: given.group ?? null, postalAddress: given.postalAddress ? [...given.postalAddress.lines] : null,
        postalAddressSince: given.postalAddress ? (given.postalAddress.since ?? new Date(this.clock.now().getTime() - LONG_AGO_MS)) : null, legacy: given.legacy ?? false,
        searchKeys: searchKeysOf({ givenName: given.givenName, familyName: given.familyName, facts }),
      };
      const id = present?.id ?? newId();
      if (present) Object.assign(present, description);
      else {
        tx.persist(tx.create(BuiltinAccount, {
          id, createdAt: this.clock.now(), ...key, ...description, state: given.state ?? 'active', passwordHash,
          passwordChangedAt: passwordHash ? this.clock.now() : null, spentPasswordHashes: [], registration: given.registration ? this.#registration(given.registration) : null,
          totpSecretSealed: given.totpSecret ? this.sealer.seal(given.totpSecret, totpContext(id)) : null, ...secrets,
        }));
      }
      await tx.flush();
      await this.#contacts(tx, id, given);
      for (const { kind, ref: otherId } of given.relations ?? []) {
        if (!(await tx.findOne(BuiltinRelation, { accountId: id, kind, otherId }))) tx.persist(tx.create(BuiltinRelation, { accountId: id, kind, otherId }));
      }
      return id;
    });
  }

  /** Puts devices, contracts or company domains on the portal's lists, for `checkEntitlements`. */
  entitle(portalKey: string, listed: readonly { readonly name: EntitlementName; readonly value: string }[]): Promise<void> {
    return this.database.transaction(async (tx) => {
      for (const { name, value } of listed) {
        const row = { portalKey, name, value: canonicalEntitlement(name, value) };
        if (!(await tx.findOne(BuiltinEntitlement, row))) tx.persist(tx.create(BuiltinEntitlement, row));
      }
    });
  }

  #registration({ waitsFor, registeredAt = this.clock.now(), confirmBy, corrections = [], proposedUsername, claims = {} }: RegistrationToMake): StoredRegistration {
    return {
      waitsFor, registeredAt: registeredAt.toISOString(), confirmBy: (confirmBy ?? new Date(registeredAt.getTime() + CONFIRM_WITHIN_MS)).toISOString(), corrections: [...corrections],
      proposedUsername: proposedUsername ?? null, claims,
    };
  }

  /** Contacts that stay keep their ids: proofs and links refer to them. */
  async #contacts(tx: EntityManager, accountId: string, { portalKey, addresses, phones = [] }: BuiltinAccountToCreate): Promise<void> {
    const longAgo = new Date(this.clock.now().getTime() - LONG_AGO_MS);
    const canonicals = addresses.map(({ address }) => canonicalAddress(address));
    await tx.nativeDelete(BuiltinAddress, { accountId, canonical: { $nin: canonicals } });
    for (const [index, { address, kind, confirmedAt }] of addresses.entries()) {
      const canonical = canonicals[index]!;
      const columns = { address, kind: kind ?? (index === 0 ? ('primary' as const) : ('second' as const)) };
      const present = await tx.findOne(BuiltinAddress, { accountId, canonical });
      if (present) Object.assign(present, columns);
      else tx.persist(tx.create(BuiltinAddress, { accountId, portalKey, canonical, ...columns, confirmedAt: confirmedAt === undefined ? longAgo : confirmedAt }));
    }
    await tx.nativeDelete(BuiltinPhone, { accountId, number: { $nin: phones.map(({ number }) => number) } });
    for (const { number, since } of phones) {
      if (!(await tx.findOne(BuiltinPhone, { accountId, number }))) tx.persist(tx.create(BuiltinPhone, { accountId, number, since: since ?? longAgo }));
    }
  }
}
