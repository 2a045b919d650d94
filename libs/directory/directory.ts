import type { Locale, Secret } from '#kernel';
import { DirectoryCannot } from './directory.faults.js';

export type AccountState = 'active' | 'locked' | 'disabled' | 'frozen' | 'pending-activation' | 'registration-locked';
export const USER_TYPES = ['pupil', 'teacher', 'customer', 'member', 'employee'] as const;
export type UserType = (typeof USER_TYPES)[number];
export type FactName = 'customerNumber' | 'serialNumber' | 'birthDate' | 'postcode' | 'contractNumber';
/** What may entitle somebody to register; the owner of the accounts keeps the lists (seed 003). */
export type EntitlementName = 'serialNumber' | 'contractNumber' | 'companyDomain';
/** What the desk may change of the data on file. A new `phone` proves nothing for 30 days. */
export const PROFILE_FIELDS = ['givenName', 'familyName', 'organisation', 'locale', 'phone'] as const;
export type ProfileField = (typeof PROFILE_FIELDS)[number];
export type ProfileChanges = Partial<Record<ProfileField, string>>;

export interface AddressOnFile {
  /** Stable within the account; mails are sent to an address *id*, never to a string from outside (T5). */
  readonly id: string;
  readonly address: string;
  readonly kind: 'primary' | 'second';
  readonly confirmedAt: Date | null;
}

/** A registration that is not finished. `confirmation` goes with state `pending-activation`, the two others with `registration-locked`. */
export interface Registration {
  readonly waitsFor: 'confirmation' | 'data-release' | 'approval';
  readonly registeredAt: Date;
  /** The window (14 days in seed 003) that the portal promised; informs only, `activate` still works after it. */
  readonly confirmBy: Date | null;
  /** What the person changed of the data on file; the approval office sees both. */
  readonly corrections: readonly { readonly field: ProfileField; readonly onFile: string; readonly given: string }[];
  /** What the directory would call the account with the corrected data; null: as now. */
  readonly proposedUsername: string | null;
  /** Which entitlements the person named; `checkEntitlements` compares them. */
  readonly entitlements: readonly EntitlementName[];
}

/** A part of the portal that a PIN opens after the sign-in (seed 002). `closed`: a PIN is out and not yet typed; `blocked`: too many wrong ones. */
export interface PinArea {
  readonly area: string;
  readonly state: 'no-pin' | 'closed' | 'open' | 'blocked';
}

/** Somebody who may vouch for the person; the relation comes from the directory, never from the requester (5.2). */
export interface Relation {
  readonly kind: 'teacher' | 'manager' | 'secretariat';
  readonly ref: string;
  readonly displayName: string;
  readonly address: string | null;
}

export interface PostalAddress {
  readonly lines: readonly string[];
  /** On file unchanged since; a letter to a younger one proves nothing (5.2). */
  readonly since: Date;
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
  /** Left out: the directory does not tell. */
  readonly createdAt?: Date | undefined;
  readonly lastSignInAt: Date | null;
  readonly organisation: string | null;
  readonly addresses: readonly AddressOnFile[];
  readonly phones: readonly { readonly id: string; readonly number: string; readonly since: Date }[];
  /** Since when a postal address has been on file; null: none. The lines themselves only for a letter (`postalAddress`). */
  readonly postalAddressSince: Date | null;
  /** Null once it is finished, or where the directory knows none. */
  readonly registration: Registration | null;
  /** Class of a school, department: who is handled together. */
  readonly group: string | null;
  readonly pinAreas: readonly PinArea[];
  /** How many saved recovery codes are left; left out: the directory does not tell. */
  readonly savedCodes?: number | undefined;
  /** Lives on from an older portal and waits to be moved (seed 003, U36). */
  readonly legacy: boolean;
  /** Rekey froze it, and somebody opened it in the directory all the same: frozen again, or thawed here, it no longer says so. Left out: no. */
  readonly shouldBeFrozen?: boolean | undefined;
}

