import { defineEntity, p } from '@mikro-orm/core';
import { createdAtColumn, idColumn } from '#persistence';
import type { Role } from '../domain/permissions.js';
import type { Limits } from '../domain/scope.js';

const AgentSchema = defineEntity({
  name: 'Agent',
  properties: {
    ...idColumn,
    ...createdAtColumn,
    /** Canonical. */
    email: p.string().unique(),
    displayName: p.string(),
    /** Short code in mails instead of the name ("Bearbeiter: ro"). */
    code: p.string().unique(),
    passwordHash: p.text(),
    /** Sealed with context `agent:<id>:totp`; set but unconfirmed until `totpConfirmedAt`. */
    totpSecretSealed: p.text().nullable(),
    totpConfirmedAt: p.datetime().nullable(),
    /** Last TOTP step that was accepted: never the same twice (R74). */
    totpLastStep: p.integer().nullable(),
    /** How many sign-in keys they have; changed with the agent locked, so that no request has to count. */
    keys: p.integer().default(0),
    /** SHA-256 of the one code with which they may bind a first key from outside, and until when. */
    enrolmentCodeHash: p.text().nullable(),
    enrolmentCodeUntil: p.datetime().nullable(),
    roles: p.json<Role[]>(),
    /** Portals in which the roles hold; empty: all. */
    portals: p.json<string[]>(),
    /** Within portals: only these queues, kinds of account, organisations (R54). Nothing said: everything. */
    limits: p.json<Limits>().defaultRaw(`'{}'`),
    locale: p.string().default('de'),
    /** Reporting line: nobody approves what somebody of the same line asked for (recovery-security 5.5). Null: none. */
    line: p.string().nullable(),
    /** Since when they know the procedure and may act on accounts (ORP.4.A11, R63); null: not yet. */
    trainedAt: p.datetime().nullable(),
    /** Browsers that kept a sign-in of before are strange again; null: all are known. See `known-browsers.ts`. */
    knownBrowsersSince: p.datetime().nullable(),
    disabledAt: p.datetime().nullable(),
    /** Name and address are gone: long disabled (R79). */
    endedAt: p.datetime().nullable(),
  },
});

/** A person at the desk. */
export class Agent extends AgentSchema.class {}
AgentSchema.setClass(Agent);
