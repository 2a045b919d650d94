import { z } from 'zod';
import { LOCALES } from '#kernel';
import { PROFILE_FIELDS, USER_TYPES } from '../../directory.js';
import { FACT_NAMES } from '../../domain/canonical.js';

/** RFC 3339, in any time zone. */
const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const maybeInstant = instant.nullable().default(null);
const text = z.string().max(400);
const ENTITLEMENTS = ['serialNumber', 'contractNumber', 'companyDomain'] as const;

/** An account as a home-grown portal tells it. What it leaves out has the meaning of "none". */
export const WireAccount = z.object({
  ref: text.min(1), username: text, displayName: text,
  locale: z.enum(LOCALES).default('de'),
  userType: z.enum(USER_TYPES).default('customer'),
  state: z.enum(['active', 'locked', 'disabled', 'frozen', 'pending-activation', 'registration-locked']),
  privileged: z.boolean().default(false), excluded: z.boolean().default(false), hasSecondFactor: z.boolean().default(false), mustChangePassword: z.boolean().default(false),
  temporaryPasswordExpiresAt: maybeInstant, passwordChangedAt: maybeInstant, lastSignInAt: maybeInstant,
  organisation: text.nullable().default(null),
  addresses: z.array(z.object({ id: text.min(1), address: z.string().max(320), kind: z.enum(['primary', 'second']), confirmedAt: maybeInstant })).max(20).default([]),
  phones: z.array(z.object({ id: text.min(1), number: z.string().max(40), since: instant })).max(10).default([]),
  postalAddressSince: maybeInstant,
  registration: z.object({
    waitsFor: z.enum(['confirmation', 'data-release', 'approval']), registeredAt: instant, confirmBy: maybeInstant,
    corrections: z.array(z.object({ field: z.enum(PROFILE_FIELDS), onFile: text, given: text })).max(20).default([]),
    proposedUsername: text.nullable().default(null), entitlements: z.array(z.enum(ENTITLEMENTS)).default([]),
  }).nullable().default(null),
  group: text.nullable().default(null),
  pinAreas: z.array(z.object({ area: text, state: z.enum(['no-pin', 'closed', 'open', 'blocked']) })).max(20).default([]),
  savedCodes: z.number().int().min(0).max(100).optional(),
  legacy: z.boolean().default(false),
});

/** What each operation answers with. */
export const WIRE_ANSWERS = {
  find: z.array(WireAccount).max(10),
  get: WireAccount.nullable(),
  compareFacts: z.object({ matched: z.array(z.enum(FACT_NAMES)), failed: z.array(z.enum(FACT_NAMES)) }),
  happened: z.boolean(),
  /** False: there was no temporary password. Any other answer says that it was seen to. */
  scramble: z.unknown().transform((said) => said !== false),
  objectionsTo: z.array(z.literal('reused')),
  checkEntitlements: z.object({ matched: z.array(z.enum(ENTITLEMENTS)), failed: z.array(z.enum(ENTITLEMENTS)), given: z.partialRecord(z.enum(ENTITLEMENTS), text).optional() }),
  waitingRegistrations: z.array(WireAccount).max(200),
  verifySecondFactor: z.boolean(),
  verifyPassword: z.boolean(),
  list: z.object({ accounts: z.array(WireAccount).max(200), next: text.nullable() }),
  mayVouchFor: z.array(z.object({ kind: z.enum(['teacher', 'manager', 'secretariat']), ref: text, displayName: text, address: z.string().max(320).nullable() })).max(20),
  postalAddress: z.object({ lines: z.array(text).min(1).max(8), since: instant }).nullable(),
  /** Changes answer with nothing. */
  change: z.unknown(),
} as const;

export const WireError = z.object({ error: z.enum(['refused', 'taken', 'cannot']), what: z.string().max(200).optional() });
