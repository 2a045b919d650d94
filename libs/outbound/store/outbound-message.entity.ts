import { defineEntity, p } from '@mikro-orm/core';
import type { Locale } from '#kernel';
import { createdAtColumn, idColumn } from '#persistence';
import type { MailKind } from '../domain/mail-kinds.js';
import type { OutboundState } from '../domain/outbound-states.js';

const COUNTED_IN = ['desk', 'many'] as const;
export type CountedIn = (typeof COUNTED_IN)[number];

const OutboundMessageSchema = defineEntity({
  name: 'OutboundMessage',
  properties: {
    ...idColumn,
    ...createdAtColumn,
    portalKey: p.string(),
    mailboxId: p.uuid(),
    ticketId: p.uuid().nullable().index(),
    kind: p.string().$type<MailKind>(),
    locale: p.string().$type<Locale>(),
    /** Exactly one, as stored on file or as the ticket's requester wrote it. */
    recipient: p.string(),
    recipientCanonical: p.string(),
    /** What the template needs, checked against the kind's schema. No secrets. */
    variables: p.json<Record<string, unknown>>(),
    /** Links and codes for the template: JSON sealed with context `outbound:<id>`; emptied once the mail has left, or can no longer be sent. */
    secretsSealed: p.text().nullable(),
    /** Written by a machine on its own (RFC 3834) or by an agent. */
    automatic: p.boolean(),
    /** Whose hour it counts in: that of all that Rekey sends by itself (the breaker), or that of orders to many; null: an agent sent or started it, and it counts in none. */
    countsIn: p.enum(COUNTED_IN).nullable(),
    /** Ours, without angle brackets, signed (see `domain/message-ids.ts`). */
    messageId: p.string().unique(),
    replyTo: p.string().nullable(),
    inReplyTo: p.text().nullable(),
    references: p.json<string[]>(),
    /** "Re: …" of a reply; null: the template's own subject. */
    subject: p.text().nullable(),
    state: p.string().$type<OutboundState>(),
    /** Attempts begun; the next one has this number. */
    rounds: p.integer().default(0),
    nextAttemptAt: p.datetime().nullable(),
    /** Not before this: when it was meant to leave, or later where the recipient's limit held it. */
    sendAt: p.datetime().defaultRaw('now()'),
    /** What made it later than it wanted to be, a flood to this recipient or of the whole desk, or, of a cancelled one, that nobody is there to read it. */
    heldBy: p.enum(['recipient-limit', 'breaker', 'bounced-address'] as const).nullable(),
    /** No attempt after this; until then a failed mail may be sent again. */
    giveUpAt: p.datetime(),
    sentAt: p.datetime().nullable(),
    failure: p.text().nullable(),
    /** Of everything but variables and secrets that its newest attempt was written with (`wordsDigest`); null: never tried, or by a release that kept none. */
    wordsDigest: p.text().nullable(),
    /** It left, or was on its way, without a signature that it should have had. */
    unsigned: p.enum(['smime', 'dkim', 'both'] as const).nullable(),
  },
  indexes: [{ properties: ['state', 'nextAttemptAt'] }, { properties: ['recipientCanonical', 'createdAt'] }, { properties: ['countsIn', 'sendAt'] }],
});

/** One mail to one recipient, from the decision until the relay has it. */
export class OutboundMessage extends OutboundMessageSchema.class {}
OutboundMessageSchema.setClass(OutboundMessage);

const DeliveryAttemptSchema = defineEntity({
  name: 'DeliveryAttempt',
  properties: {
    ...idColumn,
    outboundMessageId: p.uuid().index(),
    round: p.integer(),
    /** Which process tries (`Presence`); 0: none, the mail could not be written. */
    sender: p.integer(),
    startedAt: p.datetime(),
    endedAt: p.datetime().nullable(),
    outcome: p.enum(['accepted', 'rejected', 'deferred', 'unknown'] as const).nullable(),
    reply: p.text().nullable(),
  },
  uniques: [{ properties: ['outboundMessageId', 'round'] }],
});

/** One try to hand a mail to the relay; written before the first byte, so that a crash leaves a trace. */
export class DeliveryAttempt extends DeliveryAttemptSchema.class {}
DeliveryAttemptSchema.setClass(DeliveryAttempt);

const BreakerReleaseSchema = defineEntity({
  name: 'BreakerRelease',
  properties: {
    ...idColumn,
    ...createdAtColumn,
    until: p.datetime().index(),
    agentId: p.uuid(),
    reason: p.text(),
  },
});

/** Somebody looked at the flood and found it right: so long the breaker lets everything pass. */
export class BreakerRelease extends BreakerReleaseSchema.class {}
BreakerReleaseSchema.setClass(BreakerRelease);
