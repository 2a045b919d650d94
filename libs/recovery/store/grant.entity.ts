import { defineEntity, p } from '@mikro-orm/core';
import { createdAtColumn, idColumn } from '#persistence';
import type { GrantPurpose, GrantState } from '../domain/grants.js';

const GrantSchema = defineEntity({
  name: 'Grant',
  tableName: 'recovery_grant',
  properties: {
    ...idColumn,
    ...createdAtColumn,
    portalKey: p.string(),
    accountRef: p.string(),
    caseId: p.uuid().nullable().index(),
    ticketId: p.uuid().nullable(),
    actionId: p.uuid().nullable(),
    purpose: p.string().$type<GrantPurpose>(),
    state: p.string().$type<GrantState>(),
    /** SHA-256 of the 43-character token; null for a code that is only read aloud. */
    tokenHash: p.string().unique().nullable(),
    /** Argon2id of the code or typed number. */
    codeHash: p.text().nullable(),
    /** For `voucher`: until when the code sent to the phone on file of whoever is asked may be typed beside their password. */
    codeUntil: p.datetime().nullable(),
    /** Mark of the phone that a later code went to: for another phone it is worth nothing. */
    codeTo: p.text().nullable(),
    codeTries: p.integer().default(0),
    /** Canonical address (or phone) that it went to; a change of it kills the grant. */
    sentTo: p.string(),
    /** Id of that address or phone on file; null for the requester's own status page. */
    channelId: p.string().nullable(),
    /** Who started the proof; null: nobody at the desk. */
    startedByAgentId: p.uuid().nullable(),
    /** For `report`: what the notice was about. */
    event: p.string().nullable(),
    expiresAt: p.datetime(),
    openedAt: p.datetime().nullable(),
    usedAt: p.datetime().nullable(),
    /** While a redemption is under way: its operation id and beginning. `startedAt` also for a `report` without a ticket: when its alarm was raised. */
    operationId: p.uuid().nullable(),
    startedAt: p.datetime().nullable(),
    /** For `reveal`: the temporary password, sealed with context `grant:<id>` and the token as the other half. */
    secretSealed: p.text().nullable(),
    /** For `reveal`: when the temporary password stops working in the directory. */
    secretEndsAt: p.datetime().nullable(),
    /** For `reveal`: when upkeep saw to it that nothing of the temporary password is left. */
    scrambledAt: p.datetime().nullable(),
  },
  indexes: [{ properties: ['portalKey', 'accountRef', 'purpose', 'state'] }, { properties: ['state', 'expiresAt'] },
    { name: 'recovery_grant_quiet_index', expression: `create index "recovery_grant_quiet_index" on "recovery_grant" ("portal_key", "sent_to") where "purpose" = 'quiet' and "state" = 'used'` }],
});

/** What the requester gets: a link, a code, a page that shows a secret once. */
export class Grant extends GrantSchema.class {}
GrantSchema.setClass(Grant);

const LimitHitSchema = defineEntity({
  name: 'LimitHit',
  properties: { ...idColumn, limit: p.string(), subject: p.string(), at: p.datetime() },
  indexes: [{ properties: ['limit', 'subject', 'at'] }],
});

/** One use of something that is limited (recovery-security 5.8); counted over a window. */
export class LimitHit extends LimitHitSchema.class {}
LimitHitSchema.setClass(LimitHit);
