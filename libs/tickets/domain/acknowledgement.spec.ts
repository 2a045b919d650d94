import { describe, expect, it } from '@jest/globals';
import { mayAcknowledge, UNWANTED } from './acknowledgement.js';

const first = { isWanted: true, openedTicket: true, fromMachine: false, asksForSilence: false, authenticity: 'none', returnPath: 'ada@home.example', sentToSenderToday: 0, saidBefore: false, senderIsOurs: false };

describe('"we have your request"', () => {
  it('goes to the first mail of a request, authentic or unknown', () => {
    for (const authenticity of ['pass', 'none', 'unknown']) expect(mayAcknowledge({ ...first, authenticity }).allowed).toBe(true);
  });

  it.each([
    ['anybody where the portal wants none', { isWanted: false }],
    ['answers on a ticket', { openedTicket: false }],
    ['machines', { fromMachine: true }],
    ['who asks for silence', { asksForSilence: true }],
    ['the null sender', { returnPath: '' }],
    ['forged senders', { authenticity: 'fail' }],
    ['a mail that reads like an automatic note', { soundsAutomatic: true }],
    ['a mailbox whose reader chose a pause (T12)', { isQuiet: true }],
    ['our own addresses', { senderIsOurs: true }],
    ['who got three today', { sentToSenderToday: 3 }],
    ['who said the same lately', { saidBefore: true }],
  ])('never goes to %s', (_, facts) => expect(mayAcknowledge({ ...first, ...facts }).allowed).toBe(false));

  it('blames the portal only where nothing else speaks against it', () => {
    expect(mayAcknowledge({ ...first, isWanted: false }).because).toBe(UNWANTED);
    for (const other of [{ isQuiet: true }, { fromMachine: true }, { soundsAutomatic: true }, { asksForSilence: true }, { returnPath: '' }, { senderIsOurs: true }, { authenticity: 'fail' }, { saidBefore: true }, { sentToSenderToday: 3 }]) expect(mayAcknowledge({ ...first, isWanted: false, ...other }).because).not.toBe(UNWANTED);
  });
});
