/** The thread behind `ReadingThread`: one mail after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import { openStorage, StorageFault } from '#storage';
import { readKeptMail } from '../read/read-kept-mail.js';
import type { ReadingAnswer, ReadingOrder } from './reading-thread.js';

const storage = openStorage((workerData as { readonly storageUrl: string }).storageUrl);
let last: Promise<unknown> = Promise.resolve();

parentPort!.on('message', (order: ReadingOrder) => {
  last = last.then(() => answer(order)).then((one) => parentPort!.postMessage(one));
});

async function answer({ id, rawSha256, context }: ReadingOrder): Promise<ReadingAnswer> {
  try {
    return { id, read: await readKeptMail(storage, rawSha256, context) };
  } catch (error) {
    return { id, failure: { message: error instanceof Error ? error.message : String(error), isStorage: error instanceof StorageFault } };
  }
}
