import { defineEntity, p } from '@mikro-orm/core';
import { createdAtColumn, idColumn } from '#persistence';
import type { ActionState, ActionType, Asker } from '../domain/actions.js';

const RecoveryActionSchema = defineEntity({
  name: 'RecoveryAction',
  properties: {
    ...idColumn,
    ...createdAtColumn,
    caseId: p.uuid(),
    ticketId: p.uuid().index(),
    portalKey: p.string(),
    accountRef: p.string(),
    type: p.string().$type<ActionType>(),
    state: p.string().$type<ActionState>(),
    /** Given to the directory; the same when upkeep settles what a crash left behind. */
    operationId: p.uuid(),
    idempotencyKey: p.string(),
    asker: p.string().$type<Asker>(),
    /** Null: Rekey itself (instant recovery) or the holder of a link. */
    requestedByAgentId: p.uuid().nullable(),
    /** Address on file that was chosen; null: the main one. */
    addressId: p.string().nullable(),
    levelNeeded: p.integer(),
    levelHeld: p.integer(),
    evidenceIds: p.json<string[]>(),
    /** When somebody last began to carry it out; upkeep leaves it alone for a while. */
    startedAt: p.datetime(),
    /** Counted up by everyone who begins; only the latest may write the result. */
    attempt: p.integer().default(1),
    settledAt: p.datetime().nullable(),
    /** Code of the fault when it failed. */
    failure: p.string().nullable(),
  },
  uniques: [{ properties: ['caseId', 'idempotencyKey'] }],
  indexes: [{ properties: ['portalKey', 'accountRef', 'createdAt'] }, { properties: ['state', 'startedAt'] }],
});

/** Something done, or about to be done, to an account: intent first, result afterwards. */
export class RecoveryAction extends RecoveryActionSchema.class {}
RecoveryActionSchema.setClass(RecoveryAction);
