import { expect, it } from '@jest/globals';
import { quotedPrintable } from './quoted-printable.js';

it.each([
  ['Grüße', 'Gr=C3=BC=C3=9Fe'],
  ['1+1=2', '1+1=3D2'],
  ['one \ntwo\t\r\nthree  ', 'one=20\r\ntwo=09\r\nthree =20'],
  ['a\rb', 'a\r\nb'],
  ['', ''],
  ['.', '.'],
  ['\0\x7f', '=00=7F'],
  ['😀', '=F0=9F=98=80'],
])('%j is written %j', (text, written) => {
  expect(quotedPrintable(text).toString()).toBe(written);
});

it.each(['x', 'ü', '=', '😀', 'aü', 'abü', 'a😀=ü '])('long lines of %j become short ones, no letter is cut in two, and nothing is lost', (letters) => {
  for (let before = 0; before < 8; before += 1) {
    const text = `${'a'.repeat(before)}${letters.repeat(150)}.`;
    const lines = quotedPrintable(text).toString().split('\r\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(76);
    for (const line of lines.slice(0, -1)) expect(line).toMatch(/[^=]=$|=[\dA-F]{2}=$/);
    // Each line by itself is whole letters.
    for (const line of lines) expect(decodedAlone(line)).not.toContain('\ufffd');
    expect(lines.map(decodedAlone).join('')).toBe(text);
  }
});

function decodedAlone(line: string): string {
  return Buffer.from(line.replace(/=$/, '').replace(/=(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), 'latin1').toString();
}
