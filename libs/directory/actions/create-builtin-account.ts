import { Injectable } from '@nestjs/common';
import { canonicalAddress, Clock, newId, slowHash, type Locale, type Secret } from '#kernel';
import { Database, type EntityManager } from '#persistence';
import type { AccountState, FactName, UserType } from '../directory.js';
import { canonicalUsername, searchKeysOf } from '../domain/canonical.js';
import { BuiltinAccount } from '../store/builtin-account.entity.js';
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
}

/** Older than every rule that asks how long a contact has been on file (30 days, recovery-security 5.2). */
const LONG_AGO_MS = 365 * 24 * 3_600_000;

/**
 * Puts an account into the built-in directory, or brings names, facts and contacts of the one with this user name up
 * to date. The password and state of an account that is there already stay as they are.
 */
@Injectable()
export class CreateBuiltinAccount {
  constructor(private readonly database: Database, private readonly clock: Clock) {}

  /** Returns the account's reference. */
  async run(given: BuiltinAccountToCreate): Promise<string> {
    const passwordHash = given.password ? await slowHash(given.password) : null;
    return this.database.transaction(async (tx) => {
      const key = { portalKey: given.portalKey, usernameCanonical: canonicalUsername(given.username) };
      const present = await tx.findOne(BuiltinAccount, key);
      const facts = { ...given.facts } as Record<string, string>;
      const description = {
        username: given.username, givenName: given.givenName, familyName: given.familyName, locale: given.locale ?? 'de', userType: given.userType,
        privileged: given.privileged ?? false, excluded: given.excluded ?? false, organisation: given.organisation ?? null, facts,
        searchKeys: searchKeysOf({ givenName: given.givenName, familyName: given.familyName, facts }),
      };
      const id = present?.id ?? newId();
      if (present) Object.assign(present, description);
      else {
        tx.persist(tx.create(BuiltinAccount, {
          id, createdAt: this.clock.now(), ...key, ...description, state: given.state ?? 'active', passwordHash,
          passwordChangedAt: passwordHash ? this.clock.now() : null, spentPasswordHashes: [],
        }));
      }
      await tx.flush();
      await this.#contacts(tx, id, given);
      return id;
    });
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
