import { defineEntity, p } from '@mikro-orm/core';
import { createdAtColumn, idColumn } from '#persistence';

const BreachSchema = defineEntity({
  name: 'Breach',
  tableName: 'recovery_breach',
  properties: {
    ...idColumn,
    /** When somebody said that they know: the clock runs from here. */
    ...createdAtColumn,
    portalKey: p.string(),
    /** Of the first recovery that was marked: by this people call it. */
    ticketNumber: p.string(),
    markedByAgentId: p.uuid(),
    reason: p.text(),
    dueAt: p.datetime(),
    closedAt: p.datetime().nullable(),
    closedByAgentId: p.uuid().nullable(),
    /** Whether the supervisory authority was told; null while it is open. */
    reported: p.boolean().nullable(),
    note: p.text().nullable(),
  },
  indexes: [{ properties: ['portalKey', 'createdAt'] }],
});

/** Recoveries that should not have been granted, as one data breach (R80). */
export class Breach extends BreachSchema.class {}
BreachSchema.setClass(Breach);

const BreachActionSchema = defineEntity({
  name: 'BreachAction',
  tableName: 'recovery_breach_action',
  properties: { actionId: p.uuid().primary(), breachId: p.uuid().index(), markedAt: p.datetime(), markedByAgentId: p.uuid() },
});

/** One recovery that belongs to a breach; each to one at most. */
export class BreachAction extends BreachActionSchema.class {}
BreachActionSchema.setClass(BreachAction);
