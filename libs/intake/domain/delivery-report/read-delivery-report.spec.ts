import { describe, expect, it } from '@jest/globals';
import type { IncomingMail } from '../incoming-mail.js';
import { readDeliveryReport } from './read-delivery-report.js';

const report: IncomingMail = {
  messageId: 'r@mx.example', inReplyTo: [], references: [], from: [{ address: 'MAILER-DAEMON@mx.example' }], sender: undefined, replyTo: [], to: [{ address: 'desk@desk.example' }], cc: [],
  deliveredTo: [], returnPath: '', subject: 'Undelivered Mail Returned to Sender', date: undefined, headers: new Map(), headerNames: [], text: '', fresh: '',
  signature: '', quoted: '', hasPage: false, attachments: [], deliveryStatus: [], reportedIds: [], contentType: 'text/plain', sizeBytes: 100, defects: [],
};

function read(more: Partial<IncomingMail>, headers: Record<string, string> = {}): string[] {
  const found = readDeliveryReport({ ...report, ...more, headers: new Map(Object.entries(headers).map(([name, value]) => [name, [value]])) });
  return (found?.recipients ?? []).map(({ address, status, kind }) => [address, status, kind].filter(Boolean).join(' '));
}

describe('status fields (RFC 3464)', () => {
  it('reads one group for each recipient, and who reports', () => {
    const deliveryStatus = ['Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; ada@home.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1\n  User unknown\n\n'
      + 'Final-Recipient: rfc822; <bob@home.example>\nAction: delayed\nStatus: 4.4.1 (no answer)\n'];
    expect(read({ deliveryStatus })).toEqual(['ada@home.example 5.1.1 hard', 'bob@home.example 4.4.1 delayed']);
    expect(readDeliveryReport({ ...report, deliveryStatus, reportedIds: ['ours@desk.example'] })).toMatchObject({ originalMessageId: 'ours@desk.example', reportedBy: 'mx.example', recipients: [{ diagnostic: '550 5.1.1 User unknown' }, {}] });
  });

  it('names the address that we wrote to, not the one that it was forwarded to', () => {
    expect(read({ deliveryStatus: ['Original-Recipient: rfc822;ada@home.example\nFinal-Recipient: rfc822;x77@inside.example\nAction: failed\nStatus: 5.2.2\n'] })).toEqual(['ada@home.example 5.2.2 soft']);
  });

  it('parts groups that no blank line parts, and takes the X.400 form', () => {
    expect(read({ deliveryStatus: ['Final-Recipient: rfc822;a@b.example\nAction: failed\nStatus: 5.1.1\nFinal-Recipient: x400; /RFC-822=c(a)d.example/ADMD= /C=WW/\nAction: failed\nStatus: 5.0.0\n'] }))
      .toEqual(['a@b.example 5.1.1 hard', 'c@d.example 5.0.0 soft']);
  });

  it('finds them in a body whose boundary is broken', () => {
    const raw = new TextEncoder().encode('From: MAILER-DAEMON@mx.example\r\n\r\n--lost\r\nFinal-Recipient: rfc822;ada@home.example\r\nAction: failed\r\nStatus: 5.1.1\r\n');
    expect(readDeliveryReport(report, raw)?.recipients).toMatchObject([{ address: 'ada@home.example', kind: 'hard' }]);
  });
});

describe('reports in words', () => {
  it.each([
    ['qmail', "Hi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up.\n\n<ada@home.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <desk@desk.example>\nTo: else@home.example", ['ada@home.example 5.1.1 hard']],
    ['Postfix', '<ada@home.example>: host mx.home.example[192.0.2.1] said: 552 5.2.2 Mailbox full (in reply to RCPT TO command)', ['ada@home.example 5.2.2 soft']],
    ['GMX', 'A message that you sent could not be delivered. The following address\nfailed:\n\n"ada@home.example":\nSMTP error from remote server after RCPT command:\n550 Requested action not taken: mailbox unavailable\n\n--- The header of the original message is following. ---\nTo: bob@home.example', ['ada@home.example hard']],
    ['Exchange', "Your message\n\n  To:      desk@desk.example\n  Subject: Hello\n\ndid not reach the following recipient(s):\n\nada@home.example on Thu, 29 Apr 2010 00:00:00 -0000\n    The recipient name is not recognized", ['ada@home.example hard']],
    ['Domino', 'Your message\n  Subject: Hello\nwas not delivered to:\n  ada@home.example\nbecause:\n  User ada (ada@home.example) not listed in Domino Directory', ['ada@home.example hard']],
    ['old Sendmail', '   ----- Transcript of session follows -----\n550 home.example (smtp)... 550 Host unknown\n554 <ada@home.example>... 550 Host unknown (Authoritative answer from name server)\n   ----- Unsent message follows -----\nReceived: from x', ['ada@home.example hard']],
    ['German', 'Ihre Nachricht konnte nicht zugestellt werden. Empfänger: ada@home.example\nDas Postfach des Empfängers ist voll.', ['ada@home.example soft']],
    ['a filter behind "user unknown"', '<ada@home.example>: host mx.home.example said: 550 Unknown user ada@home.example (in reply to end of DATA command)', ['ada@home.example soft']],
    ['only a warning', 'A message that you sent has not yet been delivered to all its recipients.\nThe address to which the message has not yet been delivered is:\n\n  ada@home.example\n\nDelivery attempts will continue. Eventually the software will give up.', ['ada@home.example delayed']],
    ['nobody', 'I am on holiday.', []],
  ])('reads %s', (_, text, expected) => {
    expect(read({ text })).toEqual(expected);
  });

  it('takes the list of X-Failed-Recipients for granted', () => {
    expect(read({ text: 'Delivery failed permanently: The email account that you tried to reach does not exist. 550 5.1.1' }, { 'x-failed-recipients': 'ada@home.example, bob@home.example' }))
      .toEqual(['ada@home.example 5.1.1 hard', 'bob@home.example 5.1.1 hard']);
  });

  it('does not name the postmaster who offers help, nor ourselves', () => {
    expect(read({ text: 'Mail from desk@desk.example could not be delivered.\nFor help contact <postmaster@mx.example>\n\n<ada@home.example>: 550 5.7.1 blocked as spam' })).toEqual(['ada@home.example 5.7.1 soft']);
  });

  it('reads the notices of Amazon SES', () => {
    const text = JSON.stringify({ notificationType: 'Bounce', bounce: { bouncedRecipients: [{ emailAddress: 'ada@home.example', action: 'failed', status: '5.1.1', diagnosticCode: 'smtp; 550 user unknown' }] }, mail: { commonHeaders: { messageId: '<x@y>' } } });
    expect(read({ text })).toEqual(['ada@home.example 5.1.1 hard']);
    expect(read({ text: '{"notificationType": broken' })).toEqual([]);
  });
});
