import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Condenser } from './condense.js';

const PDF = 'Content-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n';
const TEXT = 'Content-Type: text/plain\r\n\r\n';

function condensed(pieces: readonly Buffer[], mostParts = 1_000): { text: string; defects: string[] } {
  const condenser = new Condenser(mostParts);
  for (const piece of pieces) condenser.push(piece);
  const { bytes, defects } = condenser.end();
  return { text: bytes.toString('latin1'), defects };
}

describe('a mail without what is only described', () => {
  it('keeps headers and texts, and of an attachment its size', () => {
    const raw = `Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n${TEXT}Hallo\r\n--b\r\n${PDF}${'JVBERi0x\r\n'.repeat(3)}--b--\r\n`;
    expect(condensed([Buffer.from(raw)]).text).toBe(`Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n${TEXT}Hallo\r\n--b\r\n${PDF.slice(0, -2)}x-rekey-cut-bytes: 18\r\n\r\n--b--\r\n`);
  });

  it('knows the size of an attachment to the byte', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), fc.constantFrom('\n', '\r\n'), (content, lineEnd) => {
      const lines = Buffer.from(content).toString('base64').replace(/(.{76})/g, `$1${lineEnd}`);
      const raw = `Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n${PDF}${lines}\r\n--b--\r\n`.replaceAll('\r\n', lineEnd);
      expect(/x-rekey-cut-bytes: (\d+)/.exec(condensed([Buffer.from(raw)]).text)?.[1] ?? '0').toBe(String(content.length));
    }));
  });

  it('keeps the beginning of a text that nobody reads to its end, and says so', () => {
    const { text, defects } = condensed([Buffer.from(`Subject: x\r\n\r\n${'Zeile\r\n'.repeat(600_000)}`)]);
    expect(text.length).toBeLessThan(3.1 * 1024 * 1024);
    expect(text).toMatch(/^Subject: x\r\nx-rekey-cut-bytes: 4200000\r\n\r\nZeile/);
    expect(defects).toEqual(['text-cut']);
  });

  it('stops at so many parts', () => {
    const { text, defects } = condensed([Buffer.from(`Content-Type: multipart/mixed; boundary=b\r\n\r\n${`--b\r\n${TEXT}x\r\n`.repeat(50)}`)], 10);
    expect([text.split('--b\r\n').length - 1, defects]).toEqual([11, ['too-many-parts']]);
  });

  it('is the same whole and in pieces, wherever they are cut', () => {
    const scrap = fc.constantFrom('\r\n', '\n', '\r', '-', '--', '--b', '--b\r\n', '--b--\r\n', '--cc\n', TEXT, PDF, 'JVBERi0x\r\n', 'Hallo', 'Content-Type: multipart/mixed; boundary=cc\n\n', '\r\n\r\n', '\n--', ' --b\r\n');
    fc.assert(fc.property(fc.array(scrap, { maxLength: 40 }), fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 20 }), (scraps, sizes) => {
      const raw = Buffer.from(`Content-Type: multipart/mixed; boundary=b\r\n\r\n${scraps.join('')}`);
      const pieces: Buffer[] = [];
      for (let at = 0, turn = 0; at < raw.length; turn += 1) {
        const size = sizes[turn % sizes.length]!;
        pieces.push(raw.subarray(at, at + size));
        at += size;
      }
      expect(condensed(pieces)).toEqual(condensed([raw]));
    }), { numRuns: 2_000 });
  });
});
