import { endOfHeaders } from './end-of-headers.js';

const LONGEST_HEADER = 64 * 1024;
/** A signature with its certificates takes a few kilobytes. */
const LARGEST_SIGNATURE = 256 * 1024;
const MAX_DEPTH = 3;
const MAX_PARTS = 20;
const LF = 0x0a;
const CR = 0x0d;

/** The signature of a mail, and the bytes that it is over; a signature that encloses them has them itself. */
export interface SignedBytes {
  readonly cms: Buffer;
  readonly content: Buffer | undefined;
}

/**
 * The first S/MIME signature of a mail (RFC 8551 section 3.5), also below a mailing list's footer. Over the bytes as they
 * came: what the reader makes of a mail is mended, and a signature is over what was sent. Undefined: there is none that could be checked.
 */
export function findSigned(raw: Buffer, depth = 0): SignedBytes | undefined {
  const end = endOfHeaders(raw.subarray(0, LONGEST_HEADER));
  const fields = raw.toString('latin1', 0, end).replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  const type = fields.find((field) => /^content-type\s*:/i.test(field))?.replace(/^[^:]*:\s*/, '') ?? '';
  const body = raw.subarray(end);
  if (/^application\/(x-)?pkcs7-mime\b/i.test(type)) return enclosing(fields, body);
  const boundary = /;\s*boundary\s*=\s*(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i.exec(type);
  if (!/^multipart\//i.test(type) || !boundary || depth > MAX_DEPTH) return undefined;
  const parts = partsOf(body, (boundary[1] ?? boundary[2])!);
  if (!/^multipart\/signed\b/i.test(type)) return firstIn(parts, depth);
  const [content, signature] = parts;
  const cms = signature && decoded(signature);
  return content && cms ? { cms, content: withCrLf(content) } : undefined;
}

function firstIn(parts: readonly Buffer[], depth: number): SignedBytes | undefined {
  for (const part of parts) {
    const found = findSigned(part, depth + 1);
    if (found) return found;
  }
  return undefined;
}

function enclosing(fields: readonly string[], body: Buffer): SignedBytes | undefined {
  const cms = unfolded(fields, body);
  return cms && { cms, content: undefined };
}

function decoded(part: Buffer): Buffer | undefined {
  const end = endOfHeaders(part.subarray(0, LONGEST_HEADER));
  const fields = part.toString('latin1', 0, end).replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  return part.length > 2 * LARGEST_SIGNATURE ? undefined : unfolded(fields, part.subarray(end));
}

/** Base64, or as it is. */
function unfolded(fields: readonly string[], body: Buffer): Buffer | undefined {
  const encoding = fields.find((field) => /^content-transfer-encoding\s*:/i.test(field))?.replace(/^[^:]*:\s*/, '').trim().toLowerCase() ?? '';
  if (encoding === 'base64') return Buffer.from(body.toString('latin1'), 'base64');
  return encoding === 'binary' || encoding === '' ? body : undefined;
}

/** The parts between the delimiter lines, without the line end that belongs to the one below (RFC 2046 section 5.1.1). */
function partsOf(body: Buffer, boundary: string): Buffer[] {
  const delimiter = Buffer.from(`--${boundary}`, 'latin1');
  const parts: Buffer[] = [];
  let start = -1;
  for (let at = body.indexOf(delimiter); at >= 0 && parts.length < MAX_PARTS; at = body.indexOf(delimiter, at + delimiter.length)) {
    // Only at the beginning of a line; also so that no line is gone through twice.
    if (at > 0 && body[at - 1] !== LF) continue;
    const lineFeed = body.indexOf(LF, at);
    const lineEnd = lineFeed < 0 ? body.length : lineFeed + 1;
    const rest = body.toString('latin1', at + delimiter.length, Math.min(lineEnd, at + delimiter.length + 100));
    if (!/^(--)?[ \t]*\r?\n?$/.test(rest)) continue;
    if (start >= 0) parts.push(body.subarray(start, Math.max(start, at - (body[at - 2] === CR ? 2 : 1))));
    if (rest.startsWith('--')) return parts;
    start = lineEnd;
  }
  return parts;
}

/** What is signed has CRLF line ends; a file from a disk may not (RFC 8551 section 3.1.1). */
function withCrLf(bytes: Buffer): Buffer {
  let bare = 0;
  for (let at = 0; at < bytes.length; at += 1) if (bytes[at] === LF && bytes[at - 1] !== CR) bare += 1;
  if (bare === 0) return bytes;
  const out = Buffer.allocUnsafe(bytes.length + bare);
  let end = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] === LF && bytes[at - 1] !== CR) out[end++] = CR;
    out[end++] = bytes[at]!;
  }
  return out;
}
