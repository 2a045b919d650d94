import { defineEntity, p } from '@mikro-orm/core';
import { createdAtColumn, idColumn } from '#persistence';

const SmsMessageSchema = defineEntity({
  name: 'SmsMessage',
  properties: {
    ...idColumn,
    ...createdAtColumn,
    portalKey: p.string(),
    ticketId: p.uuid().nullable().index(),
    /** E.164 */
    recipient: p.string(),
    /** Sealed with context `sms:<id>`; null once it is handed over or over. */
    textSealed: p.text().nullable(),
    /** Several messages that tell one phone, one after the other, how one thing stands: only the newest is worth sending. */
    aboutId: p.uuid().nullable(),
    /** It can wait, and must not leave before. */
    notBefore: p.datetime().nullable(),
    state: p.enum(['queued', 'sent', 'refused', 'expired'] as const),
    /** When it is worth nothing any more. */
    giveUpAt: p.datetime(),
    tries: p.integer().default(0),
    settledAt: p.datetime().nullable(),
    /** What the gateway calls it, or why it refused. */
    detail: p.string().nullable(),
  },
  indexes: [{ properties: ['state', 'createdAt'] }],
});

/** One text message to one phone. */
export class SmsMessage extends SmsMessageSchema.class {}
SmsMessageSchema.setClass(SmsMessage);
