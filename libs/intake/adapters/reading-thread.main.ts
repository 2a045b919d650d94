/** The thread behind `ReadingThread`: one mail after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import { openStorage } from '#storage';
import { LARGE_BYTES, readKeptMail } from '../read/read-kept-mail.js';
import { watched } from './at-storage.js';
import type { ReadingAnswer, ReadingOrder, ReadingThreadData } from './reading-thread.js';
import { failureOf } from './thread-failure.js';

const { storageUrl, storageKeys, limits, waits } = workerData as ReadingThreadData;
const storage = watched(openStorage(storageUrl, storageKeys), waits);
const memory = Buffer.allocUnsafeSlow(LARGE_BYTES);
let last: Promise<unknown> = Promise.resolve();

parentPort!.on('message', (order: ReadingOrder) => {
  last = last.then(() => answer(order)).then((one) => parentPort!.postMessage(one));
});

async function answer({ id, rawSha256, context, authorities }: ReadingOrder): Promise<ReadingAnswer> {
  try {
    return { id, read: await readKeptMail(storage, rawSha256, context, { limits, memory, authorities }) };
  } catch (error) {
    return { id, failure: failureOf(error) };
  }
}
