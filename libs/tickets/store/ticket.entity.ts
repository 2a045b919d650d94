import { defineEntity, p } from '@mikro-orm/core';
import type { CaseType, Locale } from '#kernel';
import { createdAtColumn, idColumn } from '#persistence';
import type { TicketState } from '../domain/ticket-states.js';
import { promiseEnds, waitsSince } from './list-keys.js';

/** An index for an order of the active tickets. */
function orderIndex(name: string, key: string): { name: string; expression: string } {
  return { name, expression: `create index "${name}" on "ticket" ((${key}), "id") where "state" <> 'closed' and "state" <> 'solved'` };
}

const TicketSchema = defineEntity({
  name: 'Ticket',
  properties: {
    ...idColumn,
    ...createdAtColumn,
    portalKey: p.string(),
    /** Short, unique, carries no rights: `SCH-1042`. */
    number: p.string().unique(),
    mailboxId: p.uuid(),
    queue: p.string(),
    state: p.string().$type<TicketState>(),
    priority: p.enum(['low', 'normal', 'high', 'urgent'] as const).default('normal'),
    caseType: p.string().$type<CaseType>(),
    secondary: p.json<CaseType[]>(),
    confidence: p.float(),
    risk: p.enum(['low', 'medium', 'high'] as const),
    riskSignals: p.json<string[]>(),
    language: p.string().$type<Locale>(),
    subject: p.text(),
    requesterAddress: p.string(),
    requesterCanonical: p.string(),
    requesterName: p.string().nullable(),
    assigneeId: p.uuid().nullable(),
    /** Kind of the account it is about, so that lists know who sees it (R54): null: no account yet; `unknown`: nobody knows. */
    accountKind: p.text().nullable(),
    accountOrganisation: p.text().nullable(),
    /** Why it lies in this queue, in machine words with values; the console makes sentences of it. */
    routeBecause: p.json<string[]>(),
    /** First human decision promised by then, counted by the portal's calendar. */
    promisedBy: p.datetime().nullable(),
    firstAnsweredAt: p.datetime().nullable(),
    lastMessageAt: p.datetime(),
    /** The first thing of a person that has no answer yet, also of tickets that went into this one (`domain/owed-since.ts`); null: everything has one. */
    owedSince: p.datetime().nullable(),
    closedAt: p.datetime().nullable(),
    /** Its messages, notes and timeline ended with their time, and who wrote (R79). */
    textsEndedAt: p.datetime().nullable(),
    mergedIntoId: p.uuid().nullable(),
    /** The ticket that it came from, or that its first mail named without belonging to it; `linkKind` says which. */
    claimsTicketId: p.uuid().nullable(),
    /** `claims` · `closed`: answers one that is closed for good · `topic`: another topic in an old thread · `split` off by an agent. */
    linkKind: p.enum(['claims', 'closed', 'topic', 'split'] as const).nullable(),
    /** `version` as of the latest message from outside or answer by anybody: a reply written before it is held back (zammad#246). */
    inboundVersion: p.integer().default(1),
    version: p.integer().version(),
  },
  indexes: [
    { name: 'ticket_open_index', expression: `create index "ticket_open_index" on "ticket" ("portal_key", "queue", "last_message_at" desc, "id" desc) where "state" <> 'closed'` },
    orderIndex('ticket_waiting_index', waitsSince('')),
    orderIndex('ticket_promise_index', promiseEnds('')),
    { name: 'ticket_ending_index', expression: `create index "ticket_ending_index" on "ticket" (coalesce("closed_at", "last_message_at")) where "state" in ('closed', 'solved') and "texts_ended_at" is null` },
    { name: 'ticket_ending_of_portal_index', expression: `create index "ticket_ending_of_portal_index" on "ticket" ("portal_key", coalesce("closed_at", "last_message_at")) where "state" in ('closed', 'solved') and "texts_ended_at" is null` },
    { name: 'ticket_assignee_index', expression: `create index "ticket_assignee_index" on "ticket" ("assignee_id", "last_message_at" desc, "id" desc) where "assignee_id" is not null` },
    { properties: ['requesterCanonical', 'createdAt'] },
    { properties: ['lastMessageAt', 'id'] },
    { name: 'ticket_claims_index', expression: `create index "ticket_claims_index" on "ticket" ("claims_ticket_id") where "claims_ticket_id" is not null` },
    { name: 'ticket_unknown_index', expression: `create index "ticket_unknown_index" on "ticket" ("id") where "account_kind" = 'unknown'` },
    { name: 'ticket_merged_index', expression: `create index "ticket_merged_index" on "ticket" ("merged_into_id") where "merged_into_id" is not null` },
  ],
});

/** One requester's problem: messages, state, queue, assignee, due times. */
export class Ticket extends TicketSchema.class {}
TicketSchema.setClass(Ticket);
