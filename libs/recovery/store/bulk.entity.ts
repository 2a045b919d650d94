import { defineEntity, p } from '@mikro-orm/core';
import { createdAtColumn, idColumn } from '#persistence';
import type { BulkItemState, BulkKind, BulkState } from '../domain/bulk.js';

const BulkSchema = defineEntity({
  name: 'Bulk',
  tableName: 'recovery_bulk',
  properties: {
    ...idColumn,
    ...createdAtColumn,
    portalKey: p.string(),
    kind: p.string().$type<BulkKind>(),
    state: p.string().$type<BulkState>(),
    /** A class or department; null: the whole portal. */
    groupName: p.string().nullable(),
    /** Why; asked for wherever a change of passwords is forced (R18). */
    reason: p.text().nullable(),
    /** Until when people are asked to act, as the mails say; null: they name no date. */
    deadlineAt: p.datetime().nullable(),
    /** As counted when it was ordered, or shown to the second person last; null: an order of before, never counted. */
    meant: p.integer().nullable(),
    leftOut: p.integer().default(0),
    unreachable: p.integer().default(0),
    countedAll: p.boolean().default(true),
    mailboxId: p.uuid(),
    idempotencyKey: p.string(),
    requestedByAgentId: p.uuid(),
    approverAgentId: p.uuid().nullable(),
    decidedAt: p.datetime().nullable(),
    /** Where the directory's list goes on; null: from the beginning. */
    cursor: p.string().nullable(),
    done: p.integer().default(0),
    skipped: p.integer().default(0),
    failed: p.integer().default(0),
    /** Done, but nobody could be told. */
    untold: p.integer().default(0),
    settledAt: p.datetime().nullable(),
    updatedAt: p.datetime(),
  },
  uniques: [{ properties: ['portalKey', 'idempotencyKey'] }],
  indexes: [{ properties: ['state'] }],
});

/** One thing done to many accounts, a few at a time, with progress. */
export class Bulk extends BulkSchema.class {}
BulkSchema.setClass(Bulk);

const BulkItemSchema = defineEntity({
  name: 'BulkItem',
  tableName: 'recovery_bulk_item',
  properties: {
    ...idColumn, ...createdAtColumn, bulkId: p.uuid(), accountRef: p.string(), operationId: p.uuid(),
    state: p.string().$type<BulkItemState>(),
    /** Why it was passed over, failed, or nobody could be told: the code of a refusal or a fault. */
    failure: p.string().nullable(),
  },
  uniques: [{ properties: ['bulkId', 'accountRef'] }],
  indexes: [{ properties: ['bulkId', 'state'] }],
});

/** One account of it; the operation id stays the same however often it is tried. */
export class BulkItem extends BulkItemSchema.class {}
BulkItemSchema.setClass(BulkItem);
