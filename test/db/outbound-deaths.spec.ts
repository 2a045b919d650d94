import { describe, expect, it } from '@jest/globals';
import { MINUTE_MS } from '#kernel';
import { Database } from '#persistence';
import { clock, fresh, jobs, linkMail, queue, reopen, rowOf, run, world, withOutbox } from '../support/outbound-scene.js';

withOutbox();

describe('a worker that dies', () => {
  /** Lets the n-th write of DeliverMail fail, as if the process had died there. */
  const dyingIn = (nth: number) => {
    let count = 0;
    const dying = Object.create(fresh.database) as Database;
    const died = () => (count += 1) === nth;
    dying.transaction = (work) => (died() ? Promise.reject(new Error('killed')) : fresh.database.transaction(work));
    dying.statement = (work) => (died() ? Promise.reject(new Error('killed')) : fresh.database.statement(work));
    return reopen({ clock, deliverVia: dying });
  };

  it('before the attempt is on paper: the mail is still queued and goes out once', async () => {
    await dyingIn(1);
    const id = await queue(linkMail());
    await expect(run(id)).rejects.toThrow('killed');
    expect(await rowOf(id)).toMatchObject({ state: 'queued', rounds: 0 });
    expect(await run(id)).toBe('sent');
    expect(world.relay.handed).toHaveLength(1);
  });

  it('while the relay takes the mail: nobody sends it again, a person is told as soon as the process is seen to be gone', async () => {
    world.relay.answer = () => new Promise(() => undefined);
    const id = await queue(linkMail());
    void run(id);
    while (world.relay.handed.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    clock.moveBy(30_000);
    expect(await world.settle.run()).toMatchObject({ unknown: 0 });
    await world.presence.onApplicationShutdown();
    expect(await world.settle.run()).toMatchObject({ unknown: 1, requeued: 0 });
    expect(await rowOf(id)).toMatchObject({ state: 'unknown' });
    expect(await run(id, 1)).toBe('skipped');
  });

  it('without PostgreSQL noticing: a person is told after five minutes', async () => {
    world.relay.answer = () => new Promise(() => undefined);
    const id = await queue(linkMail());
    void run(id);
    while (world.relay.handed.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await run(id)).toBe('skipped');
    clock.moveBy(4 * MINUTE_MS);
    expect(await world.settle.run()).toMatchObject({ unknown: 0 });
    clock.moveBy(2 * MINUTE_MS);
    expect(await world.settle.run()).toMatchObject({ unknown: 1, requeued: 0 });
    expect(await rowOf(id)).toMatchObject({ state: 'unknown', failure: 'the process ended while the relay was taking the mail' });
    expect(await world.outbox.attempts(id)).toMatchObject([{ outcome: 'unknown' }]);
    expect(await run(id, 1)).toBe('skipped');
    expect(world.relay.handed).toHaveLength(1);
  });

  it('after the relay took the mail: it is not sent twice', async () => {
    await dyingIn(2);
    const id = await queue(linkMail());
    await expect(run(id)).rejects.toThrow('killed');
    expect(await run(id)).toBe('skipped');
    clock.moveBy(6 * MINUTE_MS);
    await world.settle.run();
    expect(await rowOf(id)).toMatchObject({ state: 'unknown' });
    expect(world.relay.handed).toHaveLength(1);
  });

  it('only seemed to die: an answer that comes late still counts', async () => {
    let answer: (answer: { outcome: 'accepted'; reply: string }) => void = () => undefined;
    world.relay.answer = () => new Promise((resolve) => void (answer = resolve));
    const id = await queue(linkMail());
    const running = run(id);
    while (world.relay.handed.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    clock.moveBy(6 * MINUTE_MS);
    await world.settle.run();
    expect(await rowOf(id)).toMatchObject({ state: 'unknown' });
    answer({ outcome: 'accepted', reply: '250 slow' });
    expect(await running).toBe('sent');
  });

  it('only seemed to die, and somebody sent it again: what the relay took after all is not sent twice', async () => {
    let answer: (answer: { outcome: 'accepted'; reply: string }) => void = () => undefined;
    world.relay.answer = () => new Promise((resolve) => void (answer = resolve));
    const id = await queue(linkMail());
    const running = run(id);
    while (world.relay.handed.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    clock.moveBy(6 * MINUTE_MS);
    await world.settle.run();
    expect(await world.retry.run({ id, actor: { kind: 'operator' } })).toEqual({ allowed: true });
    answer({ outcome: 'accepted', reply: '250 slow' });
    expect(await running).toBe('sent');
    expect(await run(id, 1)).toBe('skipped');
    expect(world.relay.handed).toHaveLength(1);
    expect(await rowOf(id)).toMatchObject({ state: 'sent', next_attempt_at: null, secrets_sealed: null });
  });

  it.each([['rejected', '550 no such user', 'failed'], ['deferred', '451 later', 'queued'], ['unknown', 'connection lost', 'skipped']] as const)('only seemed to die: that it was %s counts, late as it is said', async (outcome, reply, result) => {
    let answer: (answer: { outcome: typeof outcome; reply: string }) => void = () => undefined;
    world.relay.answer = () => new Promise((resolve) => void (answer = resolve));
    const id = await queue(linkMail());
    const running = run(id);
    while (world.relay.handed.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    clock.moveBy(6 * MINUTE_MS);
    await world.settle.run();
    answer({ outcome, reply });
    expect(await running).toBe(result);
    expect(await rowOf(id)).toMatchObject({ state: result === 'skipped' ? 'unknown' : result });
  });

  it('is not what sends a mail before it is due: a job that comes too early leaves it', async () => {
    const id = await queue(linkMail({ sendAt: new Date(clock.now().getTime() + 90_000) }));
    expect(await run(id)).toBe('skipped');
    // Clocks of two machines may differ by a few seconds.
    clock.moveBy(81_000);
    expect(await run(id)).toBe('sent');
  });

  it('took the job with it: what is due for a minute gets a new job', async () => {
    const id = await queue(linkMail());
    await fresh.database.transaction((tx) => tx.execute('delete from outbox_job'));
    expect(await world.settle.run()).toMatchObject({ requeued: 0 });
    clock.moveBy(2 * MINUTE_MS);
    expect(await world.settle.run()).toMatchObject({ requeued: 1 });
    expect(await jobs()).toMatchObject([{ payload: { outboundMessageId: id, round: 0 } }]);
  });
});
