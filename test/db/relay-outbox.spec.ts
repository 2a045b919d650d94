import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { deliverMail, enqueue, processMail, RelayOutbox } from '#jobs';
import { newId } from '#kernel';
import { freshDatabase, type FreshDatabase } from '../support/database.js';

let fresh: FreshDatabase;
/** What the queue got; a bundle counts as the mails in it. */
let added: { lane: string; name: string; jobId: string }[];
beforeAll(async () => void (fresh = await freshDatabase()));
afterAll(() => fresh?.close());
beforeEach(() => void (added = []));

/** Stands where BullMQ's queues are; `fails` makes it refuse, as when Redis is away. */
const relay = (fails = false) => new RelayOutbox(fresh.database, {
  get: (lane: string) => {
    const add = async (name: string, data: Job['data'], opts: Job['opts']) => {
      if (fails) throw new Error('the queue is away');
      added.push(...(data.outboundMessageIds ?? [opts.jobId]).map((jobId) => ({ lane, name, jobId })));
    };
    return { add, addBulk: async (jobs: Job[]) => { for (const { name, data, opts } of jobs) await add(name, data, opts); } };
  },
} as never);
interface Job { name: string; data: { outboundMessageIds?: string[] }; opts: { jobId: string } }
const put = (count: number, runAt?: Date) => fresh.database.transaction(async (tx) => {
  for (let i = 0; i < count; i += 1) await enqueue(tx, deliverMail, { outboundMessageId: newId(), round: 0 }, runAt ? { runAt } : {});
});
const waiting = async () => (await fresh.database.read((em) => em.execute<unknown[]>('select 1 from outbox_job'))).length;

it.each([1, 3, 450])('hands over %i jobs and forgets them', async (count) => {
  await put(count);
  expect(await relay().run()).toBe(count);
  expect(new Set(added.map(({ jobId }) => jobId)).size).toBe(count);
  expect(await waiting()).toBe(0);
});

it('keeps them while the queue is away', async () => {
  await put(2);
  await expect(relay(true).run()).rejects.toThrow('the queue is away');
  expect(await waiting()).toBe(2);
  expect(await relay().run()).toBe(2);
});

it('shares the work with another relay, and each job goes out once', async () => {
  await put(300);
  await Promise.all([relay().run(), relay().run()]);
  expect(new Set(added.map(({ jobId }) => jobId)).size).toBe(300);
  expect(added).toHaveLength(300);
});

it('puts each kind on its lane, and keeps what is for later until it is due, then in bundles', async () => {
  await fresh.database.transaction((tx) => enqueue(tx, processMail, { keptMailId: newId() }));
  await put(3, new Date(Date.now() + 60_000));
  await relay().run();
  expect(added.map(({ lane, name }) => ({ lane: String(lane), name }))).toEqual([{ lane: expect.stringContaining('intake'), name: 'intake.process-mail' }]);
  expect(await waiting()).toBe(3);
  await fresh.database.transaction((tx) => tx.execute(`update outbox_job set run_at = now() - interval '1 second'`));
  await put(1);
  await relay().run();
  expect(added.slice(1).map(({ name }) => name)).toEqual(Array(4).fill('outbound.deliver-mails'));
  expect(await waiting()).toBe(0);
});
