import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const PATIENCE_MS = 10 * 60_000;

/** A relay that takes every mail and counts, in a thread of its own. */
export class CountingSink {
  private constructor(private readonly thread: Worker, readonly port: number) {}

  static async start(): Promise<CountingSink> {
    const thread = new Worker(new URL('../bench/counting-sink.js', import.meta.url));
    const [{ port }] = (await once(thread, 'message')) as [{ port: number }];
    return new CountingSink(thread, port);
  }

  /** Counts from now on; resolves with the `count`-th mail. */
  async reaches(count: number): Promise<void> {
    this.thread.postMessage({ expect: count });
    await once(this.thread, 'message', { signal: AbortSignal.timeout(PATIENCE_MS) });
  }

  async stop(): Promise<void> {
    await this.thread.terminate();
  }
}
