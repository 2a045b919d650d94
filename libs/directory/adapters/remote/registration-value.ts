import { z } from 'zod';
import { PROFILE_FIELDS, type Account, type Registration } from '../../directory.js';

const text = z.string().max(400);
/** RFC 3339, in any time zone. A time that cannot be read is none. */
const instant = z.iso.datetime({ offset: true }).transform((value) => new Date(value));
const Correction = z.object({ field: z.enum(PROFILE_FIELDS), onFile: text, given: text });
/** What it waits for decides; whatever else cannot be read is left out, and does not finish a registration. */
const Written = z.object({
  waitsFor: z.enum(['confirmation', 'data-release', 'approval']),
  registeredAt: instant.optional().catch(undefined),
  confirmBy: instant.nullable().default(null).catch(null),
  corrections: z.array(z.unknown()).max(20).default([]).catch([]).transform((all) => all.flatMap((one) => Correction.safeParse(one).data ?? [])),
  proposedUsername: text.nullable().default(null).catch(null),
  /** The person has answered from the main address already. */
  confirmed: z.boolean().default(false).catch(false),
});

export interface ReadRegistration {
  readonly registration: Registration;
  readonly isConfirmed: boolean;
}

/**
 * What the portal wrote about a registration: a word (`confirmation`, `data-release`, `approval`) or JSON with more
 * (LDAP.md). Undefined: nothing is written, so it is finished. What cannot be read waits for the office: a person looks at it.
 */
export function registrationFrom(value: string | undefined, createdAt: Date): ReadRegistration | undefined {
  if (value === undefined || value.trim() === '') return undefined;
  const { data = UNREADABLE } = Written.safeParse(value.trimStart().startsWith('{') ? parsed(value) : { waitsFor: value.trim() });
  const { registeredAt = createdAt, confirmed, ...rest } = data;
  return { registration: { ...rest, registeredAt, entitlements: [] }, isConfirmed: confirmed };
}

const UNREADABLE: z.output<typeof Written> = { waitsFor: 'approval', registeredAt: undefined, confirmBy: null, corrections: [], proposedUsername: null, confirmed: false };

/** How a registration is written that waits for nothing but its confirmation. */
export function waitingForConfirmation({ registeredAt, confirmBy }: Registration): string {
  return JSON.stringify({ waitsFor: 'confirmation', registeredAt, confirmBy });
}

/** As many as the port gives; those who wait longest. */
const MOST_GIVEN = 200;

/** Of those who wait, the ones that are shown: to be chosen before whole accounts are read, which costs a few calls each. */
export function oldestFirst<Waiting extends { readonly registration: Pick<Registration, 'registeredAt'> }>(waiting: readonly Waiting[]): Waiting[] {
  return waiting.toSorted((one, other) => one.registration.registeredAt.getTime() - other.registration.registeredAt.getTime()).slice(0, MOST_GIVEN);
}

/** Those who wait for the office, the oldest registration first. */
export function longestWaiting(accounts: readonly Account[]): Account[] {
  return oldestFirst(accounts.flatMap((account) => (account.state === 'registration-locked' && account.registration ? [{ account, registration: account.registration }] : []))).map(({ account }) => account);
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
