import { Worker } from 'node:worker_threads';
import type { OnApplicationShutdown } from '@nestjs/common';
import { Fault } from '#kernel';
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

/** Of the order that the thread works on; the parent sees it, too. */
export type AtOrder = Int32Array<SharedArrayBuffer>;

/** What the thread is started with. */
export interface ReadingThreadData {
  readonly storageUrl: string;
  readonly storageKeys: StorageKeys | undefined;
  readonly limits: ReadLimits;
  readonly waits: StorageWaits;
  readonly atOrder: AtOrder;
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

/** Orders go over in handfuls, and their answers come back together: to wake the other thread costs a tenth of what it takes to read a mail. */
const HANDFUL = 8;
/** Two handfuls keep the thread busy; the others wait here, where they cost nothing. */
const IN_HAND = 2 * HANDFUL;
/** So often the watch looks within the time that a mail may take. */
const LOOKS = 4;
/** Of JavaScript objects; the bytes of a mail lie beside them. More than this is an attack on the reader. */
const HEAP_MB = 160;
/** Most of what a mail leaves behind is dead at once; a larger nursery only holds it longer. */
const YOUNG_HEAP_MB = 12;

/** Half of the work of a mail is done here: a profile of the process without it would mislead (`rekey bench ingest --profile`). */
function isAboutProfiles(option: string): boolean {
  return option.startsWith('--cpu-prof');
}

/** There is no thread to read in: the machine's trouble, never a mail's. */
export class NoReadingThread extends Fault {
  readonly code = 'intake.no-reading-thread';
  readonly retry = 'later';
}

/**
 * Reads in a thread of its own: the second core helps, and a mail that takes too long or too much memory ends the
 * thread and not the worker. Such a mail has failed; the next thread goes on with the others.
 * One that only waited for the storage has not: it is tried again.
 */
export class ReadingThread extends MailReader implements OnApplicationShutdown {
  readonly #waiting: Waiting[] = [];
  /** In the order in which the thread works on them. */
  #inHand: Waiting[] = [];
  #thread: Worker | undefined;
  #waits = noWaits();
  #atOrder = atNoOrder();
  #watch: NodeJS.Timeout | undefined;
  #lastId = 0;
  /** One behind a loss, until something was answered: what is read beside a mail that hangs would be read again each time. */
  #handful = HANDFUL;
  #isOver = false;

  constructor(private readonly startThread: (signs: Pick<ReadingThreadData, 'waits' | 'atOrder'>) => Worker, private readonly longestReadMs: number) {
    super();
  }

  static over(storageUrl: string, storageKeys: StorageKeys | undefined, limits: ReadLimits, longestReadMs: number): ReadingThread {
    return new ReadingThread((signs) => new Worker(new URL('./reading-thread.main.js', import.meta.url), {
      workerData: { storageUrl, storageKeys, limits, ...signs } satisfies ReadingThreadData, execArgv: process.execArgv.filter(isAboutProfiles), resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: YOUNG_HEAP_MB },
    }), longestReadMs);
  }

