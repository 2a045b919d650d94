import { defineEntity, p } from '@mikro-orm/core';
import { idColumn } from '#persistence';
import type { TicketState } from '../domain/ticket-states.js';

/** What a ticket owed, as instants. */
export interface PromiseBefore {
  readonly promisedBy: string | null;
  readonly firstAnsweredAt: string | null;
}

export function promiseOf({ promisedBy, firstAnsweredAt }: { readonly promisedBy?: Date | null | undefined; readonly firstAnsweredAt?: Date | null | undefined }): PromiseBefore {
  return { promisedBy: promisedBy?.toISOString() ?? null, firstAnsweredAt: firstAnsweredAt?.toISOString() ?? null };
}

const TicketParticipantSchema = defineEntity({
  name: 'TicketParticipant',
  properties: {
    ticketId: p.uuid().primary(),
    canonical: p.string().primary(),
    /** As it was given. */
    address: p.text(),
    /** `addressed`: the requester wrote to them, too, in a mail that was genuine · `merged`: the requester of a ticket merged into this one. */
    because: p.string(),
    addedAt: p.datetime(),
  },
});

/** Who may write on a ticket besides its requester (T14). They read nothing here: answers go to who wrote. */
export class TicketParticipant extends TicketParticipantSchema.class {}
TicketParticipantSchema.setClass(TicketParticipant);

const TicketMergeSchema = defineEntity({
  name: 'TicketMerge',
  properties: {
    ...idColumn,
    sourceId: p.uuid().index(),
    targetId: p.uuid().index(),
    mergedAt: p.datetime(),
    mergedByAgentId: p.uuid(),
    /** What was moved, and who was let in: what an undo takes back. */
    messageIds: p.json<string[]>(),
    keptMailIds: p.json<string[]>().defaultRaw(`'[]'`),
    participants: p.json<string[]>(),
    /** What the target owed before it took in a promise; null: it took in none. */
    promiseBefore: p.json<PromiseBefore>().nullable(),
    sourceState: p.string().$type<TicketState>(),
    sourceClosedAt: p.datetime().nullable(),
    undoneAt: p.datetime().nullable(),
  },
});

/** One merger of two tickets. */
export class TicketMerge extends TicketMergeSchema.class {}
TicketMergeSchema.setClass(TicketMerge);
