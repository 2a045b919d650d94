import type { Locale, Secret } from '#kernel';

export type AccountState = 'active' | 'locked' | 'disabled' | 'frozen' | 'pending-activation' | 'registration-locked';
export type UserType = 'pupil' | 'teacher' | 'customer' | 'member' | 'employee';
export type FactName = 'customerNumber' | 'serialNumber' | 'birthDate' | 'postcode' | 'contractNumber';

export interface AddressOnFile {
  /** Stable within the account; mails are sent to an address *id*, never to a string from outside (T5). */
  readonly id: string;
  readonly address: string;
  readonly kind: 'primary' | 'second';
  readonly confirmedAt: Date | null;
}

/** What Rekey may know about an account. The directory holds the truth; this is a copy for one decision. */
export interface Account {
  /** Opaque reference within the portal's directory. */
  readonly ref: string;
  readonly username: string;
  readonly displayName: string;
  readonly locale: Locale;
  readonly userType: UserType;
  readonly state: AccountState;
  readonly privileged: boolean;
  readonly excluded: boolean;
  readonly hasSecondFactor: boolean;
  readonly mustChangePassword: boolean;
  readonly temporaryPasswordExpiresAt: Date | null;
  /** Null where the directory does not tell. */
  readonly passwordChangedAt: Date | null;
  readonly lastSignInAt: Date | null;
  readonly organisation: string | null;
  readonly addresses: readonly AddressOnFile[];
  readonly phones: readonly { readonly id: string; readonly number: string; readonly since: Date }[];
}

/** Exact matches only; `name` needs given and family name. All given keys are alternatives (or). */
export interface AccountQuery {
  readonly address?: string;
  readonly username?: string;
  readonly customerNumber?: string;
  readonly serialNumber?: string;
  readonly name?: string;
}

export interface DirectoryAbilities {
  readonly temporaryPassword: boolean;
  readonly unlock: boolean;
  readonly activate: boolean;
}

/**
 * The system that owns the accounts of one portal. Rekey never stores a password; it asks the directory to set one.
 *
 * Every change carries an `operationId` that makes it repeatable: the same id twice must leave the same state as once
 * (for passwords: the later one), and `happened` tells a caller who died whether it got through.
 *
 * All methods throw `DirectoryUnreachable` (retry later) or `DirectoryRefused` (never) when the directory fails.
 */
export abstract class Directory {
  abstract readonly abilities: DirectoryAbilities;
  /** At most 10 accounts. */
  abstract find(query: AccountQuery): Promise<Account[]>;
  /** `find` for each; an empty query finds nobody. A directory that can answer many at once overrides it. */
  findEach(queries: readonly AccountQuery[]): Promise<Account[][]> {
    return Promise.all(queries.map(async (query) => (Object.keys(query).length === 0 ? [] : this.find(query))));
  }
  abstract get(ref: string): Promise<Account | undefined>;
  /** Which of the given facts equal those on file. Says nothing about facts that are not on file. */
  abstract compareFacts(ref: string, facts: Partial<Record<FactName, string>>): Promise<{ readonly matched: readonly FactName[]; readonly failed: readonly FactName[] }>;
  /** Sets a password the person chose. Ends sessions, clears must-change and a lock by failed sign-ins. */
  abstract setPassword(ref: string, password: Secret, operationId: string): Promise<void>;
  /**
   * Sets a password that must be changed at the next sign-in and stops working at `expiresAt`; read back before it
   * returns. Ends sessions and clears a lock by failed sign-ins: a temporary password that opens nothing helps nobody.
   */
  abstract setTemporaryPassword(ref: string, password: Secret, expiresAt: Date, operationId: string): Promise<void>;
  /** Replaces the password by one that nobody knows, if it is still temporary (must-change set). */
  abstract scramble(ref: string, operationId: string): Promise<void>;
  abstract unlock(ref: string, operationId: string): Promise<void>;
  /** Confirms a registration: `pending-activation` becomes `active`. Says nothing about the address. */
  abstract activate(ref: string, operationId: string): Promise<void>;
  /** Nobody can sign in until `unfreeze`; sessions end. */
  abstract freeze(ref: string, operationId: string): Promise<void>;
  abstract unfreeze(ref: string, operationId: string): Promise<void>;
  abstract happened(operationId: string): Promise<boolean>;
  /** Whether this password may be chosen: the directory's own rules beyond the portal's. Empty when fine. */
  abstract objectionsTo(ref: string, password: Secret): Promise<readonly PasswordObjection[]>;
}

/** `reused`: the password that the account has now, or a temporary one that it had (5.7). */
export type PasswordObjection = 'reused';

/** The directories of all portals. */
export abstract class Directories {
  abstract of(portalKey: string): Directory;
}
