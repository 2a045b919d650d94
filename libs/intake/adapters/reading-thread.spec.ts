import { EventEmitter } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { describe, expect, it } from '@jest/globals';
import { DamagedBytes, StorageFault } from '#storage';
import { worldFailed } from '../domain/whose-fault.js';
import { ReadingThread, type AtOrder, type ReadingAnswer, type ReadingOrder } from './reading-thread.js';

const context = { portalKey: 'school', vocabulary: [], ownAddresses: [] };

/** A thread that answers each order in turn as `reads` says; undefined: it hangs. */
class FakeThread extends EventEmitter {
  #last: Promise<unknown> = Promise.resolve();
  isOver = false;
  readonly ordered: ReadingOrder[] = [];

  constructor(private readonly reads: (sha: string) => ReadingAnswer['failure'] | 'fine' | 'crash' | undefined, private readonly atOrder: AtOrder) {
    super();
  }

  postMessage(orders: readonly ReadingOrder[]): void {
    this.ordered.push(...orders);
    this.#last = this.#last.then(async () => {
      const answers: unknown[] = [];
      for (const { id, rawSha256 } of orders) {
        Atomics.store(this.atOrder, 0, id);
        await new Promise((resolve) => setTimeout(resolve, 1));
        if (this.isOver) return;
        const how = this.reads(rawSha256);
        if (how === undefined) await new Promise(() => undefined);
        else if (how === 'crash') return this.#end(new Error('heap out of memory'));
        else answers.push({ id, ...(how === 'fine' ? { read: rawSha256 } : { failure: how }) });
      }
      this.emit('message', answers);
    });
  }

  unref(): void {}

  die(): void {
    setTimeout(() => this.#end(new Error('heap out of memory')), 0);
  }

  async terminate(): Promise<number> {
    this.#end();
    return 1;
  }

  #end(error?: Error): void {
    this.isOver = true;
    if (error) this.emit('error', error);
    this.emit('exit', 1);
  }
}

function reading(reads: ConstructorParameters<typeof FakeThread>[0]): { readonly thread: ReadingThread; readonly started: FakeThread[] } {
  const started: FakeThread[] = [];
  const thread = new ReadingThread(({ atOrder }) => {
    started.push(new FakeThread(reads, atOrder));
    return started.at(-1)! as unknown as Worker;
  }, 50);
  return { thread, started };
}

const outcomes = async (thread: ReadingThread, shas: readonly string[]): Promise<string[]> =>
  (await Promise.allSettled(shas.map((sha) => thread.read(sha, context)))).map((one) => (one.status === 'fulfilled' ? String(one.value) : (one.reason as Error).message));

describe('reading in a thread of its own', () => {
  it('knows of whom a portal believes signatures', async () => {
    const { thread, started } = reading(() => 'fine');
    await thread.read('mail', context, ['an authority']);
    expect(started[0]!.ordered).toEqual([{ id: expect.any(Number), rawSha256: 'mail', context, authorities: ['an authority'] }]);
  });

  it('gives everybody their own answer', async () => {
    const { thread, started } = reading(() => 'fine');
    const shas = Array.from({ length: 30 }, (_, at) => `mail-${at}`);
    expect(await outcomes(thread, shas)).toEqual(shas);
    expect(started).toHaveLength(1);
  });

  it.each(['hang', 'crash'] as const)('blames the mail at which the thread had to %s, and reads the others in the next one', async (how) => {
    const { thread, started } = reading((sha) => (sha === 'poison' ? (how === 'hang' ? undefined : 'crash') : 'fine'));
    const read = await outcomes(thread, ['a', 'poison', 'b', 'c', 'd', 'e', 'f']);
    expect(read[1]).toMatch(how === 'hang' ? /took longer/ : /out of memory/);
    expect(read.filter((_, at) => at !== 1)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    expect(started).toHaveLength(2);
  });

  it('gives a mail the time of one, however long the others of its handful took', async () => {
    const { thread, started } = reading((sha) => (Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, sha === 'slow' ? 20 : 0), 'fine'));
    const shas = Array.from({ length: 8 }, () => 'slow');
    expect(await outcomes(thread, shas)).toEqual(shas);
    expect(started).toHaveLength(1);
  });

  it('blames the storage and not the mail when it was the storage that hung', async () => {
    const started: FakeThread[] = [];
    const thread = new ReadingThread(({ waits, atOrder }) => {
      started.push(new FakeThread((sha) => (sha === 'waits' && started.length === 1 ? void Atomics.store(waits, 0, 1) : 'fine'), atOrder));
      return started.at(-1)! as unknown as Worker;
    }, 50);
    await expect(thread.read('waits', context)).rejects.toBeInstanceOf(StorageFault);
    expect(await outcomes(thread, ['waits', 'b'])).toEqual(['waits', 'b']);
  });

  it('blames no mail where the system gives no thread, or one that ends before it reads, and reads again later', async () => {
    const how = ['none', 'dies', 'lives'];
    const thread = new ReadingThread(({ atOrder }) => {
      const now = how.shift();
      if (now === 'none') throw new Error('EAGAIN');
      const fake = new FakeThread(() => 'fine', now === 'dies' ? new Int32Array(new SharedArrayBuffer(4)) : atOrder);
      if (now === 'dies') fake.die();
      return fake as unknown as Worker;
    }, 50);
    for (const told of ['EAGAIN', 'heap out of memory']) {
      const failures = await Promise.allSettled(['a', 'b'].map((sha) => thread.read(sha, context)));
      expect(failures.map((one) => one.status === 'rejected' && worldFailed(one.reason) && (one.reason as Error).message)).toEqual([told, told]);
    }
    expect(await outcomes(thread, ['a', 'b'])).toEqual(['a', 'b']);
  });

  it('reads a good mail once more beside ones that hang, not once for each', async () => {
    const times = new Map<string, number>();
    const { thread } = reading((sha) => (times.set(sha, (times.get(sha) ?? 0) + 1), sha.startsWith('poison') ? undefined : 'fine'));
    expect(await outcomes(thread, ['good', ...Array.from({ length: 5 }, (_, at) => `poison-${at}`), 'last'])).toEqual(['good', ...Array.from({ length: 5 }, () => expect.stringMatching(/took longer/)), 'last']);
    expect(times.get('good')).toBe(2);
  });

  it('lets nobody wait for an answer when the process ends', async () => {
    const { thread } = reading(() => undefined);
    const waiting = [thread.read('a', context), thread.read('b', context)].map((one) => one.catch((error: unknown) => worldFailed(error)));
    await Promise.resolve();
    await thread.onApplicationShutdown();
    expect(await Promise.all(waiting)).toEqual([true, true]);
    await expect(thread.read('c', context)).rejects.toThrow('ending');
  });

  it('tells the world’s failures from the mail’s', async () => {
    const { thread } = reading(() => ({ message: 'not there', of: 'storage' }));
    await expect(thread.read('a', context)).rejects.toBeInstanceOf(StorageFault);
    const { thread: other } = reading(() => ({ message: 'eaten by the disk', of: 'bytes' }));
    await expect(other.read('a', context)).rejects.toBeInstanceOf(DamagedBytes);
  });
});
