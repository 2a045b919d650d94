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
  ['the sender is refused for good', { replyCode: 550, reply: '550 5.7.60 Client does not have permissions to send as this sender', at: 'sender', aboutTheMail: true, bodyWasTaken: false }, 'deferred'],
  ['the null sender is refused', { replyCode: 553, reply: '553 5.7.1 <>: Sender address rejected: not owned by user', at: 'sender', aboutTheMail: true, bodyWasTaken: false }, 'deferred'],
  ['the mail is too large for the relay', { replyCode: 552, reply: '552 5.3.4 message too large', at: 'sender', aboutTheMail: true, bodyWasTaken: false }, 'rejected'],
  ['the mailbox is full (RFC 5321 section 4.5.3.1.10)', { replyCode: 552, reply: '552 5.2.2 mailbox full', at: 'recipient', aboutTheMail: true, bodyWasTaken: false }, 'deferred'],
  ['the content holds a link that is on a list', { replyCode: 554, reply: '554 5.7.1 Message contains a URL listed in the Spamhaus DBL', aboutTheMail: true, bodyWasTaken: true }, 'rejected'],
  ['the content is too large', { replyCode: 552, reply: '552 5.3.4 too large', aboutTheMail: true, bodyWasTaken: true }, 'rejected'],
] as const)('when %s', (_when, failure, verdict) => expect(judgeFailure(failure)).toBe(verdict));

const atRecipient = (reply: string) => judgeFailure({ replyCode: Number(reply.slice(0, 3)), reply, at: 'recipient', aboutTheMail: true, bodyWasTaken: false });

it.each([
  '554 5.7.1 <mara@corp.example>: Relay access denied', '550 5.7.1 Unable to relay', '550 relaying not permitted', '554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org',
  '550 5.7.1 Our system has detected that your IP is sending too much', '553 5.1.8 <support@desk.example>: Sender address rejected: Domain not found', '550 5.7.26 This mail is unauthenticated', '554 5.7.1 authentication required',
])('at the recipient, waits with what is about us: %s', (reply) => expect(atRecipient(reply)).toBe('deferred'));

it.each([
  '550 5.1.1 <mara@corp.example>: Recipient address rejected: User unknown in relay recipient table', '550 5.4.1 Recipient address rejected: Access denied', '550 5.7.1 not wanted here', '554 5.7.1 <mara@corp.example>: Recipient address rejected: your network is not welcome',
  '550 no such user', '551 5.1.6 moved', '556 5.1.10 null MX', '550 5.2.1 mailbox disabled',
])('at the recipient, fails at once with what is about them: %s', (reply) => expect(atRecipient(reply)).toBe('rejected'));

const afterContent = (reply: string) => judgeFailure({ replyCode: Number(reply.slice(0, 3)), reply, aboutTheMail: true, bodyWasTaken: true });

/** Of Gmail, Exchange Online, Postfix with policyd and hosters, whose relays let an office send so much a day. */
it.each([
  '550 5.4.5 Daily user sending limit exceeded. For more information on Gmail sending limits go to https://support.google.com/a/answer/166852', '550-5.4.5 Daily SMTP relay limit exceeded for customer.',
  "550 5.1.90 Your message can't be sent because you've reached your daily limit for message recipients", '554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException',
  '550 5.7.705 Access denied, tenant has exceeded threshold', '550 5.7.708 Service unavailable. Access denied, traffic not accepted from this IP', '550 5.7.501 Access denied, spam abuse detected',
  "550 5.7.232 Your message can't be sent because your trial tenant has exceeded its daily limit", '554 5.7.1 Outgoing messages limit exceeded, wait a while', '550 Too many messages per hour, please try again later',
  '554 5.7.1 <mara@corp.example>: Recipient address rejected: Policy rejection; Message count quota exceeded.', '550 Sending of the mail blocked, the sending quota is exceeded', '550 5.2.1 The user you are trying to contact is receiving mail at a rate that prevents it. Please resend your message at a later time.',
])('at the recipient and after the content, waits until a quota of ours has room: %s', (reply) => expect([atRecipient(reply), afterContent(reply)]).toEqual(['deferred', 'deferred']));

it.each([
  "550 5.7.1 Unauthenticated email from school.example is not accepted due to domain's DMARC policy", '550-5.7.26 Unauthenticated email from school.example is not accepted', '550 5.7.1 SPF MAIL FROM check failed',
])('after the content, waits where nothing proves that the mail is ours: %s', (reply) => expect(afterContent(reply)).toBe('deferred'));

it('at the recipient, waits with what it holds against the sender in few words', () => expect(atRecipient('550 Sender rejected')).toBe('deferred'));

it.each([
  '552 5.3.4 Message size exceeds fixed limit', '552 5.2.3 Outgoing message exceeds the size limit', '554 5.6.0 message content rejected', '554 5.7.1 Message rejected as spam', '550 5.2.2 user has exceeded mailbox quota', '554 5.4.6 too many hops',
])('after the content, fails at once with what no later try will change: %s', (reply) => expect(afterContent(reply)).toBe('rejected'));
it.each(['550 5.2.2 mailbox quota exceeded', '550 5.2.2 <mara@corp.example>: user is over quota'])('at the recipient, fails at once where it is their quota: %s', (reply) => expect(atRecipient(reply)).toBe('rejected'));
