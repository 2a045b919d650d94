import { defineEntity, p } from '@mikro-orm/core';
import { createdAtColumn, idColumn } from '#persistence';
import type { ActionState, ActionType } from '../domain/actions.js';

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
    /** Null: Rekey itself (instant recovery). */
    requestedByAgentId: p.uuid().nullable(),
    levelNeeded: p.integer(),
    levelHeld: p.integer(),
    evidenceIds: p.json<string[]>(),
    /** When somebody last began to carry it out; upkeep leaves it alone for a while. */
    startedAt: p.datetime(),
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
