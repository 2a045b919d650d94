import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readMime } from './read-mime.js';
import { leastCpu } from '../../../test/support/cpu-ms.js';

const mail = (...lines: string[]): Buffer => Buffer.from(lines.join('\r\n'));

describe('reading a mail', () => {
  it('gives words, addresses and ids', async () => {
    const read = await readMime(mail('From: "Ada L." <Ada@Home.example>', 'To: help@desk.example', 'Subject: =?utf-8?Q?Passwort_vergessen=21?=', 'Message-ID: <m1@home.example>',
      'In-Reply-To: <o1@desk.example>', 'References: <a@x.example> <o1@desk.example>', 'Return-Path: <ada@home.example>', '', 'Hallo'));
    expect(read).toMatchObject({
      messageId: 'm1@home.example', inReplyTo: ['o1@desk.example'], references: ['a@x.example', 'o1@desk.example'], from: [{ address: 'Ada@Home.example', name: 'Ada L.' }],
      returnPath: 'ada@home.example', subject: 'Passwort vergessen!', text: 'Hallo', defects: [],
    });
  });

  it('takes a sentence below a greeting for the beginning of a quotation only where the mail answers or forwards', async () => {
    const body = ['', 'Guten Tag,', 'Am 3.5.2026 schrieb Frau Müller:', 'Konto gesperrt', 'Ich brauche einen neuen Link.'];
    const fresh = async (...heads: string[]): Promise<string> => (await readMime(mail('From: a@x.example', ...heads, 'Content-Type: text/plain; charset=utf-8', ...body))).fresh;
    expect(await fresh('Subject: Zugang')).toContain('neuen Link');
    for (const head of ['Subject: AW: Zugang', 'Subject: Fwd: Zugang', 'Subject: Re[2]: Zugang', 'In-Reply-To: <o1@desk.example>', 'References: <o1@desk.example>']) expect(await fresh(head)).toBe('Guten Tag,');
  });

  it('makes an id of its own for a mail without one, so that empty never equals empty (case 10)', async () => {
    const [one, other] = await Promise.all([readMime(mail('From: a@x.example', 'Message-ID: <>', '', '1')), readMime(mail('From: a@x.example', 'In-Reply-To: ', '', '2'))]);
    expect(one.messageId).toMatch(/^[0-9a-f]{64}@digest\.invalid$/);
    expect(other.messageId).not.toBe(one.messageId);
    expect(other.inReplyTo).toEqual([]);
  });

  it('shortens ids that no column holds, the same way each time, and drops addresses longer than SMTP allows', async () => {
    const long = `${'x'.repeat(600)}@home.example`;
    const [one, other] = await Promise.all([readMime(mail(`Message-ID: <${long}>`, `From: ${'a'.repeat(60)}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.example`, '', '')), readMime(mail(`In-Reply-To: <${long}>`, '', ''))]);
    expect(one.messageId.length).toBeLessThan(255);
    expect(other.inReplyTo).toEqual([one.messageId]);
    expect(one.from).toEqual([]);
  });

  it('counts every author, also those of a second From header', async () => {
    expect((await readMime(mail('From: a@x.example', 'From: b@y.example', '', ''))).from).toHaveLength(2);
    expect((await readMime(mail('From: a@x.example, b@y.example', '', ''))).from).toHaveLength(2);
    expect((await readMime(mail('From: nobody', '', ''))).from).toEqual([]);
  });

  it('describes attachments without keeping them, also when it cuts them out of a large mail', async () => {
    const body = 'QUJD'.repeat(100_000).replace(/(.{76})/g, '$1\r\n');
    const read = await readMime(mail('From: a@x.example', 'Content-Type: multipart/mixed; boundary="b1"', '', '--b1', 'Content-Type: text/plain', '', 'siehe Anhang', '--b1',
      'Content-Type: application/pdf; name="../../Beleg.pdf"', 'Content-Disposition: attachment', 'Content-Transfer-Encoding: base64', '', body, '--b1',
      'Content-Type: application/octet-stream', 'Content-Disposition: attachment; filename="rechnung.pdf.exe"', '', 'MZ', '--b1--', ''));
    expect(read.text).toBe('siehe Anhang');
    expect(read.attachments).toMatchObject([{ part: '2', name: 'Beleg.pdf', type: 'application/pdf', dangerous: false }, { part: '3', name: 'rechnung.pdf.exe', dangerous: true }]);
    expect(read.attachments[0]!.sizeBytes).toBeGreaterThan(290_000);
  });

  it('reads HTML as text where there is no plain part', async () => {
    const read = await readMime(mail('From: a@x.example', 'Content-Type: text/html; charset=utf-8', '', '<style>p{}</style><p>Hallo,</p><table><tr><td>Kundennummer:</td><td>KD-1</td></tr></table><blockquote>alt</blockquote>'));
    expect(read.text).toContain('Kundennummer: KD-1');
    expect(read.text).not.toContain('p{}');
    expect(read.quoted).toContain('alt');
  });

  it.each([
    ['latin1 without a charset', Buffer.from('From: a@x.example\r\n\r\nGr\xfc\xdfe', 'latin1'), 'Grüße'],
    ['utf-8 that is called latin1', mail('From: a@x.example', 'Content-Type: text/plain; charset=iso-8859-1', 'Content-Transfer-Encoding: 8bit', '', 'Grüße'), 'Grüße'],
    ['utf-7', mail('From: a@x.example', 'Content-Type: text/plain; charset=utf-7', '', 'Gr+APwA3w-e'), 'Grüße'],
    ['an unknown charset', Buffer.from('From: a@x.example\r\nContent-Type: text/plain; charset=x-nowhere\r\n\r\nGr\xfc\xdfe', 'latin1'), 'Grüße'],
  ])('mends %s', async (_, bytes, text) => expect((await readMime(bytes)).text).toBe(text));

  it('never throws, and gives valid text without NUL, whatever the bytes', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.boolean(), async (bytes, withHead) => {
      const read = await readMime(withHead ? Buffer.concat([mail('From: a@x.example', 'Content-Type: multipart/mixed; boundary=b', '', '--b', ''), bytes]) : bytes);
      return [read.subject, read.text, read.fresh, read.quoted, ...read.headers.keys()].every((one) => one.isWellFormed() && !one.includes('\0')) && read.messageId !== '';
    }), { numRuns: 300 });
  });

  it('gives up on monsters, but keeps their sender', async () => {
    const deep = Array.from({ length: 120 }, (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`).join('');
    const read = await readMime(Buffer.from(`From: eve@x.example\r\nSubject: tief\r\n${deep}`));
    expect(read).toMatchObject({ subject: 'tief', from: [{ address: 'eve@x.example' }] });
    expect(read.defects[0]).toMatch(/^unreadable/);
  });

  it('finds the message-id that a bounce returns', async () => {
    const read = await readMime(mail('From: MAILER-DAEMON@mx.example', 'Content-Type: multipart/report; report-type=delivery-status; boundary=b', '', '--b', '', 'failed', '--b',
      'Content-Type: message/delivery-status', '', 'Final-Recipient: rfc822; x@y.example', 'Action: failed', '--b', 'Content-Type: text/rfc822-headers', '', 'Message-ID: <o1@desk.example>', 'Subject: x', '--b--'));
    expect(read).toMatchObject({ contentType: 'multipart/report; delivery-status', reportedIds: ['o1@desk.example'] });
    expect(read.deliveryStatus[0]).toContain('Action: failed');
  });

  // Each of these once took seconds or minutes: a pattern or a parser that tries everything (denial of service by mail).
  it.each([
    ['blanks', 'text/plain', ' '], ['signs of addresses', 'text/plain', '@'], ['addresses', 'text/plain', 'a@'], ['line ends', 'text/plain', '\n'], ['blank lines', 'text/plain', ' \n'],
    ['attributions', 'text/plain', 'am 1 x wrote:\n>\n'], ['message-ids', 'text/plain', 'message-id: <'], ['nested lists', 'text/html', '<ul><li>'], ['open tags', 'text/html', '<b>'], ['hard blanks', 'text/html', '&nbsp;'],
    ['open brackets', 'text/html', '<'],
  ])('reads a megabyte of %s in no time', async (_, type, unit) => {
    const raw = Buffer.from(`From: eve@x.example\r\nContent-Type: ${type}\r\n\r\nx${unit.repeat(1_000_000 / unit.length)}x`);
    expect((await leastCpu(5_000, () => readMime(raw))).ms).toBeLessThan(5_000);
  });

  // The fuzzer found the first: 10 s for a bracket with 5,000 blanks and no end.
  it.each([
    ['blanks after a bracket', '<', ' '], ['brackets', '', '<'], ['open comments', '', '('], ['quotation marks', '', '"'], ['backslashes', '"', '\\'], ['encoded words', '', '=?utf-8?q?a?= '], ['beginnings of encoded words', '', '=?utf-8?q?'],
    ['addresses without an end', '', 'a@'], ['parameters', 'text/plain', '; a="b'], ['tabs', 'x', '\t'], ['dots', '"', '.'],
  ])('reads headers of %s in no time', async (_, first, unit) => {
    const fields = ['From', 'Reply-To', 'To', 'Subject', 'Message-ID', 'In-Reply-To', 'References', 'Date', 'Received', 'Return-Path', 'Authentication-Results', 'Content-Type', 'Content-Disposition', 'List-Id', 'Delivered-To'];
    const raw = Buffer.from(`${fields.map((field) => `${field}: ${first}${unit.repeat(16_000 / unit.length)}z`).join('\r\n')}\r\n\r\nx\r\n`);
    expect((await leastCpu(2_500, () => readMime(raw))).ms).toBeLessThan(2_500);
  });

  it('reads the name of a file that is a hundred thousand blanks and a letter in no time', async () => {
    const raw = Buffer.from(`From: eve@x.example\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename="\u200b \r\n${'\t \r\n'.repeat(25_000)} ${'\t'.repeat(100_000)}a${'\t'.repeat(100_000)}b"\r\n\r\nx\r\n`);
    const { ms, result } = await leastCpu(2_500, () => readMime(raw));
    expect(result.attachments).toHaveLength(1);
    expect(ms).toBeLessThan(2_500);
  });
});
