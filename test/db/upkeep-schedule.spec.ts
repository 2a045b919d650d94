import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Queue } from 'bullmq';
import { setTimeout as wait } from 'node:timers/promises';
import { prepareQueueBackend, upkeep } from '#jobs';
import { queueOptions } from '../../libs/jobs/queue-backend.js';
import { UpkeepProcessor } from '../../apps/worker/upkeep.processor.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { neighbours } from '../support/neighbour-data.js';

const { redisUrl } = neighbours();

/** Only the schedule: the round itself has tests of its own. On both places where jobs can live. */
describe.each([['PostgreSQL', 'postgres:'], ...(redisUrl ? [['Redis', redisUrl]] : [])])('the upkeep with its jobs in %s', (_backend, queueUrl) => {
  let fresh: FreshDatabase;
  let queue: Queue;
  beforeAll(async () => {
    fresh = await freshDatabase();
    await prepareQueueBackend(queueUrl, fresh.url);
    queue = new Queue('upkeep', queueOptions(queueUrl, fresh.url, `upkeep-${process.pid}`));
  });
  afterAll(async () => {
    await queue?.close();
    await fresh?.close();
  });

  it('is scheduled anew when the queue has lost what it knew while the worker lives', async () => {
    const processor = new UpkeepProcessor({} as never, {} as never, fresh.database, queue as never, { EVERY_SECONDS: 1 });
    Object.defineProperty(processor, 'worker', { value: { close: async () => undefined } });
    const isScheduled = async (): Promise<void> => {
      while ((await queue.getJobScheduler(upkeep.name)) === undefined) await wait(50);
    };
    processor.onApplicationBootstrap();
    await isScheduled();
    await queue.removeJobScheduler(upkeep.name);
    expect(await queue.getJobScheduler(upkeep.name)).toBeUndefined();
    await isScheduled();
    await processor.beforeApplicationShutdown();
  });
});
