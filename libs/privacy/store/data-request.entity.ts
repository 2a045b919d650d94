import { defineEntity, p } from '@mikro-orm/core';
import { createdAtColumn, idColumn } from '#persistence';
import type { RequestKind, RequestResult, RequestScope, RequestState } from '../domain/data-request.js';

const DataRequestSchema = defineEntity({
  name: 'DataRequest',
  properties: {
    ...idColumn,
    ...createdAtColumn,
    portalKey: p.string(),
    /** The conversation about it. */
    ticketId: p.uuid(),
    kind: p.enum(['access', 'erasure', 'rectification'] as const).$type<RequestKind>(),
    state: p.enum(['open', 'proposed', 'approved', 'done', 'refused', 'mistaken'] as const).$type<RequestState>(),
    /** When it reached us: the month runs from here (Art. 12(3)). */
    receivedAt: p.datetime(),
    dueAt: p.datetime(),
    /** When the person was told that it takes up to two months more, and why. */
    extendedAt: p.datetime().nullable(),
    extensionReason: p.text().nullable(),
    /** Null: recognised in the mail. */
    openedByAgentId: p.uuid().nullable(),
    decision: p.enum(['fulfil', 'refuse', 'none'] as const).nullable(),
    /** Why it is refused, in words for the person; why it is none, for the audit. */
    reason: p.text().nullable(),
    proposedByAgentId: p.uuid().nullable(),
    proposedAt: p.datetime().nullable(),
    approverAgentId: p.uuid().nullable(),
    decidedAt: p.datetime().nullable(),
    settledAt: p.datetime().nullable(),
    /** Whose data, as it was when two people agreed; null before, and after an erasure. */
    scope: p.json<RequestScope>().nullable(),
    /** Counts by class, and what stayed and why. */
    result: p.json<RequestResult>().nullable(),
    /** SHA-256 of the token of the page on which the person fetches their data. */
    downloadHash: p.string().unique().nullable(),
    downloadUntil: p.datetime().nullable(),
  },
  indexes: [
    { properties: ['state', 'dueAt'] }, { properties: ['ticketId', 'kind'] },
    // One at a time: whoever asks while it runs asks for the same, whoever asks after the answer for another.
    { name: 'data_request_running_unique', expression: `create unique index "data_request_running_unique" on "data_request" ("ticket_id", "kind") where "settled_at" is null` },
  ],
});

/** Somebody wants to know, correct or end what we hold about them (Art. 15–17 GDPR). */
export class DataRequest extends DataRequestSchema.class {}
DataRequestSchema.setClass(DataRequest);

const LegalHoldSchema = defineEntity({
  name: 'LegalHold',
  properties: {
    ...idColumn, ...createdAtColumn, portalKey: p.string(), ticketId: p.uuid().index(), reason: p.text(), agentId: p.uuid(), releasedAt: p.datetime().nullable(), releasedByAgentId: p.uuid().nullable(),
  },
});

/** Somebody said that a ticket must stay, for claims (Art. 17(3)(e)): neither time nor an erasure ends it. */
export class LegalHold extends LegalHoldSchema.class {}
LegalHoldSchema.setClass(LegalHold);
