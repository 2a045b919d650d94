import { z } from 'zod';
import { PROFILE_FIELDS, type Account, type Registration } from '../../directory.js';

const text = z.string().max(400);
const Written = z.object({
  waitsFor: z.enum(['confirmation', 'data-release', 'approval']),
  registeredAt: z.iso.datetime().transform((value) => new Date(value)).optional(),
  confirmBy: z.iso.datetime().transform((value) => new Date(value)).nullable().default(null),
  corrections: z.array(z.object({ field: z.enum(PROFILE_FIELDS), onFile: text, given: text })).max(20).default([]),
  proposedUsername: text.nullable().default(null),
  /** The person has answered from the main address already. */
  confirmed: z.boolean().default(false),
});

export interface ReadRegistration {
  readonly registration: Registration;
  readonly isConfirmed: boolean;
}

/** What the portal wrote about a registration: a word (`confirmation`, `data-release`, `approval`) or JSON with more (LDAP.md). Undefined: finished, or nothing that we can read. */
export function registrationFrom(value: string | undefined, createdAt: Date): ReadRegistration | undefined {
  if (value === undefined) return undefined;
  const { success, data } = Written.safeParse(value.trimStart().startsWith('{') ? parsed(value) : { waitsFor: value.trim() });
  if (!success) return undefined;
  const { registeredAt = createdAt, confirmed, ...rest } = data;
  return { registration: { ...rest, registeredAt, entitlements: [] }, isConfirmed: confirmed };
}

/** How a registration is written that waits for nothing but its confirmation. */
export function waitingForConfirmation({ registeredAt, confirmBy }: Registration): string {
  return JSON.stringify({ waitsFor: 'confirmation', registeredAt, confirmBy });
}

/** More than an office sees at a time; read, and cut to what the port gives after they are in order. */
export const MOST_WAITING = 1_000;
const MOST_GIVEN = 200;

/** Those who wait for the office, the oldest registration first. */
export function longestWaiting(accounts: readonly Account[]): Account[] {
  const since = ({ registration }: Account): number => registration?.registeredAt.getTime() ?? 0;
  return accounts.filter(({ state }) => state === 'registration-locked').toSorted((one, other) => since(one) - since(other)).slice(0, MOST_GIVEN);
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
