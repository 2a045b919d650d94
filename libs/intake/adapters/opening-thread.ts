import { Worker } from 'node:worker_threads';
import { StorageFault, type StorageKeys } from '#storage';
import { MailOpener, type OpenedPage, type OpenedPart, type OpenedText } from '../mail-opener.js';
import { isAtStorage, noWaits, type StorageWaits } from './at-storage.js';
import { errorOf, type ThreadFailure } from './thread-failure.js';

export type OpeningOrder =
  | { readonly what: 'part'; readonly rawSha256: string; readonly part: string; readonly named: { readonly name: string; readonly type: string } }
  | { readonly what: 'redraw'; readonly sha256: string }
  | { readonly what: 'page'; readonly rawSha256: string }
  | { readonly what: 'text'; readonly rawSha256: string };

/** What the thread is started with; its one order comes by message. */
export interface OpeningThreadData {
  readonly storageUrl: string;
  readonly storageKeys: StorageKeys | undefined;
  readonly waits: StorageWaits;
}

export interface OpeningAnswer {
  readonly opened?: unknown;
  readonly failure?: ThreadFailure;
}

const LONGEST_MS = 30_000;
const HEAP_MB = 512;
const AT_ONCE = 2;
/** Whoever works through a conversation opens the next file within minutes. */
const SPARE_MS = 5 * 60_000;

interface Thread {
  readonly worker: Worker;
  readonly waits: StorageWaits;
}

/**
 * Opens each in a thread of its own that ends with it: nothing that a hostile file does to a decoder outlives its answer.
 * Two at once; the others wait. Behind each answer the next thread is started, which loads what it needs (the SDK of a bucket, the
 * decoders) before anybody asks, and has seen no file; unasked it ends after five minutes.
 */
export class OpeningThread extends MailOpener {
  #busy = 0;
  #spare: Thread | undefined;
  #spareTimer: NodeJS.Timeout | undefined;
  readonly #queue: (() => void)[] = [];

  constructor(private readonly startThread: (waits: StorageWaits) => Worker, private readonly longestMs: number = LONGEST_MS, private readonly spareMs: number = SPARE_MS) {
    super();
  }

  static over(storageUrl: string, storageKeys: StorageKeys | undefined): OpeningThread {
    const file = new URL('./opening-thread.main.js', import.meta.url);
    return new OpeningThread((waits) => new Worker(file, { workerData: { storageUrl, storageKeys, waits } satisfies OpeningThreadData, resourceLimits: { maxOldGenerationSizeMb: HEAP_MB } }));
  }

  openPart(rawSha256: string, part: string, named: { readonly name: string; readonly type: string }): Promise<OpenedPart | undefined> {
    return this.#ask({ what: 'part', rawSha256, part, named });
  }

  redraw(sha256: string): Promise<string | undefined> {
    return this.#ask({ what: 'redraw', sha256 });
  }

  openPage(rawSha256: string): Promise<OpenedPage | undefined> {
    return this.#ask({ what: 'page', rawSha256 });
  }

  openText(rawSha256: string): Promise<OpenedText> {
    return this.#ask({ what: 'text', rawSha256 });
  }

  async #ask<Answer>(order: OpeningOrder): Promise<Answer> {
    if (this.#busy >= AT_ONCE) await new Promise<void>((resolve) => this.#queue.push(resolve));
    this.#busy += 1;
    try {
      return (await this.#run(order)) as Answer;
    } finally {
      this.#busy -= 1;
      this.#queue.shift()?.();
    }
  }

  #run(order: OpeningOrder): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const { worker: thread, waits } = this.#takeSpare() ?? this.#start();
      const timer = setTimeout(() => {
        const seconds = this.longestMs / 1_000;
        reject(isAtStorage(waits) ? new StorageFault(`the storage let an opening wait for more than ${seconds} s`) : new Error(`opening took longer than ${seconds} s`));
        void thread.terminate();
      }, this.longestMs);
      thread.on('message', ({ opened, failure }: OpeningAnswer) => {
        if (failure) reject(errorOf(failure));
        else resolve(opened);
        // Nothing of it lives on, a line to the storage that is kept open neither.
        void thread.terminate();
        this.#keepSpare();
      });
      thread.on('error', reject);
      thread.on('exit', (code) => {
        clearTimeout(timer);
        reject(new Error(`the opening thread ended with ${code}`));
      });
      thread.ref();
      thread.postMessage(order);
    });
  }

  #start(): Thread {
    const waits = noWaits();
    return { worker: this.startThread(waits), waits };
  }

  #takeSpare(): Thread | undefined {
    const spare = this.#spare;
    this.#spare = undefined;
    clearTimeout(this.#spareTimer);
    spare?.worker.removeAllListeners();
    return spare;
  }

  #keepSpare(): void {
    if (this.#spare) return;
    const spare = this.#start();
    const forget = (): void => {
      if (this.#spare === spare) this.#takeSpare();
    };
    // Without a listener what goes wrong in it would end this process. Whoever asks next starts another.
    spare.worker.on('error', forget).on('exit', forget);
    // Waiting for work keeps no process alive.
    spare.worker.unref();
    this.#spare = spare;
    this.#spareTimer = setTimeout(() => void this.#takeSpare()?.worker.on('error', () => undefined).terminate(), this.spareMs).unref();
  }
}
