/** The thread behind `ReadingThread`: one mail after the other; of a handful that came together the answers go back together. */
import { parentPort, workerData } from 'node:worker_threads';
import { openStorage } from '#storage';
import { LARGE_BYTES, readKeptMail } from '../read/read-kept-mail.js';
import { watched } from './at-storage.js';
import type { ReadingAnswer, ReadingOrder, ReadingThreadData } from './reading-thread.js';
import { failureOf } from './thread-failure.js';

const { storageUrl, storageKeys, limits, waits, atOrder } = workerData as ReadingThreadData;
const storage = watched(openStorage(storageUrl, storageKeys), waits);
const memory = Buffer.allocUnsafeSlow(LARGE_BYTES);
/** Of a handful. Most are read in a hundredth of it. */
const LONG_MS = 50;
let last: Promise<unknown> = Promise.resolve();

parentPort!.on('message', (orders: readonly ReadingOrder[]) => {
  last = last.then(() => answerAll(orders));
});

/** Together, unless one takes long: what is read before it goes back then. */
async function answerAll(orders: readonly ReadingOrder[]): Promise<void> {
  let answers: ReadingAnswer[] = [];
  const sendBack = (): void => {
    if (answers.length > 0) parentPort!.postMessage(answers);
    answers = [];
  };
  let since = performance.now();
  for (const order of orders) {
    Atomics.store(atOrder, 0, order.id);
    answers.push(await answer(order));
    if (performance.now() - since < LONG_MS) continue;
    sendBack();
    since = performance.now();
  }
  sendBack();
}

async function answer({ id, rawSha256, context, authorities }: ReadingOrder): Promise<ReadingAnswer> {
  try {
    return { id, read: await readKeptMail(storage, rawSha256, context, { limits, memory, authorities }) };
  } catch (error) {
    return { id, failure: failureOf(error) };
  }
}
