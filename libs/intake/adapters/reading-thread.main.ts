/** The thread behind `ReadingThread`: one mail after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import { openStorage, StorageFault } from '#storage';
import { LARGE_BYTES, readKeptMail } from '../read/read-kept-mail.js';
import type { ReadLimits } from '../read/read-limits.js';
import type { ReadingAnswer, ReadingOrder } from './reading-thread.js';

const { storageUrl, limits } = workerData as { readonly storageUrl: string; readonly limits: ReadLimits };
const storage = openStorage(storageUrl);
const memory = Buffer.allocUnsafeSlow(LARGE_BYTES);
let last: Promise<unknown> = Promise.resolve();

parentPort!.on('message', (order: ReadingOrder) => {
  last = last.then(() => answer(order)).then((one) => parentPort!.postMessage(one));
});

async function answer({ id, rawSha256, context, authorities }: ReadingOrder): Promise<ReadingAnswer> {
  try {
    return { id, read: await readKeptMail(storage, rawSha256, context, { limits, memory, authorities }) };
  } catch (error) {
    return { id, failure: { message: error instanceof Error ? error.message : String(error), isStorage: error instanceof StorageFault } };
  }
}
