import { describe, expect, it } from '@jest/globals';
import { readMime } from './read-mime.js';
import { plainOfRtf, unpackRtf } from './rtf.js';
import { readTnef } from './tnef.js';

const attribute = (level: number, id: number, data: Buffer): Buffer => {
  const head = Buffer.alloc(9);
  head.writeUInt8(level, 0);
  head.writeUInt32LE(id, 1);
  head.writeUInt32LE(data.length, 5);
  return Buffer.concat([head, data, Buffer.alloc(2)]);
};
const variable = (type: number, id: number, data: Buffer): Buffer => {
  const head = Buffer.alloc(12);
  head.writeUInt16LE(type, 0);
  head.writeUInt16LE(id, 2);
  head.writeUInt32LE(1, 4);
  head.writeUInt32LE(data.length, 8);
  return Buffer.concat([head, data, Buffer.alloc((4 - (data.length % 4)) % 4)]);
};
const properties = (...all: Buffer[]): Buffer => Buffer.concat([Buffer.from([all.length, 0, 0, 0]), ...all]);
const unicode = (text: string): Buffer => Buffer.from(`${text}\0`, 'utf16le');
const winmail = (...attributes: Buffer[]): Buffer => Buffer.concat([Buffer.from('789f3e220100', 'hex'), ...attributes]);

const SAMPLE = winmail(
  attribute(1, 0x00069003, properties(variable(0x1f, 0x1000, unicode('Grüße aus Outlook')))),
  attribute(2, 0x00069002, Buffer.alloc(14)),
  attribute(2, 0x00018010, Buffer.from('BELEG~1.PDF\0')),
  attribute(2, 0x0006800f, Buffer.from('%PDF-1.7')),
  attribute(2, 0x00069005, properties(variable(0x1f, 0x3707, unicode('Beleg für Ada.pdf')), variable(0x1f, 0x370e, unicode('application/pdf')))),
);

describe('winmail.dat', () => {
  it('gives up its text and its attachments', async () => {
    const read = await readMime(Buffer.from(['From: a@x.example', 'Content-Type: multipart/mixed; boundary=b', '', '--b', 'Content-Type: application/ms-tnef; name=winmail.dat', 'Content-Transfer-Encoding: base64', '', SAMPLE.toString('base64'), '--b--'].join('\r\n')));
    expect(read.text).toBe('Grüße aus Outlook');
    expect(read.attachments).toEqual([{ part: '1.1', name: 'Beleg für Ada.pdf', type: 'application/pdf', sizeBytes: 8, inline: false, dangerous: false, marks: [] }]);
  });

  it('gives what is there when it was torn off, and stays an attachment when it is none', async () => {
    for (let length = 0; length < SAMPLE.length; length += 7) expect(() => readTnef(SAMPLE.subarray(0, length))).not.toThrow();
    expect(readTnef(Buffer.from('%PDF-1.7'))).toBeUndefined();
    const read = await readMime(Buffer.from('From: a@x.example\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\n\r\nx'));
    expect(read.attachments).toMatchObject([{ name: 'winmail.dat' }]);
  });

  it('reads RTF, also HTML inside RTF, and undoes its compression', () => {
    expect(plainOfRtf("{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}\\uc1 Gr\\u252?\\'dfe\\par aus {\\b Tannwald}}")).toBe('Grüße\naus Tannwald');
    expect(plainOfRtf('{\\rtf1\\fromhtml1{\\*\\htmltag64 <p>}\\htmlrtf {\\htmlrtf0 Hallo\\htmlrtf }\\htmlrtf0 }')).toBe('Hallo');
    // The example of MS-OXRTFCP 3.1.1.
    const packed = Buffer.from('2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0', 'hex');
    expect(unpackRtf(packed)).toBe('{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n');
  });
});
