import { defineEntity, p } from '@mikro-orm/core';
import { createdAtColumn, idColumn } from '#persistence';

const TicketOpeningSchema = defineEntity({
  name: 'TicketOpening',
  properties: {
    ...idColumn,
    ...createdAtColumn,
    portalKey: p.string(),
    /** Canonical address. Null: the mail names no one author. */
    sender: p.text().nullable(),
    /** Registrable domain. Null: not counted by it. */
    domain: p.text().nullable(),
    senderClass: p.enum(['proven', 'unproven', 'disproven'] as const),
    /** When the mail reached the mailbox. */
    at: p.datetime(),
  },
  indexes: [{ properties: ['portalKey', 'sender', 'senderClass', 'at'] }, { properties: ['portalKey', 'domain', 'senderClass', 'at'] }],
});

/** That a mail opened a ticket, for as long as it counts towards what its sender may open: little more than a day. */
export class TicketOpening extends TicketOpeningSchema.class {}
TicketOpeningSchema.setClass(TicketOpening);
