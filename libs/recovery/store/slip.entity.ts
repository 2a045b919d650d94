import { defineEntity, p } from '@mikro-orm/core';
import { createdAtColumn, idColumn } from '#persistence';

const SlipSchema = defineEntity({
  name: 'Slip',
  tableName: 'recovery_slip',
  properties: {
    ...idColumn,
    ...createdAtColumn,
    portalKey: p.string(),
    accountRef: p.string(),
    actionId: p.uuid().nullable(),
    bulkId: p.uuid().nullable(),
    /** A paper for the teacher or the counter, or a letter to the postal address on file. */
    kind: p.enum(['initial-credentials', 'temporary-password', 'pin-letter', 'proof-letter', 'hold-letter'] as const),
    /** Which area a PIN opens. */
    area: p.string().nullable(),
    /** Sealed with context `slip:<id>`; gone once sent, or over: until then a jammed printer loses nothing. */
    secretSealed: p.text().nullable(),
    /** When the secret stops working. */
    endsAt: p.datetime(),
    printedAt: p.datetime().nullable(),
    printedByAgentId: p.uuid().nullable(),
    /** Other agents who printed the very same paper before. */
    printedBeforeBy: p.array().default([]),
    /** What was printed together, and can be printed again until it was sent. */
    batchId: p.uuid().nullable().index(),
    sentAt: p.datetime().nullable(),
    /** First credentials: when the person signed in with them, which is how we know that they arrived (BER.5.1, R66). */
    receivedAt: p.datetime().nullable(),
    /** When the directory was last asked for that. */
    receiptAskedAt: p.datetime().nullable(),
    /** When upkeep saw to it that nothing of a password on it is left. */
    endedAt: p.datetime().nullable(),
  },
  uniques: [{ properties: ['bulkId', 'accountRef'] }],
  indexes: [{ properties: ['portalKey', 'printedAt'] }, { properties: ['endedAt', 'endsAt'] }],
});

/** What goes to the postal address on file; the others are handed out. */
export const LETTERS: readonly Slip['kind'][] = ['pin-letter', 'proof-letter', 'hold-letter'];

/** A secret on its way to paper: printed by the office, seen by nobody at the desk. */
export class Slip extends SlipSchema.class {}
SlipSchema.setClass(Slip);
