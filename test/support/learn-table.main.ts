/** A thread of `learn-recognition.ts`: one table of weights. */
import { parentPort, workerData } from 'node:worker_threads';
import { learnTable } from '../../libs/recognition/domain/learned/learn.js';
import { lessons } from './lessons.js';

const { withoutPart } = workerData as { readonly withoutPart?: number };
parentPort!.postMessage(learnTable(lessons(), withoutPart));
