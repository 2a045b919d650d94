import { describe, expect, it } from '@jest/globals';
import type { IncomingMail } from './incoming-mail.js';
import { fromMachine, mayBeAnswered, screenMail, type Screening } from './screen-mail.js';
import { asksForSilence } from './screens/auto-reply.js';

const context = { isOurLoopMark: (value: string) => value === 'this-desk', isOurMessageId: (id: string) => id.startsWith('ours'), ownDomains: ['desk.example'] };
const person: IncomingMail = {
  messageId: 'a@home.example', inReplyTo: [], references: [], from: [{ address: 'ada@home.example', name: 'Ada' }], sender: undefined, replyTo: [], to: [], cc: [],
  deliveredTo: [], returnPath: 'ada@home.example', subject: 'Passwort vergessen', date: undefined, headers: new Map(), headerNames: [], text: 'Bitte um Hilfe', fresh: 'Bitte um Hilfe',
  signature: '', quoted: '', hasPage: false, attachments: [], deliveryStatus: [], reportedIds: [], contentType: 'text/plain', sizeBytes: 100, defects: [],
};

function screening(more: Partial<IncomingMail>, headers: Record<string, string> = {}): Screening {
  return screenMail({ ...person, headerNames: Object.keys(headers), ...more, headers: new Map(Object.entries(headers).map(([name, value]) => [name, [value]])) }, context);
}

