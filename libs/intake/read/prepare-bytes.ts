import { Condenser } from './condense.js';
import { endOfHeaders } from './end-of-headers.js';
import { READ_LIMITS } from './read-limits.js';
import { boundaryField, mendedHeader, mendedPartHeaders, mendedSeparators, needsMending } from './mend-headers.js';

/** From here on attachments are cut out before parsing. Measured: the parser takes 3.9 ms for a picture of 50 to 300 kB, one without its bytes 0.4 ms. */
const WORTH_CUTTING_BYTES = 32 * 1024;
/** Separators are mended in mails of people, not in large files. */
const MENDED_BYTES = 256 * 1024;
/** The parser pays for each line, even an empty one; a mail of line ends alone would keep it busy for minutes. */
const MAX_LINES = 200_000;
const LF = 0x0a;
const CR = 0x0d;

export interface PreparedMail {
  readonly bytes: Uint8Array;
  readonly defects: readonly string[];
}

/**
 * What the parser gets: without mbox line and blank lines on top, with headers in UTF-8, and without the base64 bodies
 * of attachments, which are only described at intake (`condense.ts`).
 *
 * @param whole cuts nothing: for taking one attachment out
 */
export function prepareBytes(raw: Uint8Array, { whole = false, parts = READ_LIMITS.parts }: { readonly whole?: boolean; readonly parts?: number } = {}): PreparedMail {
  const defects: string[] = [];
  let bytes = withoutLead(withLineFeeds(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)));
  if (bytes.length < MENDED_BYTES) bytes = mendedSeparators(bytes);
  const end = endOfHeaders(bytes);
  const body = bytes.subarray(end);
  let header = bytes.subarray(0, end);
  if (needsMending(header)) {
    defects.push('header-charset');
    header = mendedHeader(header, body);
  }
  const field = boundaryField(header, body);
  if (field !== '') defects.push('boundary');
  if (field !== '' || header.length !== end) bytes = Buffer.concat([Buffer.from(field), header, body]);
  if (bytes.length < WORTH_CUTTING_BYTES) return { bytes: mendedPartHeaders(bytes), defects };
  if (whole) return { bytes: mendedPartHeaders(bytes), defects };
  const short = withoutEndlessLines(condensed(bytes, defects, parts));
  return { ...short, bytes: mendedPartHeaders(Buffer.from(short.bytes)) };
}

function condensed(bytes: Buffer, defects: readonly string[], mostParts: number): { bytes: Buffer; defects: string[] } {
  const condenser = new Condenser(mostParts);
  condenser.push(bytes);
  const short = condenser.end();
  return { bytes: short.bytes, defects: [...defects, ...short.defects] };
}

function withoutEndlessLines({ bytes, defects }: { bytes: Buffer; defects: string[] }): PreparedMail {
  let at = 0;
  for (let lines = 0; lines < MAX_LINES && at < bytes.length; lines += 1) at = nextLine(bytes, at);
  return at < bytes.length ? { bytes: bytes.subarray(0, at), defects: [...defects, 'too-many-lines'] } : { bytes, defects };
}

/** Lines that end in a bare CR, as old Macs wrote them, would be one endless header. */
function withLineFeeds(bytes: Buffer): Buffer {
  if (bytes.includes(LF) || !bytes.includes(CR)) return bytes;
  return Buffer.from(bytes.map((byte) => (byte === CR ? LF : byte)));
}

function withoutLead(bytes: Buffer): Buffer {
  let start = bytes.length >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (start < bytes.length && (bytes[start] === LF || bytes[start] === CR)) start += 1;
  if (/^>?From /.test(bytes.toString('latin1', start, start + 6))) start = nextLine(bytes, start);
  return bytes.subarray(start);
}

function nextLine(bytes: Buffer, from: number): number {
  const lineFeed = bytes.indexOf(LF, from);
  return lineFeed < 0 ? bytes.length : lineFeed + 1;
}
