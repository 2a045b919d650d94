import { expect, it } from '@jest/globals';
import { MINUTE_MS } from '#kernel';
import { needsAPerson, type Waiting } from './stands-still.js';

const now = new Date('2026-11-23T12:00:00Z');
const ago = (minutes: number) => new Date(now.getTime() - minutes * MINUTE_MS);

it.each<[string, Waiting, boolean]>([
  ['nothing waits', { oldestDueAt: null, lastSentAt: null, recipients: 0, notPutOff: 0 }, false],
  ['one is greylisted', { oldestDueAt: ago(20), lastSentAt: null, recipients: 1, notPutOff: 0 }, false],
  ['one is greylisted and the last mail left long ago', { oldestDueAt: ago(119), lastSentAt: ago(600), recipients: 1, notPutOff: 0 }, false],
  ['one has been put off for more than two hours', { oldestDueAt: ago(121), lastSentAt: ago(1), recipients: 1, notPutOff: 0 }, true],
  ['two are put off and nothing leaves', { oldestDueAt: ago(20), lastSentAt: ago(30), recipients: 2, notPutOff: 0 }, true],
  ['two are put off and others leave', { oldestDueAt: ago(20), lastSentAt: ago(5), recipients: 2, notPutOff: 0 }, false],
  ['the relay cannot be reached', { oldestDueAt: ago(16), lastSentAt: ago(30), recipients: 1, notPutOff: 1 }, true],
  ['the relay cannot be reached for a moment', { oldestDueAt: ago(14), lastSentAt: null, recipients: 1, notPutOff: 1 }, false],
])('when %s', (_when, waiting, called) => expect(needsAPerson(waiting, now)).toBe(called));
