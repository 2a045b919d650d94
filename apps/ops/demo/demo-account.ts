import type { AccountState, EntitlementName, FactName, ProfileField, Registration, UserType } from '#directory';
import type { Locale } from '#kernel';

/** An account of the demo world, and the person behind it. */
export interface DemoAccount {
  readonly portal: string;
  readonly username: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly locale: Locale;
  readonly userType: UserType;
  readonly state: AccountState;
  /** On file; the first is the primary one. */
  readonly addresses: readonly string[];
  /** Whether the person can still read the addresses on file; if not, they write from `writesFrom`. */
  readonly writesFrom?: string;
  readonly phone?: string;
  readonly facts?: Partial<Record<FactName, string>>;
  readonly organisation?: string;
  readonly privileged?: boolean;
  readonly hasPassword: boolean;
  /** A registration that is not finished; `daysAgo` it was made, 14 days are for confirming it. */
  readonly registration?: {
    readonly waitsFor: Registration['waitsFor'];
    readonly daysAgo?: number;
    readonly corrections?: readonly { readonly field: ProfileField; readonly onFile: string; readonly given: string }[];
    readonly proposedUsername?: string;
    readonly claims?: Partial<Record<EntitlementName, string>>;
  };
  /** The address was never confirmed. */
  readonly unconfirmed?: true;
  /** Class or department. */
  readonly group?: string;
  /** User name of the teacher who answers for this pupil. */
  readonly teacher?: string;
  readonly pinAreas?: readonly { readonly area: string; readonly state: 'no-pin' | 'closed' | 'blocked' }[];
  readonly postalAddress?: readonly string[];
  /** Has an authenticator, whose secret stands in the playground. */
  readonly secondFactor?: true;
  /** Lives on from an older portal. */
  readonly legacy?: true;
  /** The portal said that everybody needs a new password. */
  readonly mustChange?: true;
  /** Cannot be handled at the desk at all. */
  readonly excluded?: true;
  /** What this person is good for, shown in the playground. */
  readonly note: { readonly de: string; readonly en: string };
}

/** What a registration that waits for approval may name, as the owners of the accounts list it. */
export const DEMO_ENTITLEMENTS: readonly { readonly portal: string; readonly name: EntitlementName; readonly value: string }[] = [
  { portal: 'manufacturer', name: 'serialNumber', value: 'RG552H' },
  { portal: 'manufacturer', name: 'companyDomain', value: 'umspannwerk-nord.example' },
  { portal: 'manufacturer', name: 'contractNumber', value: 'V-2026-118' },
];
