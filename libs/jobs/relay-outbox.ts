import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { getQueueToken } from '@nestjs/bullmq';
import type { Queue } from 'bullmq';
import { Database } from '#persistence';
import { bundled, type OutboxRow } from './bundled.js';
import type { Lane } from './lanes.js';

const BATCH = 200;
const FIRST_RETRY_MS = 1_000;

/** Each half by an index of its own, however much waits for later. */
const DUE = `select * from outbox_job where id = any(
    array(select id from outbox_job where run_at is null order by id limit ${BATCH}) || array(select id from outbox_job where run_at <= now() order by run_at limit ${BATCH}))
  order by id limit ${BATCH} for update skip locked`;

/** In PostgreSQL `addBulk` makes two temporary tables each time: 11 ms where a single job takes 2. From here on it is worth it. */
const MANY = 5;

/**
 * Hands committed work to BullMQ: the one place where jobs are added. A crash between adding and deleting
 * adds the same job id again, which BullMQ ignores while the job waits; every handler may run twice anyway.
 *
 * Work for later stays here until it is due: a job that waits costs the queue as much as one that runs, and then it
 * goes in bundles like all other work.
 *
 * BullMQ keeps neither finished nor failed jobs: whether a mail is processed or sent stands in its own row, and upkeep
 * enqueues again what waits too long, so a lost queue loses nothing.
 */
@Injectable()
export class RelayOutbox {
  constructor(private readonly database: Database, private readonly modules: ModuleRef) {}

  /** Relays what is due. Returns how many rows, of which many can be one job; several relays share the work by skip-locked. */
  async run(): Promise<number> {
    let relayed = 0;
    for (;;) {
      const batch = await this.#batch();
      relayed += batch;
      // Not full does not mean last: another relay may have taken the rest of it.
      if (batch === 0) return relayed;
    }
  }

  #batch(): Promise<number> {
    return this.database.transaction(async (tx) => {
      const rows = await tx.execute<OutboxRow[]>(DUE);
      for (const [lane, own] of Map.groupBy(rows, (row) => row.lane)) {
        await addAll(this.#queue(lane), bundled(own).map(({ name, jobKey, payload, attempts }) => ({
          name,
          data: payload,
          opts: {
            jobId: `${name}/${jobKey}`,
            attempts,
            backoff: { type: 'exponential', delay: FIRST_RETRY_MS },
            removeOnComplete: true,
            removeOnFail: true,
          },
        })));
      }
      if (rows.length > 0) await tx.execute('delete from outbox_job where id in (?)', [rows.map(({ id }) => id) as never]);
      return rows.length;
    });
  }

  #queue(lane: Lane): Queue {
    return this.modules.get<Queue>(getQueueToken(lane), { strict: false });
  }
}

/** In the order given, either way: a mail before its answer. */
async function addAll(queue: Queue, jobs: Parameters<Queue['addBulk']>[0]): Promise<void> {
  if (jobs.length >= MANY) await queue.addBulk(jobs);
  else for (const { name, data, opts } of jobs) await queue.add(name, data, opts);
}