/** Exact matches only; `name` needs given and family name. All given keys are alternatives (or). */
export interface AccountQuery {
  readonly address?: string;
  readonly username?: string;
  readonly customerNumber?: string;
  readonly serialNumber?: string;
  readonly name?: string;
}

/** Every capability that not every directory has, and the methods behind it. What is false throws `DirectoryCannot`. */
export const DIRECTORY_ABILITIES = [
  'temporaryPassword', // setTemporaryPassword, scramble
  'unlock',
  'activate',
  'requirePasswordChange',
  'endSessions',
  'changeAddress',
  'secondAddresses', // addAddress, confirmAddress, removeAddress
  'changeUsername',
  'updateProfile',
  'registrations', // releaseRegistration, approveRegistration, refuseRegistration
  'waitingRegistrations',
  'entitlements', // checkEntitlements
  'pinAreas', // setPin, unlockPinArea
  'resetSecondFactor',
  'checkSecondFactor', // verifySecondFactor
  'checkPassword', // verifyPassword
  'checkSignIn', // verifySignIn: also where only both together can be asked
  'mergeAccounts',
  'deleteAccount', // disable, enable, deleteAccount
  'list',
  'tellsSignIns', // `lastSignInAt`: null means never, not unknown
  'vouchers', // mayVouchFor
  'letters', // postalAddress
] as const;
export type DirectoryAbility = (typeof DIRECTORY_ABILITIES)[number];
export type DirectoryAbilities = Readonly<Record<DirectoryAbility, boolean>>;

/** An adapter says what it can: `abilitiesOf('temporaryPassword', 'unlock')`. */
export function abilitiesOf(...can: readonly DirectoryAbility[]): DirectoryAbilities {
  // Who can check either can check both.
  const both = can.includes('checkPassword') && can.includes('checkSecondFactor');
  return Object.fromEntries(DIRECTORY_ABILITIES.map((ability) => [ability, can.includes(ability) || (ability === 'checkSignIn' && both)])) as DirectoryAbilities;
}

export interface DirectoryFinding {
  readonly what: string;
  readonly ok: boolean;
  readonly detail: string;
  /** What to do about it. */
  readonly cure?: string;
}

export interface CheckedEntitlements {
  readonly matched: readonly EntitlementName[];
  readonly failed: readonly EntitlementName[];
  /** What the person wrote, for the approval office; left out: the directory does not tell. Never what is on the lists. */
  readonly given?: Readonly<Partial<Record<EntitlementName, string>>> | undefined;
}

export interface AccountPage {
  readonly accounts: readonly Account[];
  /** For the next page; null: that was the last. */
  readonly next: string | null;
}

