const SIGNED_DATA = Buffer.from('2a864886f70d010702', 'hex');
const DATA = Buffer.from('2a864886f70d010701', 'hex');
const OID = 0x06;
const OCTETS = 0x04;
const OCTETS_IN_PIECES = 0x24;
const EXPLICIT = 0xa0;
const MAX_PIECES = 100_000;

interface Element {
  readonly tag: number;
  readonly start: number;
  /** Behind the content; for an indefinite length the end of what encloses it. */
  readonly end: number;
  readonly isIndefinite: boolean;
}

/**
 * The mail inside an S/MIME signature that encloses it (RFC 8551 section 3.5.2: `signed-data` in application/pkcs7-mime).
 * The signature itself is not checked here. Undefined for anything else, such as encrypted mail.
 */
export function contentOfSignedData(raw: Uint8Array): Buffer | undefined {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const outer = bytes.indexOf(SIGNED_DATA);
  if (outer < 0 || outer > 64) return undefined;
  const inner = bytes.indexOf(DATA, outer);
  if (inner < 2 || inner > outer + 4_096 || bytes[inner - 2] !== OID) return undefined;
  const wrapped = elementAt(bytes, inner + DATA.length, bytes.length);
  if (wrapped?.tag !== EXPLICIT) return undefined;
  const octets = elementAt(bytes, wrapped.start, wrapped.end);
  if (octets?.tag === OCTETS) return bytes.subarray(octets.start, octets.end);
  if (octets?.tag !== OCTETS_IN_PIECES) return undefined;
  const pieces: Buffer[] = [];
  for (let at = octets.start; at < octets.end && pieces.length < MAX_PIECES;) {
    const piece = elementAt(bytes, at, octets.end);
    if (piece?.tag !== OCTETS || piece.isIndefinite) break;
    pieces.push(bytes.subarray(piece.start, piece.end));
    at = piece.end;
  }
  return Buffer.concat(pieces);
}

/** X.690 section 8.1: tag, length, content. */
function elementAt(bytes: Buffer, at: number, limit: number): Element | undefined {
  if (at + 2 > limit) return undefined;
  const tag = bytes[at]!;
  const first = bytes[at + 1]!;
  if (first === 0x80) return { tag, start: at + 2, end: limit, isIndefinite: true };
  if (first < 0x80) return { tag, start: at + 2, end: Math.min(at + 2 + first, limit), isIndefinite: false };
  const size = first & 0x7f;
  if (size > 4 || at + 2 + size > limit) return undefined;
  const start = at + 2 + size;
  return { tag, start, end: Math.min(start + bytes.readUIntBE(at + 2, size), limit), isIndefinite: false };
}
