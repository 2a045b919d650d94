import { expect, it } from '@jest/globals';
import { judgeFailure } from './relay-verdict.js';

it.each([
  ['the connection is refused', { aboutTheMail: false, bodyWasTaken: false }, 'deferred'],
  ['our sign-in is refused', { replyCode: 535, aboutTheMail: false, bodyWasTaken: false }, 'deferred'],
  ['we are not signed in, and it says so at the sender', { replyCode: 530, aboutTheMail: true, bodyWasTaken: false }, 'deferred'],
  ['the recipient is greylisted', { replyCode: 451, aboutTheMail: true, bodyWasTaken: false }, 'deferred'],
  ['the recipient does not exist', { replyCode: 550, aboutTheMail: true, bodyWasTaken: false }, 'rejected'],
  ['the content is refused after DATA', { replyCode: 554, aboutTheMail: true, bodyWasTaken: true }, 'rejected'],
  ['the content is deferred after DATA', { replyCode: 452, aboutTheMail: true, bodyWasTaken: true }, 'deferred'],
  ['the relay says goodbye in the middle', { replyCode: 421, aboutTheMail: false, bodyWasTaken: true }, 'deferred'],
  ['the session is confused', { replyCode: 503, aboutTheMail: true, bodyWasTaken: false }, 'deferred'],
  ['the connection breaks before DATA', { aboutTheMail: false, bodyWasTaken: false }, 'deferred'],
  ['the address cannot be written in SMTP', { aboutTheMail: true, bodyWasTaken: false }, 'rejected'],
  ['the relay answers nonsense after DATA', { replyCode: 354, aboutTheMail: true, bodyWasTaken: true }, 'unknown'],
  ['the connection breaks after DATA', { aboutTheMail: false, bodyWasTaken: true }, 'unknown'],
] as const)('when %s', (_when, failure, verdict) => expect(judgeFailure(failure)).toBe(verdict));