  read(rawSha256: string, context: RecognitionContext, authorities?: readonly string[]): Promise<ReadMail> {
    return new Promise((resolve, reject) => {
      if (this.#isOver) return reject(new NoReadingThread('this process is ending'));
      this.#waiting.push({ order: { id: this.#nextId(), rawSha256, context, authorities }, resolve, reject });
      // Whoever asks for many does it in one breath: they go over together.
      if (this.#waiting.length === 1) queueMicrotask(() => this.#handOver());
    });
  }

  async onApplicationShutdown(): Promise<void> {
    const thread = this.#thread;
    this.#isOver = true;
    this.#failAll(new NoReadingThread('this process is ending'));
    await thread?.terminate();
  }

  /** From 1 on, as the thread's sign of 32 bits can say it. */
  #nextId(): number {
    return (this.#lastId = (this.#lastId % 0x7fffffff) + 1);
  }

  #handOver(): void {
    while (this.#waiting.length > 0 && this.#inHand.length <= IN_HAND - HANDFUL && (this.#handful > 1 || this.#inHand.length === 0)) {
      const some = this.#waiting.splice(0, this.#handful);
      this.#inHand.push(...some);
      try {
        (this.#thread ??= this.#start()).postMessage(some.map(({ order }) => order));
      } catch (error) {
        // The system gives no thread (`ERR_WORKER_INIT_FAILED`): nobody's mail is to blame.
        return this.#failAll(new NoReadingThread(error instanceof Error ? error.message : String(error)));
      }
    }
    if (this.#inHand.length > 0 && this.#watch === undefined) this.#startWatch();
  }

  #start(): Worker {
    this.#waits = noWaits();
    this.#atOrder = atNoOrder();
    const thread = this.startThread({ waits: this.#waits, atOrder: this.#atOrder });
    thread.on('message', (answers: readonly ReadingAnswer[]) => this.#take(thread, answers));
    thread.on('error', (error) => this.#lose(thread, error instanceof Error ? error : new Error(String(error))));
    thread.on('exit', (code) => this.#lose(thread, new Error(`the reading thread ended with ${code}`)));
    // Waiting for mails keeps no process alive.
    thread.unref();
    return thread;
  }

  #take(thread: Worker, answers: readonly ReadingAnswer[]): void {
    if (this.#thread !== thread) return;
    for (const { id, read, failure } of answers) {
      const at = this.#inHand.findIndex(({ order }) => order.id === id);
      const [done] = at < 0 ? [] : this.#inHand.splice(at, 1);
      if (read) done?.resolve(read);
      else done?.reject(failure ? errorOf(failure) : new Error('nothing was read'));
    }
    this.#handful = HANDFUL;
    if (this.#inHand.length === 0) this.#stopWatch();
    this.#handOver();
  }

  /** Looks a few times within the time that one mail may take whether the thread is still at the same. */
  #startWatch(): void {
    let looked = 0;
    let seen = this.#orderNow();
    this.#watch = setInterval(() => {
      const now = this.#orderNow();
      looked = now === seen ? looked + 1 : 0;
      seen = now;
      const thread = this.#thread;
      if (looked < LOOKS || !thread) return;
      const seconds = this.longestReadMs / 1_000;
      this.#lose(thread, isAtStorage(this.#waits) ? new StorageFault(`the storage let a mail wait for more than ${seconds} s`) : new Error(`reading took longer than ${seconds} s`));
      void thread.terminate();
    }, this.longestReadMs / LOOKS);
  }

  #stopWatch(): void {
    clearInterval(this.#watch);
    this.#watch = undefined;
  }

  /** Of those in hand the one that the thread works on; undefined before its first. */
  #orderNow(): number | undefined {
    const at = Atomics.load(this.#atOrder, 0);
    return at === 0 ? undefined : this.#inHand.some(({ order }) => order.id === at) ? at : this.#inHand[0]?.order.id;
  }

  /** The mail that the thread worked on is to blame; the others go to the next thread. A thread that came to none has not even started. */
  #lose(thread: Worker, error: Error): void {
    if (this.#thread !== thread) return;
    const blamed = this.#orderNow();
    if (blamed === undefined) return this.#failAll(new NoReadingThread(error.message));
    this.#thread = undefined;
    this.#stopWatch();
    const [guilty, innocent] = [this.#inHand.find(({ order }) => order.id === blamed), this.#inHand.filter(({ order }) => order.id !== blamed)];
    this.#inHand = [];
    this.#waiting.unshift(...innocent);
    this.#handful = 1;
    guilty?.reject(error);
    this.#handOver();
  }

  /** Everything is tried again later. */
  #failAll(fault: NoReadingThread): void {
    const [all, thread] = [[...this.#inHand, ...this.#waiting.splice(0)], this.#thread];
    this.#inHand = [];
    this.#thread = undefined;
    this.#stopWatch();
    void thread?.terminate();
    for (const { reject } of all) reject(fault);
  }
}

function atNoOrder(): AtOrder {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}
