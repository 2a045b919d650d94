import { describe, expect, it } from '@jest/globals';
import { readMime } from './read-mime.js';
import { leastCpu } from '../../../test/support/cpu-ms.js';

const BUDGET_MS = 2_000;
const SLOWEST_MS = 1_000;

/** Mails of all the kinds that the reader takes apart, to be broken. */
const SEEDS = [
  'From: "=?utf-8?Q?M=C3=BCller?=" <a@x.example>\r\nSubject: =?utf-8?B?R3LD?= =?utf-8?B?vMOfZQ==?=\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\n\r\nHallo\r\n--c\r\nContent-Type: text/html\r\n\r\n<p>Hallo</p><blockquote type=cite>alt</blockquote><hr id=stopSpelling>\r\n--c--\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: innen\r\n\r\nText\r\n--b\r\nContent-Disposition: attachment; filename*0*=utf-8\'\'Gr%C3%BC; filename*1=x.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjc=\r\n--b--\r\n',
  `From: a@x.example\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.concat([Buffer.from('789f3e220100020f80060004000000', 'hex'), Buffer.from('abcd\0\0')]).toString('base64')}\r\n`,
  'From: a@x.example\r\nContent-Type: application/pkcs7-mime; smime-type=signed-data\r\nContent-Transfer-Encoding: base64\r\n\r\nMIAGCSqGSIb3DQEHAqCAMIAGCSqGSIb3DQEHAaCABAVIYWxsbw==\r\n',
  'From: a@x.example\r\nContent-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY;X="a:b":Termin\r\nDTSTART:20261123T090000Z\r\nEND:VEVENT\r\n',
  'From: a@x.example\r\n\r\nNeu\r\n\r\nAm 23.11.2026 um 09:00 schrieb Support <\r\ns@desk.example>:\r\n> alt\r\n\r\nVon: x\r\nGesendet: y\r\nBetreff: z\r\n-- \r\nAda\r\n',
].map((seed) => Buffer.from(seed));
const SCRAPS = ['\r\n', '\n\n', '\r', '\0', '--b', '--', '=?', '?=', '"', '(', '<', '>', ';', ': ', '=', '\xff', '\x1b$B', 'boundary=', 'charset=utf-16', "*0*=''", '&#xfdd0;', ' '.repeat(300), '<div>'.repeat(50), '> '.repeat(100)].map((scrap) => Buffer.from(scrap, 'latin1'));

/** Repeatable numbers, so that a finding can be found again (mulberry32). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function broken(seed: number): Buffer {
  const next = numbers(seed);
  let bytes = SEEDS[next(SEEDS.length)]!;
  for (let change = 0; change <= next(6); change += 1) {
    const at = next(bytes.length + 1);
    const insert = next(2) === 0 ? SCRAPS[next(SCRAPS.length)]! : Buffer.from([next(256)]);
    const drop = [0, 1, 5, 40][next(4)]!;
    bytes = Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + drop)]);
  }
  return bytes;
}

describe('mails that somebody broke', () => {
  it('are read all the same: no exception, valid text, no NUL, in time', async () => {
    const wrong: string[] = [];
    const until = performance.now() + BUDGET_MS;
    let seed = 0;
    for (; performance.now() < until; seed += 1) {
      const raw = broken(seed);
      const { ms, result: mail } = await leastCpu(SLOWEST_MS, () => readMime(raw).catch((error: unknown) => String(error)));
      if (typeof mail === 'string') wrong.push(`${seed}: ${mail}`);
      else if (![mail.subject, mail.text, mail.fresh, mail.quoted, mail.signature, mail.html ?? '', ...mail.attachments.map(({ name }) => name)].every((text) => text.isWellFormed() && !text.includes('\0'))) wrong.push(`${seed}: not clean`);
      if (ms > SLOWEST_MS) wrong.push(`${seed}: slow`);
    }
    expect(wrong).toEqual([]);
    expect(seed).toBeGreaterThan(50);
  });
});
