import { Worker } from 'node:worker_threads';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { RecognitionContext } from '#recognition';
import { StorageFault, type StorageKeys } from '#storage';
import { MailReader, type ReadMail } from '../mail-reader.js';
import type { ReadLimits } from '../read/read-limits.js';
import { isAtStorage, noWaits, type StorageWaits } from './at-storage.js';
import { errorOf, type ThreadFailure } from './thread-failure.js';

export interface ReadingOrder {
  readonly id: number;
  readonly rawSha256: string;
  readonly context: RecognitionContext;
  readonly authorities?: readonly string[] | undefined;
}

/** What the thread is started with. */
export interface ReadingThreadData {
  readonly storageUrl: string;
  readonly storageKeys: StorageKeys | undefined;
  readonly limits: ReadLimits;
  readonly waits: StorageWaits;
}

export interface ReadingAnswer {
  readonly id: number;
  readonly read?: ReadMail;
  readonly failure?: ThreadFailure;
}

interface Waiting {
  readonly order: ReadingOrder;
  readonly resolve: (read: ReadMail) => void;
  readonly reject: (error: Error) => void;
}

/** Enough to keep the thread busy; the others wait here, where they cost nothing. */
const IN_HAND = 4;
/** Of JavaScript objects; the bytes of a mail lie beside them. More than this is an attack on the reader. */
const HEAP_MB = 160;
/** Most of what a mail leaves behind is dead at once; a larger nursery only holds it longer. */
const YOUNG_HEAP_MB = 12;

/** Half of the work of a mail is done here: a profile of the process without it would mislead (`rekey bench ingest --profile`). */
function isAboutProfiles(option: string): boolean {
  return option.startsWith('--cpu-prof');
}

/**
 * Reads in a thread of its own: the second core helps, and a mail that takes too long or too much memory ends the
 * thread and not the worker. Such a mail has failed; the next thread goes on with the others.
 * One that only waited for the storage has not: it is tried again.
 */
export class ReadingThread extends MailReader implements OnApplicationShutdown {
  readonly #waiting: Waiting[] = [];
  /** Oldest first: the first is the one that the thread works on. */
  #inHand: Waiting[] = [];
  #thread: Worker | undefined;
  #waits = noWaits();
  #timer: NodeJS.Timeout | undefined;
  #lastId = 0;

  constructor(private readonly startThread: (waits: StorageWaits) => Worker, private readonly longestReadMs: number) {
    super();
  }

  static over(storageUrl: string, storageKeys: StorageKeys | undefined, limits: ReadLimits, longestReadMs: number): ReadingThread {
    return new ReadingThread((waits) => new Worker(new URL('./reading-thread.main.js', import.meta.url), {
      workerData: { storageUrl, storageKeys, limits, waits } satisfies ReadingThreadData, execArgv: process.execArgv.filter(isAboutProfiles), resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: YOUNG_HEAP_MB },
    }), longestReadMs);
  }

  read(rawSha256: string, context: RecognitionContext, authorities?: readonly string[]): Promise<ReadMail> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ order: { id: (this.#lastId += 1), rawSha256, context, authorities }, resolve, reject });
      this.#handOver();
    });
  }

  async onApplicationShutdown(): Promise<void> {
    clearTimeout(this.#timer);
    const thread = this.#thread;
    this.#thread = undefined;
    await thread?.terminate();
  }

  #handOver(): void {
    while (this.#inHand.length < IN_HAND) {
      const next = this.#waiting.shift();
      if (!next) break;
      this.#inHand.push(next);
      (this.#thread ??= this.#start()).postMessage(next.order);
      if (this.#inHand.length === 1) this.#watch();
    }
  }

  #start(): Worker {
    this.#waits = noWaits();
    const thread = this.startThread(this.#waits);
    thread.on('message', (answer: ReadingAnswer) => this.#take(answer));
    thread.on('error', (error) => this.#lose(thread, error instanceof Error ? error : new Error(String(error))));
    thread.on('exit', (code) => this.#lose(thread, new Error(`the reading thread ended with ${code}`)));
    // Waiting for mails keeps no process alive.
    thread.unref();
    return thread;
  }

  #take({ id, read, failure }: ReadingAnswer): void {
    const at = this.#inHand.findIndex(({ order }) => order.id === id);
    const [done] = at < 0 ? [] : this.#inHand.splice(at, 1);
    clearTimeout(this.#timer);
    if (this.#inHand.length > 0) this.#watch();
    if (read) done?.resolve(read);
    else done?.reject(failure ? errorOf(failure) : new Error('nothing was read'));
    this.#handOver();
  }

  #watch(): void {
    this.#timer = setTimeout(() => {
      const thread = this.#thread;
      if (!thread) return;
      const seconds = this.longestReadMs / 1_000;
      this.#lose(thread, isAtStorage(this.#waits) ? new StorageFault(`the storage let a mail wait for more than ${seconds} s`) : new Error(`reading took longer than ${seconds} s`));
      void thread.terminate();
    }, this.longestReadMs);
  }

  /** The mail that the thread worked on is to blame; the others go to the next thread. */
  #lose(thread: Worker, error: Error): void {
    if (this.#thread !== thread) return;
    this.#thread = undefined;
    clearTimeout(this.#timer);
    const [guilty, ...innocent] = this.#inHand;
    this.#inHand = [];
    this.#waiting.unshift(...innocent);
    guilty?.reject(error);
    this.#handOver();
  }
}
