import { defineEntity, p } from '@mikro-orm/core';

const OutboxJobSchema = defineEntity({
  name: 'OutboxJob',
  properties: {
    id: p.bigint().primary().autoincrement(),
    name: p.string(),
    lane: p.string(),
    jobKey: p.string(),
    payload: p.json(),
    attempts: p.integer(),
    runAt: p.datetime().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
});

/** Work that is decided and committed but not yet handed to BullMQ. Deleted once BullMQ has it. */
export class OutboxJob extends OutboxJobSchema.class {}
OutboxJobSchema.setClass(OutboxJob);
