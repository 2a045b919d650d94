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
  indexes: [
    { name: 'outbox_job_now_index', expression: 'create index "outbox_job_now_index" on "outbox_job" ("id") where "run_at" is null' },
    { name: 'outbox_job_later_index', expression: 'create index "outbox_job_later_index" on "outbox_job" ("run_at") where "run_at" is not null' },
  ],
});

/** Work that is decided and committed but not yet handed to BullMQ, or not due yet. Deleted once BullMQ has it. */
export class OutboxJob extends OutboxJobSchema.class {}
OutboxJobSchema.setClass(OutboxJob);
