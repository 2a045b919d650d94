import { boundaryField, mendedHeader, mendedPartHeaders, mendedSeparators, needsMending } from './mend-headers.js';

/** Attachments are cut out before parsing only where it pays. */
const WORTH_CUTTING_BYTES = 256 * 1024;
/** RFC 2046 knows no limit; a mail with more delimiters is an attack on the parser. */
const MAX_PARTS = 1_000;
/** The parser pays for each line, even an empty one; a mail of line ends alone would keep it busy for minutes. */
const MAX_LINES = 200_000;
/** Tells the reader how large a part was whose bytes were cut out. */
export const CUT_HEADER = 'x-rekey-cut-bytes';

const LF = 0x0a;
const CR = 0x0d;
const DASH = 0x2d;

export interface PreparedMail {
  readonly bytes: Uint8Array;
  readonly defects: readonly string[];
}

/**
 * What the parser gets: without mbox line and blank lines on top, with headers in UTF-8, and without the base64 bodies
 * of attachments, which are only described at intake. Cutting needs no tree: base64 has no dash, so such a body ends at
 * the first line that starts with two.
 *
 * @param whole cuts nothing: for taking one attachment out
 */
export function prepareBytes(raw: Uint8Array, { whole = false } = {}): PreparedMail {
  const defects: string[] = [];
  let bytes = withoutLead(withLineFeeds(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)));
  if (bytes.length < WORTH_CUTTING_BYTES) bytes = mendedSeparators(bytes);
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
  const short = withoutEndlessLines(withoutAttachments(bytes, defects));
  return { ...short, bytes: mendedPartHeaders(Buffer.from(short.bytes)) };
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

/** Position behind the blank line that ends the header; the whole length when there is none. */
export function endOfHeaders(bytes: Buffer): number {
  const ends = ['\r\n\r\n', '\n\n', '\r\r'].map((blank) => ({ at: bytes.indexOf(blank, 0, 'latin1'), length: blank.length })).filter(({ at }) => at >= 0);
  return ends.reduce((first, { at, length }) => Math.min(first, at + length), bytes.length);
}

function withoutAttachments(bytes: Buffer, defects: string[]): { bytes: Buffer; defects: string[] } {
  const kept: Buffer[] = [];
  const boundaries = new Set<string>();
  let parts = 0;
  let at = 0;
  while (at < bytes.length) {
    // Here begins a header block: of the mail or of a part.
    const end = at + endOfHeaders(bytes.subarray(at, at + WORTH_CUTTING_BYTES));
    const head = bytes.toString('latin1', at, end).replace(/\r?\n[ \t]+/g, ' ');
    for (const [, quoted, bare] of head.matchAll(/boundary\s*=\s*(?:"([^"\r\n]+)"|([^\s;"]+))/gi)) boundaries.add((quoted ?? bare)!);
    const cut = isCuttable(head);
    kept.push(bytes.subarray(at, cut ? end - blankLineLength(bytes, end) : end));
    const next = nextBoundary(bytes, end, boundaries);
    if (cut) kept.push(Buffer.from(`${CUT_HEADER}: ${Math.floor(((next - end) * 3) / 4)}\r\n\r\n`));
    else kept.push(bytes.subarray(end, next));
    if (next >= bytes.length) break;
    at = nextLine(bytes, next);
    kept.push(bytes.subarray(next, at));
    parts += 1;
    if (parts > MAX_PARTS) {
      defects.push('too-many-parts');
      break;
    }
  }
  return { bytes: Buffer.concat(kept), defects };
}

/** Wrappings that we open: they are not cut, large or not. */
const OPENED = /ms-tnef|winmail\.dat|pkcs7-mime/i;

function isCuttable(head: string): boolean {
  const type = /^content-type:\s*([^;\s]+)/im.exec(head)?.[1]?.toLowerCase() ?? 'text/plain';
  return /^content-transfer-encoding:\s*"?base64/im.test(head) && !/^(text|message|multipart)\//.test(type) && !OPENED.test(head);
}

function blankLineLength(bytes: Buffer, end: number): number {
  return bytes[end - 2] === CR && bytes[end - 1] === LF ? 2 : 1;
}

/** Start of the next line that is `--` and one of the boundaries. */
function nextBoundary(bytes: Buffer, from: number, boundaries: ReadonlySet<string>): number {
  if (boundaries.size === 0) return bytes.length;
  for (let at = from; at < bytes.length; at = nextLine(bytes, at)) {
    if (bytes[at] !== DASH || bytes[at + 1] !== DASH) continue;
    const line = bytes.toString('latin1', at + 2, Math.min(nextLine(bytes, at), at + 2_000)).trimEnd();
    if (boundaries.has(line) || (line.endsWith('--') && boundaries.has(line.slice(0, -2)))) return at;
  }
  return bytes.length;
}

function nextLine(bytes: Buffer, from: number): number {
  const lineFeed = bytes.indexOf(LF, from);
  return lineFeed < 0 ? bytes.length : lineFeed + 1;
}
