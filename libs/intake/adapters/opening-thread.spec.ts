import { Worker } from 'node:worker_threads';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { OpeningThread } from './opening-thread.js';

/** Answers with its number; "hang" hangs, "die" dies, "fail" fails. */
const THREAD = `
  const { parentPort, threadId } = require('node:worker_threads');
  setInterval(() => undefined, 1_000);
  parentPort.once('message', ({ rawSha256: name }) => {
    if (name === 'die') process.exit(3);
    if (name === 'fail') parentPort.postMessage({ failure: { of: 'mail', message: 'cannot be opened' } });
    else if (name !== 'hang') parentPort.postMessage({ opened: threadId });
  });`;

describe('opening in a thread', () => {
  const started: Worker[] = [];
  const start = (code = THREAD) => (): Worker => {
    const thread = new Worker(code, { eval: true });
    started.push(thread);
    return thread;
  };
  afterEach(async () => void (await Promise.all(started.splice(0).map((thread) => thread.terminate()))));
  const openedBy = async (opener: OpeningThread): Promise<number> => Number(await opener.openPage('ask'));
  const eventually = async (isSo: () => boolean): Promise<void> => {
    for (let tries = 0; !isSo() && tries < 500; tries += 1) await wait(20);
    expect(isSo()).toBe(true);
  };
  const alive = (): number => started.filter(({ threadId }) => threadId !== -1).length;

  it('each has one of its own, which ends with its answer; the next was started before anybody asked it', async () => {
    const opener = new OpeningThread(start());
    const first = await openedBy(opener);
    expect(started).toHaveLength(2);
    const next = started[1]!.threadId;
    expect(await openedBy(opener)).toBe(next);
    expect(next).not.toBe(first);
    expect(started).toHaveLength(3);
    await eventually(() => alive() === 1);
  });

  it('what hangs or dies is the trouble of that file alone, and the next is opened', async () => {
    const opener = new OpeningThread(start(), 3_000);
    await openedBy(opener);
    await expect(opener.openPage('hang')).rejects.toThrow('longer than 3 s');
    await expect(opener.openPage('die')).rejects.toThrow('ended with 3');
    await expect(opener.openPage('fail')).rejects.toThrow('cannot be opened');
    expect(await openedBy(opener)).toBeGreaterThanOrEqual(0);
  });

  it('a spare that dies before anybody asks costs nobody an answer', async () => {
    const opener = new OpeningThread(start());
    await openedBy(opener);
    await started.at(-1)!.terminate();
    expect(await openedBy(opener)).toBeGreaterThanOrEqual(0);
    expect(started.length).toBeGreaterThanOrEqual(3);
  });

  it('a spare for which nobody asks is let go', async () => {
    const opener = new OpeningThread(start(), 5_000, 50);
    await openedBy(opener);
    await eventually(() => alive() === 0);
    expect(started).toHaveLength(2);
  });

  it('two at once, the others wait', async () => {
    const opener = new OpeningThread(start());
    const answers = Promise.all([1, 2, 3, 4].map(() => openedBy(opener)));
    expect(started).toHaveLength(2);
    expect(await answers).toHaveLength(4);
  });
});
