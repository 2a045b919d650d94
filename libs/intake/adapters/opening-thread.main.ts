/** The thread behind `OpeningThread`: loads what it needs, then one order, one answer, and it ends. */
import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { openStorage } from '#storage';
import { openPage, openPart, openText, redraw } from '../read/open-kept-mail.js';
import { watched } from './at-storage.js';
import type { OpeningAnswer, OpeningOrder, OpeningThreadData } from './opening-thread.js';
import { failureOf } from './thread-failure.js';

const { storageUrl, storageKeys, waits } = workerData as OpeningThreadData;
const storage = watched(openStorage(storageUrl, storageKeys), waits);

function open(order: OpeningOrder): Promise<unknown> {
  switch (order.what) {
    case 'part': return openPart(storage, order.rawSha256, order.part, order.named);
    case 'redraw': return redraw(storage, order.sha256);
    case 'page': return openPage(storage, order.rawSha256);
    case 'text': return openText(storage, order.rawSha256);
  }
}

const asked = once(parentPort!, 'message');
// What cannot be loaded says so when it is asked for something.
await storage.getReady().catch(() => undefined);
const [order] = (await asked) as [OpeningOrder];
const answer: OpeningAnswer = await open(order).then(
  (opened) => ({ opened }),
  (error: unknown) => ({ failure: failureOf(error) }),
);
parentPort!.postMessage(answer);
