/** One value of ASN.1 in BER or DER: a view on the bytes, nothing is copied. */
export interface Asn1 {
  /** The identifier octet; those with a number above 30 take more than one and are not read. */
  readonly tag: number;
  /** With identifier, length and, where it has them, end-of-contents octets. */
  readonly whole: Buffer;
  readonly content: Buffer;
}

export const ASN1 = { BOOLEAN: 0x01, INTEGER: 0x02, BITS: 0x03, OCTETS: 0x04, NULL: 0x05, OID: 0x06, UTF8: 0x0c, IA5: 0x16, UTC_TIME: 0x17, TIME: 0x18, BMP: 0x1e, OCTETS_IN_PIECES: 0x24, SEQUENCE: 0x30, SET: 0x31 } as const;

/** Certificates and signatures nest to ten or so. */
const MAX_DEPTH = 24;
/** Values that are looked at to find the end of one of indefinite length. */
const MAX_VALUES = 200_000;

/** The bytes are no ASN.1, or more of it than anybody needs. */
export class NotAsn1 extends Error {}

/**
 * The first value in the bytes (X.690 section 8.1). Every length is checked against what is there; the work is bounded.
 *
 * @throws NotAsn1
 */
export function readAsn1(bytes: Buffer): Asn1 {
  return valueAt(bytes, 0, 0, { left: MAX_VALUES });
}

/** The values inside a constructed one. @throws NotAsn1, also when there are more than `most` */
export function valuesIn({ tag, content }: Asn1, most = 100): Asn1[] {
  if ((tag & 0x20) === 0) throw new NotAsn1('a primitive value has no values in it');
  const values: Asn1[] = [];
  for (let at = 0; at < content.length;) {
    if (values.length === most) throw new NotAsn1('too many values');
    const value = valueAt(content, at, 0, { left: MAX_VALUES });
    values.push(value);
    at += value.whole.length;
  }
  return values;
}

/** A value in DER of what it holds (X.690 section 10.1). */
export function writeAsn1(tag: number, ...parts: readonly Buffer[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const octets = length < 0x80 ? [length] : [...Buffer.from(length.toString(16).padStart(8, '0').replace(/^(00)+/, ''), 'hex')];
  return Buffer.concat([Buffer.from(length < 0x80 ? [tag, length] : [tag, 0x80 | octets.length, ...octets]), ...parts]);
}

/** A SET OF in DER: in the order of the bytes (X.690 section 11.6). */
export function writeAsn1Set(tag: number, parts: readonly Buffer[]): Buffer {
  return writeAsn1(tag, ...[...parts].sort((one, other) => Buffer.compare(one, other)));
}

/** `1.2.840.113549` as a value. */
export function writeOid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return writeAsn1(ASN1.OID, Buffer.from([first * 40 + second, ...rest].flatMap(inSevens)));
}

/** The dotted form of an object identifier. @throws NotAsn1 */
export function oidOf({ tag, content }: Asn1): string {
  if (tag !== ASN1.OID || content.length === 0 || content.length > 64) throw new NotAsn1('no object identifier');
  const numbers: number[] = [];
  let number = 0;
  for (const octet of content) {
    number = number * 128 + (octet & 0x7f);
    if (octet & 0x80) continue;
    numbers.push(number);
    number = 0;
  }
  const [first = 0, ...rest] = numbers;
  const root = Math.min(2, Math.floor(first / 40));
  return [root, first - root * 40, ...rest].join('.');
}

function inSevens(number: number): number[] {
  const octets = [number & 0x7f];
  for (let rest = Math.floor(number / 128); rest > 0; rest = Math.floor(rest / 128)) octets.unshift(0x80 | (rest % 128));
  return octets;
}

function valueAt(bytes: Buffer, at: number, depth: number, budget: { left: number }): Asn1 {
  budget.left -= 1;
  if (depth > MAX_DEPTH || budget.left < 0 || at + 2 > bytes.length) throw new NotAsn1('cut off, or too deep');
  const tag = bytes[at]!;
  const first = bytes[at + 1]!;
  if ((tag & 0x1f) === 0x1f) throw new NotAsn1('an unknown tag');
  if (first === 0x80) return ofIndefiniteLength(bytes, at, depth, budget);
  const size = first < 0x80 ? 0 : first & 0x7f;
  if (size > 4 || at + 2 + size > bytes.length) throw new NotAsn1('cut off');
  const start = at + 2 + size;
  const end = start + (size === 0 ? first : bytes.readUIntBE(at + 2, size));
  if (end > bytes.length) throw new NotAsn1('cut off');
  return { tag, whole: bytes.subarray(at, end), content: bytes.subarray(start, end) };
}

function ofIndefiniteLength(bytes: Buffer, at: number, depth: number, budget: { left: number }): Asn1 {
  const tag = bytes[at]!;
  if ((tag & 0x20) === 0) throw new NotAsn1('a primitive value without a length');
  let end = at + 2;
  while (!(bytes[end] === 0 && bytes[end + 1] === 0)) end += valueAt(bytes, end, depth + 1, budget).whole.length;
  return { tag, whole: bytes.subarray(at, end + 2), content: bytes.subarray(at + 2, end) };
}
