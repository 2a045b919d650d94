import { defineEntity, p } from '@mikro-orm/core';
import { createdAtColumn, idColumn } from '#persistence';
import type { ActionParameters, ActionState, ActionType, Asker, Channel } from '../domain/actions.js';

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
    channel: p.string().$type<Channel>().default('on-file'),
    parameters: p.json<ActionParameters>().defaultRaw(`'{}'`),
    /** Decided without the evidence, by the security role and a second person, for this reason. */
    overrideReason: p.text().nullable(),
    holdMs: p.integer().default(0),
    /** While it waits for a second person: until when; afterwards who that was, and what they said. */
    approvalUntil: p.datetime().nullable(),
    approverAgentId: p.uuid().nullable(),
    decidedAt: p.datetime().nullable(),
    decisionReason: p.text().nullable(),
    heldSince: p.datetime().nullable(),
    holdUntil: p.datetime().nullable(),
    halfTimeToldAt: p.datetime().nullable(),
    /** Who or what stopped it: `holder`, `desk`, `sign-in`, `freeze`, `evidence`. */
    stoppedBy: p.string().nullable(),
    /** The way back is open so long. */
    undoUntil: p.datetime().nullable(),
    /** When what was done for a while ends: a deletion becomes final, a desk's freeze thaws. */
    finalAt: p.datetime().nullable(),
    finalisedAt: p.datetime().nullable(),
    /** Comes up again before another person (T22). */
    recheck: p.string().$type<'due' | 'fine' | 'wrong'>().nullable(),
    recheckedByAgentId: p.uuid().nullable(),
    /** Nothing about a person is left in the row (R79). */
    endedAt: p.datetime().nullable(),
  },
  uniques: [{ properties: ['caseId', 'idempotencyKey'] }],
  indexes: [{ properties: ['portalKey', 'accountRef', 'createdAt'] }, { properties: ['state', 'startedAt'] }, { properties: ['state', 'holdUntil'] }, { properties: ['finalAt'] }, { properties: ['recheck'] }],
});

/** Something done, or about to be done, to an account: intent first, result afterwards. */
export class RecoveryAction extends RecoveryActionSchema.class {}
RecoveryActionSchema.setClass(RecoveryAction);
