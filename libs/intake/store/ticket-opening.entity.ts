import { defineEntity, p } from '@mikro-orm/core';
import { createdAtColumn, idColumn } from '#persistence';

const TicketOpeningSchema = defineEntity({
  name: 'TicketOpening',
  properties: {
    ...idColumn,
    ...createdAtColumn,
    portalKey: p.string(),
    /** What is counted: `sender` or `domain`, the class, and which. One column and one index: of two, PostgreSQL takes the wrong one while the table is small, and keeps to it. */
    countsFor: p.text(),
    /** When the mail reached the mailbox. */
    at: p.datetime(),
  },
  indexes: [{ properties: ['portalKey', 'countsFor', 'at'] }],
});

/** That a mail opened a ticket, once for its sender and once for the domain, for as long as it counts: little more than a day. */
export class TicketOpening extends TicketOpeningSchema.class {}
TicketOpeningSchema.setClass(TicketOpening);
