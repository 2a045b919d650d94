import { describe, expect, it } from '@jest/globals';
import type { IncomingMail } from './incoming-mail.js';
import { fromMachine, screenMail } from './screen-mail.js';
import { asksForSilence } from './screens/auto-reply.js';

const context = { isOurLoopMark: (value: string) => value === 'this-desk', isOurMessageId: (id: string) => id.startsWith('ours'), ownDomains: ['desk.example'] };
const person: IncomingMail = {
  messageId: 'a@home.example', inReplyTo: [], references: [], from: [{ address: 'ada@home.example', name: 'Ada' }], sender: undefined, replyTo: [], to: [], cc: [],
  deliveredTo: [], returnPath: 'ada@home.example', subject: 'Passwort vergessen', date: undefined, headers: new Map(), headerNames: [], text: 'Bitte um Hilfe', fresh: 'Bitte um Hilfe',
  signature: '', quoted: '', hasPage: false, attachments: [], deliveryStatus: [], reportedIds: [], contentType: 'text/plain', sizeBytes: 100, defects: [],
};

function screened(more: Partial<IncomingMail>, headers: Record<string, string> = {}): string {
  const { mailClass, screen } = screenMail({ ...person, ...more, headers: new Map(Object.entries(headers).map(([name, value]) => [name, [value]])) }, context);
  return screen ? `${screen}: ${mailClass}` : mailClass;
}

describe('who wrote this (R70)', () => {
  it('lets people through', () => {
    expect(screened({})).toBe('request');
    expect(screened({ inReplyTo: ['x@y'] })).toBe('reply');
    expect(screened({}, { 'auto-submitted': 'no' })).toBe('request');
    expect(screened({}, { 'x-auto-response-suppress': 'All' })).toBe('request');
    expect(screened({ subject: 'WG: Undelivered Mail Returned to Sender' })).toBe('request');
    expect(screened({ subject: 'Mail delivery failed: mein Aktivierungslink', text: 'Ihre Mail kam nicht an' })).toBe('request');
    expect(screened({ from: [], subject: 'Ticket by unknown user', text: 'I am an unknown user and need access' })).toBe('request');
    expect(screened({ text: 'Ich habe den Link in Ihrer Mail geklickt, to confirm my account, es geht nicht' })).toBe('request');
    expect(screened({ subject: 'Abwesend gewesen, Passwort abgelaufen, ich bin im Urlaub gewesen' })).not.toBe('bounce');
  });

  it.each([
    ['our own mail', { messageId: 'ours-1@desk.example' }, {}, 'own-echo: own-echo'],
    ['our loop header', {}, { 'x-rekey-loop': 'this-desk' }, 'own-echo: own-echo'],
    ['a delivery report', { contentType: 'multipart/report; delivery-status' }, {}, 'delivery-report: bounce'],
    ['an old bounce', { returnPath: '', from: [{ address: 'MAILER-DAEMON@mx.example' }], subject: 'Returned mail: User unknown' }, {}, 'delivery-report: bounce'],
    ['a German bounce', { from: [{ address: 'postmaster@mx.example' }], subject: 'Unzustellbar: Ihr Zugang' }, {}, 'delivery-report: bounce'],
    ['a report by a server with a name of its own', { from: [{ address: 'gateway@mx.example' }], subject: 'Delivery failure notification', text: 'Your message with Subject: Hello\ncould not be delivered to the following recipients:' }, {}, 'delivery-report: bounce'],
    ['a postmaster who says nothing readable', { from: [{ address: 'postmaster@mx.example' }], subject: 'Re: Hello', text: '' }, {}, 'delivery-report: bounce'],
    ['a refusal in the shape of a read receipt', { contentType: 'multipart/report; disposition-notification', text: 'Your message was automatically rejected: quota exceeded' }, { 'auto-submitted': 'auto-replied (rejected)' }, 'delivery-report: bounce'],
    ['a notice of Amazon SES', { text: '{"notificationType":"Bounce","bounce":{"bouncedRecipients":[]}}' }, {}, 'delivery-report: bounce'],
    ['a delivery receipt', { contentType: 'multipart/report; delivery-status', deliveryStatus: ['Final-Recipient: rfc822; a@b.example\nAction: relayed\nStatus: 2.0.0'] }, {}, 'receipt: receipt'],
    ['a challenge in the shape of a report', { contentType: 'multipart/report; delivery-status', deliveryStatus: ['Action: failed\nDiagnostic-Code: X-Boxbe-Notice; Sender not pre-approved'] }, {}, 'challenge-response: challenge'],
    ['a challenge by its words', { text: 'This account is protected by a filter. Please click on the following link to have your address added to the recipient\'s allowed list' }, {}, 'challenge-response: challenge'],
    ['an unsubscribe button', { subject: 'unsubscribe' }, { 'auto-submitted': 'auto-replied' }, 'feedback-report: feedback-report'],
    ['an automatic answer', {}, { 'auto-submitted': 'auto-replied (vacation)' }, 'auto-reply: auto-reply'],
    ['an absence note by its subject', { subject: 'Automatische Antwort: Ihr Zugang' }, {}, 'auto-reply: auto-reply'],
    ['an absence note by its words', { inReplyTo: ['x@y'], fresh: 'Ich bin bis zum 7. nicht im Büro.' }, {}, 'auto-reply: auto-reply'],
    ['Precedence: auto_reply', {}, { precedence: 'auto_reply' }, 'auto-reply: auto-reply'],
    ['Exchange rules', {}, { 'x-ms-exchange-generated-message-source': 'Mailbox Rules Agent' }, 'auto-reply: auto-reply'],
    ['the null sender', { returnPath: '' }, {}, 'auto-reply: auto-reply'],
    ['a robot', { from: [{ address: 'no-reply@shop.example' }] }, {}, 'robot-sender: auto-reply'],
    ['a read receipt', { contentType: 'multipart/report; disposition-notification' }, {}, 'receipt: receipt'],
    ['a newsletter', {}, { 'list-id': '<news.shop.example>' }, 'mailing-list: mailing-list'],
    ['bulk', {}, { precedence: 'bulk' }, 'mailing-list: mailing-list'],
    ['a complaint', { contentType: 'multipart/report; feedback-report' }, {}, 'feedback-report: feedback-report'],
    ['a challenge', { subject: 'Please confirm your message' }, {}, 'challenge-response: challenge'],
    ['flagged spam', {}, { 'x-spam-flag': 'YES' }, 'spam: spam'],
    ['scored spam', {}, { 'x-spam-score': '9.7' }, 'spam: spam'],
  ])('recognises %s', (_, more, headers, expected) => {
    expect(screened(more, headers as Record<string, string>)).toBe(expected);
  });

  it('does not mind the headers of a support address that is itself a list', () => {
    expect(screened({}, { 'list-id': 'Support <support.desk.example>', 'list-post': '<mailto:support@desk.example>' })).toBe('request');
  });

  it('calls everything but requests and replies a machine', () => {
    expect(fromMachine(screenMail(person, context))).toBe(false);
    expect(fromMachine(screenMail({ ...person, returnPath: '' }, context))).toBe(true);
  });
});

describe('a mail that asks for no automatic answer', () => {
  it.each([
    [['All'], true], [['DR, RN, NRN, OOF, AutoReply'], true], [['DR', 'autoreply'], true],
    [['DR, OOF'], false], [['None'], false], [['allow'], false], [[], false],
  ])('X-Auto-Response-Suppress: %j → %s', (lines, expected) => expect(asksForSilence({ headers: new Map(lines.length > 0 ? [['x-auto-response-suppress', lines]] : []) })).toBe(expected));
});
