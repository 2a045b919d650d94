/** The thread behind `OpeningThread`: one answer, and it ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { openStorage } from '#storage';
import { openPage, openPart, openText, redraw } from '../read/open-kept-mail.js';
import { watched } from './at-storage.js';
import type { OpeningAnswer, OpeningThreadData } from './opening-thread.js';
import { failureOf } from './thread-failure.js';

const { storageUrl, storageKeys, order, waits } = workerData as OpeningThreadData;
const storage = watched(openStorage(storageUrl, storageKeys), waits);

function open(): Promise<unknown> {
  switch (order.what) {
    case 'part': return openPart(storage, order.rawSha256, order.part, order.named);
    case 'redraw': return redraw(storage, order.sha256);
    case 'page': return openPage(storage, order.rawSha256);
    case 'text': return openText(storage, order.rawSha256);
  }
}

const answer: OpeningAnswer = await open().then(
  (opened) => ({ opened }),
  (error: unknown) => ({ failure: failureOf(error) }),
);
parentPort!.postMessage(answer);