/**
 * The system that owns the accounts of one portal. Rekey never stores a password; it asks the directory to set one.
 *
 * Every change carries an `operationId` that makes it repeatable: the same id twice must leave the same state as once
 * (for passwords: the later one), and `happened` tells a caller who died whether it got through.
 *
 * All methods throw `DirectoryUnreachable` (retry later) or `DirectoryRefused` (never) when the directory fails,
 * `DirectoryPasswordRefused` (one of these) when only this password does not please its own policy,
 * `DirectoryTaken` when an address or user name is another account's, `DirectoryCannot` for what `abilities` denies, and
 * `DirectoryMisconfigured` (retry later) instead of any account while a group that the profile names cannot be read.
 * Adapters override what they can; Rekey locks the actions behind the rest (`recovery.directory-cannot`).
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
  /** Replaces the password by one that nobody knows, if it is still temporary (must-change set). Whether it was: false changed nothing. */
  abstract scramble(ref: string, operationId: string): Promise<boolean>;
  abstract unlock(ref: string, operationId: string): Promise<void>;
  /** Confirms a registration: `pending-activation` becomes `active`. Says nothing about the address: that is `confirmAddress`. */
  abstract activate(ref: string, operationId: string): Promise<void>;
  /** Nobody can sign in until `unfreeze`; sessions end. */
  abstract freeze(ref: string, operationId: string): Promise<void>;
  abstract unfreeze(ref: string, operationId: string): Promise<void>;
  abstract happened(operationId: string): Promise<boolean>;
  /** Whether this password may be chosen: the directory's own rules beyond the portal's. Empty when fine. */
  abstract objectionsTo(ref: string, password: Secret): Promise<readonly PasswordObjection[]>;

  /** Asks for somebody whom no directory has: whatever it answers, it is there. @throws as every method while accounts cannot be read, for whatever reason */
  async mustBeUsable(): Promise<void> {
    await this.find({ username: 'rekey-upkeep-looks-for-nobody' });
  }

  /** Whether it can be reached, and whether Rekey may do there what `abilities` says: one line each, for `rekey doctor`. Changes nothing. */
  async examine(): Promise<readonly DirectoryFinding[]> {
    await this.find({ username: 'rekey-doctor-looks-for-nobody' });
    return [{ what: 'search', ok: true, detail: 'search works' }];
  }

  /** The password stays; the next sign-in lets in only to choose another. Sessions end. A password of the person's own does not get temporary by it (`scramble` leaves it alone), and a temporary one that is out still ends when it was to end. */
  requirePasswordChange(_ref: string, _operationId: string): Promise<void> {
    return cannot('requirePasswordChange');
  }
  endSessions(_ref: string, _operationId: string): Promise<void> {
    return cannot('endSessions');
  }
  /**
   * Puts a confirmed address in the place of another, which is no longer on file. Sessions end. The new one gets an id of
   * its own; one that is a second address already moves there.
   */
  changeAddress(_ref: string, _change: { readonly replaces: string; readonly address: string }, _operationId: string): Promise<void> {
    return cannot('changeAddress');
  }
  /** Adds a second address; unconfirmed until `confirmAddress` unless `confirmed`. */
  addAddress(_ref: string, _second: { readonly address: string; readonly confirmed: boolean }, _operationId: string): Promise<void> {
    return cannot('secondAddresses');
  }
  /** The main address or a second one: its reader has answered. */
  confirmAddress(_ref: string, _addressId: string, _operationId: string): Promise<void> {
    return cannot('secondAddresses');
  }
  /** Second addresses only: the main one can be changed, never taken away. */
  removeAddress(_ref: string, _addressId: string, _operationId: string): Promise<void> {
    return cannot('secondAddresses');
  }
  changeUsername(_ref: string, _username: string, _operationId: string): Promise<void> {
    return cannot('changeUsername');
  }
  updateProfile(_ref: string, _changes: ProfileChanges, _operationId: string): Promise<void> {
    return cannot('updateProfile');
  }
  /** The office has checked the corrected data: these are on file from now on, `pending-activation`, perhaps under another user name (U5, U8). */
  releaseRegistration(_ref: string, _released: { readonly data: ProfileChanges; readonly username?: string | undefined }, _operationId: string): Promise<void> {
    return cannot('registrations');
  }
  /** `active` when its address was confirmed, else `pending-activation` (U34). */
  approveRegistration(_ref: string, _operationId: string): Promise<void> {
    return cannot('registrations');
  }
  /** Nobody gets in with it: `disabled`. */
  refuseRegistration(_ref: string, _operationId: string): Promise<void> {
    return cannot('registrations');
  }
  /** Registrations that wait for the approval office (`registration-locked`), the oldest account first, at most 200: nobody has to write a mail for them. */
  waitingRegistrations(): Promise<readonly Account[]> {
    return cannot('waitingRegistrations');
  }
  /** Which of the entitlements that the registration named are on the owner's lists. */
  checkEntitlements(_ref: string): Promise<CheckedEntitlements> {
    return cannot('entitlements');
  }
  /** A new PIN for an area, which is `closed` until somebody types it; an older one dies. */
  setPin(_ref: string, _area: string, _pin: Secret, _operationId: string): Promise<void> {
    return cannot('pinAreas');
  }
  /** Takes away the block that wrong PINs set; the PIN stays as it was. */
  unlockPinArea(_ref: string, _area: string, _operationId: string): Promise<void> {
    return cannot('pinAreas');
  }
  /** Takes away authenticators and saved codes; the password stays. Sessions end. */
  resetSecondFactor(_ref: string, _operationId: string): Promise<void> {
    return cannot('resetSecondFactor');
  }
  /** Whether the person has this authenticator or saved code now; each works once. The same operation again gives the same answer. */
  verifySecondFactor(_ref: string, _proof: { readonly kind: 'totp' | 'recovery-code'; readonly code: Secret }, _operationId: string): Promise<boolean> {
    return cannot('checkSecondFactor');
  }
  /** Whether somebody who types this would be let in now: false also for a password that is over or must be changed. Changes nothing; whoever asks counts the wrong ones. */
  verifyPassword(_ref: string, _password: Secret): Promise<boolean> {
    return cannot('checkPassword');
  }
  /** Whether password and authenticator code together would let the person in now. As the two above; the code counts once, and again under the same operation only where the directory remembers it. */
  async verifySignIn(ref: string, { password, code }: { readonly password: Secret; readonly code: Secret }, operationId: string): Promise<boolean> {
    if (!this.abilities.checkPassword || !this.abilities.checkSecondFactor) return cannot('checkSignIn');
    return (await this.verifyPassword(ref, password)) && (await this.verifySecondFactor(ref, { kind: 'totp', code }, operationId));
  }
  /**
   * The saved code that took the place of the one spent under this operation (R2), for the person to see once; undefined
   * where the directory gives none. To be asked with the same code and operation again after a crash.
   */
  replacementOf(_ref: string, _spent: Secret, _operationId: string): Promise<Secret | undefined> {
    return Promise.resolve(undefined);
  }
  /** Accounts that Rekey froze and somebody opened in the directory, past Rekey. Of many it looks at a part each time; whoever was seen once is named until that is settled. A directory of ours has no such. */
  openedPastUs(): Promise<readonly Account[]> {
    return Promise.resolve([]);
  }
  /** What hangs on `from` (numbers, addresses as second ones) belongs to `into` from now on; `from` is `disabled` and has no address. */
  mergeAccounts(_from: string, _into: string, _operationId: string): Promise<void> {
    return cannot('mergeAccounts');
  }
  /** Nobody can sign in until `enable`, which goes back to what it was (of an account that was frozen since: what the end of the freeze goes back to); sessions end. The first half of a deletion. */
  disable(_ref: string, _operationId: string): Promise<void> {
    return cannot('deleteAccount');
  }
  /** Nobody repeats a `disable` that did not come back: it counts as never begun, also where it arrived: whoever gives it up has somebody look. Asks no directory, so that it works while that is away; one that was seen done stays. */
  giveUpDisabling(_ref: string): Promise<void> {
    return Promise.resolve();
  }
  enable(_ref: string, _operationId: string): Promise<void> {
    return cannot('deleteAccount');
  }
  /** For good; only what is `disabled`. Gone already counts as done. */
  deleteAccount(_ref: string, _operationId: string): Promise<void> {
    return cannot('deleteAccount');
  }
  /** The accounts of one group or of the whole portal in a steady order, at most `limit` (≤ 200) a page. */
  list(_query: { readonly group?: string | undefined; readonly after?: string | undefined; readonly limit: number }): Promise<AccountPage> {
    return cannot('list');
  }
  /** Who stands for what to this person, in whatever state their accounts are; empty: nobody. Of an account that is not there it may throw. */
  mayVouchFor(_ref: string): Promise<readonly Relation[]> {
    return cannot('vouchers');
  }
  /** For printing a letter, nothing else. Undefined: none on file. */
  postalAddress(_ref: string): Promise<PostalAddress | undefined> {
    return cannot('letters');
  }
  /** Ends the connections that it keeps. What is asked of it afterwards is `DirectoryUnreachable`: somebody else has taken its place. */
  close(): Promise<void> {
    return Promise.resolve();
  }
}

function cannot(ability: DirectoryAbility): Promise<never> {
  return Promise.reject(new DirectoryCannot(ability));
}

/** `reused`: the password that the account has now, or a temporary one that it had (5.7). */
export type PasswordObjection = 'reused';

/** The directories of all portals. */
export abstract class Directories {
  abstract of(portalKey: string): Directory;
}
