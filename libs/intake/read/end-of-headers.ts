/** Position behind the blank line that ends the header; the whole length when there is none. */
export function endOfHeaders(bytes: Buffer): number {
  let end = bytes.length;
  for (const blank of BLANKS) {
    // What comes behind an end that is known ends nothing sooner: the attachments below need not be gone through for it.
    const at = bytes.subarray(0, end).indexOf(blank, 0, 'latin1');
    if (at >= 0) end = at + blank.length;
  }
  return end;
}

const BLANKS = ['\r\n\r\n', '\n\n', '\r\r'];
