import { defineEntity, p } from '@mikro-orm/core';
import { createdAtColumn, idColumn } from '#persistence';
import type { SenderCheck } from '../domain/sender-check.js';
import type { AttachmentDescription } from '../domain/attachment.js';

const TicketMessageSchema = defineEntity({
  name: 'TicketMessage',
  properties: {
    ...idColumn,
    ...createdAtColumn,
    ticketId: p.uuid().index(),
    /** `inbound` from outside · `reply` by an agent · `note` never leaves the house · `automatic` by Rekey. */
    kind: p.enum(['inbound', 'reply', 'note', 'automatic'] as const),
    authorAgentId: p.uuid().nullable(),
    keptMailId: p.uuid().nullable(),
    outboundMessageId: p.uuid().nullable(),
    fromAddress: p.string().nullable(),
    fromName: p.string().nullable(),
    subject: p.text().nullable(),
    /** Without angle brackets: for the trace of a received mail, for our References, and for who answered whom. */
    messageId: p.text().nullable(),
    references: p.json<string[]>(),
    /** What the person wrote now. */
    text: p.text(),
    /** What they quote; one click away. */
    quoted: p.text().nullable(),
    attachments: p.json<AttachmentDescription[]>(),
    /** The mail has HTML, which is shown from the raw mail on request and never stored. */
    hasPage: p.boolean().default(false),
    /** `pass`, `fail`, `none`, `unknown`: only gates, never proves (rule 1). */
    authenticity: p.string().nullable(),
    /** Things an agent should see beside the sender, e.g. `reply-to-differs`, `name-contains-address`. */
    warnings: p.json<string[]>(),
    /** By whom and how the sender was checked, and where answers are asked to go. */
    senderCheck: p.json<SenderCheck>().nullable(),
    /** A bounce or an automatic answer: nobody answers it, and it wakes nothing. */
    fromMachine: p.boolean().default(false),
    /** By which it is found; made by the database, read by nobody else. */
    words: p.string().columnType('tsvector').nullable().lazy().generated(`(rekey_words(((((COALESCE(subject, ''::text) || ' '::text) || (COALESCE(from_address, ''::character varying))::text) || ' '::text) || (COALESCE(from_name, ''::character varying))::text), text)) stored`),
  },
  uniques: [{ properties: ['keptMailId'] }],
  indexes: [{ name: 'ticket_message_words_index', expression: `create index "ticket_message_words_index" on "ticket_message" using gin ("words")` }],
});

export class TicketMessage extends TicketMessageSchema.class {}
TicketMessageSchema.setClass(TicketMessage);

const TicketEventSchema = defineEntity({
  name: 'TicketEvent',
  properties: {
    ...idColumn,
    ticketId: p.uuid().index(),
    at: p.datetime(),
    /** `area.dashed-words`; the console has a sentence for each. */
    verb: p.string(),
    actorKind: p.enum(['agent', 'requester', 'rekey'] as const),
    actorId: p.uuid().nullable(),
    detail: p.json<Record<string, unknown>>(),
  },
});

/** One line of the ticket's timeline. */
export class TicketEvent extends TicketEventSchema.class {}
TicketEventSchema.setClass(TicketEvent);

const ThreadKeySchema = defineEntity({
  name: 'ThreadKey',
  properties: {
    portalKey: p.string().primary(),
    /** A Message-ID without angle brackets, ours or one received on this ticket. Never empty. */
    messageId: p.string().primary(),
    /** Part of the key: a stranger who quotes somebody's Message-ID first must not take it away from them. */
    ticketId: p.uuid().primary().index(),
    ours: p.boolean(),
  },
});

/** By which Message-IDs a later mail finds this ticket again. */
export class ThreadKey extends ThreadKeySchema.class {}
ThreadKeySchema.setClass(ThreadKey);