function screened(more: Partial<IncomingMail>, headers: Record<string, string> = {}): string {
  const { mailClass, screen } = screening(more, headers);
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
    ['a challenge by its words, an answer without "Re:"', { inReplyTo: ['x@y'], subject: 'Your access', fresh: 'This account is protected by a filter. Please click on the following link to have your address added to the recipient\'s allowed list' }, {}, 'challenge-response: challenge'],
    ['an unsubscribe button', { subject: 'unsubscribe' }, { 'auto-submitted': 'auto-replied' }, 'feedback-report: feedback-report'],
    ['an automatic answer', {}, { 'auto-submitted': 'auto-replied (vacation)' }, 'auto-reply: auto-reply'],
    ['an absence note by its subject, an answer without "Re:"', { inReplyTo: ['x@y'], subject: 'Automatische Antwort: Ihr Zugang' }, {}, 'auto-reply: auto-reply'],
    ['an absence note by its subject, sent as bulk', { subject: '[Automatyczna odpowiedź] test' }, { precedence: 'junk' }, 'auto-reply: auto-reply'],
    ['an absence note by its subject, and Exchange asks for silence', { subject: 'Automatic reply: Nyaan' }, { 'x-auto-response-suppress': 'All' }, 'auto-reply: auto-reply'],
    ['an absence note by its subject and what it says of itself', { subject: 'AUTO: Kim is out of the office', fresh: 'Note: This is an automated response to your message "Hello".' }, {}, 'auto-reply: auto-reply'],
    ['a redirected mail that a rule of Exchange wrote', {}, { 'x-ms-exchange-inbox-rules-loop': 'a@desk.example', 'x-ms-exchange-generated-message-source': 'Mailbox Rules Agent' }, 'auto-reply: auto-reply'],
    ['Precedence: auto_reply', {}, { precedence: 'auto_reply' }, 'auto-reply: auto-reply'],
    ['Exchange rules', {}, { 'x-ms-exchange-generated-message-source': 'Mailbox Rules Agent' }, 'auto-reply: auto-reply'],
    ['the null sender', { returnPath: '' }, {}, 'auto-reply: auto-reply'],
    ['a robot', { from: [{ address: 'no-reply@shop.example' }] }, {}, 'robot-sender: auto-reply'],
    ['a read receipt', { contentType: 'multipart/report; disposition-notification' }, {}, 'receipt: receipt'],
    ['a newsletter', {}, { 'list-id': '<news.shop.example>' }, 'mailing-list: mailing-list'],
    ['bulk', {}, { precedence: 'bulk' }, 'mailing-list: mailing-list'],
    ['a complaint', { contentType: 'multipart/report; feedback-report' }, {}, 'feedback-report: feedback-report'],
    ['a challenge of the null sender', { subject: 'Please confirm your message', returnPath: '' }, {}, 'challenge-response: challenge'],
    ['a challenge by its tool', {}, { 'x-boxbe-challenge': '1' }, 'challenge-response: challenge'],
    ['flagged spam', {}, { 'x-spam-flag': 'YES' }, 'spam: spam'],
    ['scored spam', {}, { 'x-spam-score': '9.7' }, 'spam: spam'],
    ['scored spam that says "no" of itself', { headerNames: ['x-spam-score', 'received', 'x-spam-flag'] }, { 'x-spam-score': '20', 'x-spam-flag': 'NO' }, 'spam: spam'],
    ['flagged spam with a small score', {}, { 'x-spam-status': 'Yes, score=6.1', 'x-spam-score': '6.1' }, 'spam: spam'],
    ['a report from a list server', { from: [{ address: 'list-admin@mx.example' }], subject: 'You are not member', text: 'You are not a member of this mailing list' }, {}, 'delivery-report: bounce'],
    ['a report by its null sender and first sentence', { returnPath: '', subject: 'Delivery failed', text: 'Ihre Nachricht an ada@home.example konnte nicht zugestellt werden.' }, {}, 'delivery-report: bounce'],
    ['a report by Auto-Submitted and first sentence', { subject: 'Delivery failed', text: 'Ihre Nachricht an ada@home.example konnte nicht zugestellt werden.' }, { 'auto-submitted': 'auto-generated' }, 'delivery-report: bounce'],
    ['a report that returns a mail', { reportedIds: ['x@desk.example'], subject: 'Delivery failed', text: 'Ihre Nachricht an ada@home.example konnte nicht zugestellt werden.' }, {}, 'delivery-report: bounce'],
  ])('recognises %s', (_, more, headers, expected) => {
    expect(screened(more, headers as Record<string, string>)).toBe(expected);
  });

  it('does not mind the headers of a support address that is itself a list', () => {
    expect(screened({}, { 'list-id': 'Support <support.desk.example>', 'list-post': '<mailto:support@desk.example>' })).toBe('request');
  });

  it.each([
    ['without brackets', 'support.desk.example'], ['of the domain itself', '<desk.example>'], ['with its name in capitals', 'Support <Support.Desk.Example>'],
  ])('nor those of a list that is named %s', (_, id) => expect(screened({}, { 'list-id': id })).toBe('request'));

  it.each([
    ['a domain that only begins like ours', 'evil-support.desk.example.attacker.tld'], ['the same in brackets', '<support.desk.example.attacker.tld>'], ['a domain that only ends like ours', '<news.otherdesk.example>'],
    ['our name before the brackets', 'support.desk.example <news.attacker.tld>'], ['our name in a sentence', 'News for support.desk.example'], ['our name behind a question mark', '<news@attacker.tld?to=support@desk.example>'],
  ])('but those of %s', (_, id) => expect(screened({}, { 'list-id': id })).toBe('mailing-list: mailing-list'));

  it.each([
    ['that a rule of Exchange redirected', {}, { 'x-ms-exchange-inbox-rules-loop': 'alt@desk.example' }],
    ['whose filter says no and writes ten times the score', {}, { 'x-spam-status': 'No, score=1.2', 'x-spam-score': '12', 'x-spam-bar': '+', 'x-spam-flag': 'NO' }],
    ['whose filter says no by the flag alone', {}, { 'x-spam-score': '12', 'x-spam-flag': 'NO' }],
    ['that shows what a portal asked', { subject: 'Fwd: Please confirm your e-mail', fresh: 'The mail says "click the link below to complete your email verification", but the link is dead.' }, {}],
    ['that wonders about a confirmation', { subject: 'Please confirm your email address: link expired' }, {}],
    ['about a name that was made automatically', { inReplyTo: ['x@y'], fresh: 'Der Benutzername wurde automatisch erstellt, ich kenne ihn nicht.' }, {}],
  ] as [string, Partial<IncomingMail>, Record<string, string>][])('lets a mail through %s, to be answered like any other', (_, more, headers) => {
    const found = screening(more, headers);
    expect([fromMachine(found), mayBeAnswered(found)]).toEqual([false, true]);
  });

  it.each([
    ['is not to be reached under the old address', { inReplyTo: ['x@y'], subject: 'AW: Ihr Zugang', fresh: 'unter der alten Adresse bin ich nicht erreichbar, bitte neue Adresse eintragen: ada@neu.example' }],
    ['has limited access to email', { inReplyTo: ['x@y'], subject: 'Re: Your access', fresh: 'I have limited access to email since the lockout, please call' }],
    ['answers to an absence note', { inReplyTo: ['x@y'], subject: 'AW: Automatische Antwort: Passwort', fresh: 'Und wer hilft mir jetzt?' }],
    ['answers to our receipt', { inReplyTo: ['x@y'], subject: 'AW: Ihre Anfrage ist eingegangen [SCH-1001]', fresh: 'Gibt es etwas Neues?' }],
    ['is on leave', { subject: 'On leave since May, account locked' }],
    ['was away', { subject: 'Abwesend bei der Registrierung, jetzt Link abgelaufen' }],
    ['shows us an automatic mail', { inReplyTo: ['x@y'], fresh: 'Da steht: Diese Nachricht wurde automatisch erstellt. Was nun?' }],
    ['is not in the office', { inReplyTo: ['x@y'], fresh: 'Ich bin bis zum 7. nicht im Büro.' }],
    ['heads a request like a note', { subject: 'Automatische Antwort: Ihr Zugang' }],
    ['heads a request like a challenge', { subject: 'Please confirm your mail' }],
    ['speaks like a challenge', { fresh: 'Your mail was held in my spam folder, it said, until you confirm something. What now?' }],
    ['asks about a report', { subject: 'Delivery failed?', text: 'Ihre Nachricht an ada@home.example konnte nicht zugestellt werden, stand da. Was nun?' }],
    ['could not be reached', { subject: 'Reset mail could not be delivered', text: 'Your mail with the reset link could not be delivered to me, mailbox is full.' }],
  ] as [string, Partial<IncomingMail>][])('silences nobody for words alone, and leaves the answer to a person: who %s', (_, more) => {
    const found = screening(more);
    expect([found.disposition, fromMachine(found), mayBeAnswered(found)]).toEqual(['file', false, false]);
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
