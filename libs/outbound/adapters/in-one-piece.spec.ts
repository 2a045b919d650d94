import { expect, it } from '@jest/globals';
import MailComposer from 'nodemailer/lib/mail-composer';
import PostalMime from 'postal-mime';
import { inOnePiece } from './in-one-piece.js';

it.each([
  ['Grüße,\n\n.ein Punkt am Anfang\nFrom here on\n--\nSupport \n', '<p style="color: red">Grüße=\t</p>\n'],
  ['x', `<p>${'sehr lange Zeile = '.repeat(400)}</p>`],
  ['😀'.repeat(300), `<p>\r\n${'ü'.repeat(3_000)}\n</p>`],
])('writes what nodemailer would write (%#)', async (text, html) => {
  const message = new MailComposer({
    from: { name: 'Mediendesk Grün', address: 'support@desk.example' }, to: { name: '', address: 'mara@corp.example' }, subject: 'Ihr Link – öffnen', text, html,
    messageId: '<one@desk.example>', references: ['<zero@corp.example>'], date: new Date('2026-11-30T08:00:00Z'), headers: { 'Auto-Submitted': 'auto-replied' }, encoding: 'quoted-printable',
  }).compile();
  const own = inOnePiece(message);
  const theirs = await message.build();
  // In quoted-printable a line may be broken anywhere; all else is the same to the byte.
  expect(unbroken(own)).toBe(unbroken(theirs));
  expect(Math.max(...own.toString().split('\r\n').map(({ length }) => length))).toBeLessThanOrEqual(76);
  const { text: readText, html: readHtml } = await PostalMime.parse(own);
  expect(readText).toBe((await PostalMime.parse(theirs)).text);
  expect(readHtml).toContain(html.trim().replaceAll('\r\n', '\n').split('\n').at(-1)!);
});

it('refuses what it would spoil', () => {
  const file = { content: Buffer.from('x'), filename: 'x.bin' };
  expect(() => inOnePiece(new MailComposer({ text: 'x', encoding: 'quoted-printable', attachments: [file] }).compile())).toThrow('no text in quoted-printable');
  expect(() => inOnePiece(new MailComposer({ text: 'x', encoding: 'base64' }).compile())).toThrow('no text in quoted-printable');
});

function unbroken(mail: Buffer): string {
  return mail.toString('latin1').replace(/\r?\n/g, '\n').replaceAll('=\n', '');
}
