/** Position behind the blank line that ends the header; the whole length when there is none. */
export function endOfHeaders(bytes: Buffer): number {
  const ends = ['\r\n\r\n', '\n\n', '\r\r'].map((blank) => ({ at: bytes.indexOf(blank, 0, 'latin1'), length: blank.length })).filter(({ at }) => at >= 0);
  return ends.reduce((first, { at, length }) => Math.min(first, at + length), bytes.length);
}
