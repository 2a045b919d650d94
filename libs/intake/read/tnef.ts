import { decodeBytes } from './charset.js';
import { plainOfRtf, unpackRtf } from './rtf.js';

/** MS-OXTNEF 2.1.3.1: the first four bytes of every winmail.dat. */
const SIGNATURE = 0x223e9f78;
const MAX_ATTACHMENTS = 200;
const MAX_PROPERTIES = 5_000;

/** MS-OXTNEF 2.1.3.2: the attributes that we read. */
const ATTRIBUTE = { body: 0x0002800c, beginAttachment: 0x00069002, attachmentTitle: 0x00018010, attachmentData: 0x0006800f, attachmentProperties: 0x00069005, messageProperties: 0x00069003, codepage: 0x00069007 };
/** MS-OXPROPS: the properties that we read. */
const PROPERTY = { body: 0x1000, html: 0x1013, rtf: 0x1009, longName: 0x3707, name: 0x3704, type: 0x370e, data: 0x3701 };
/** MS-OXCDATA 2.11.1: bytes of a property of fixed length, padded to four. */
const FIXED: Readonly<Record<number, number>> = { 0x01: 4, 0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0a: 4, 0x0b: 4, 0x14: 8, 0x40: 8, 0x48: 16 };
const VARIABLE = new Set([0x0d, 0x1e, 0x1f, 0x102]);
const UNICODE = 0x1f;
const MULTIPLE = 0x1000;

export interface TnefAttachment {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

export interface TnefContent {
  readonly text: string;
  readonly html: string | undefined;
  readonly attachments: readonly TnefAttachment[];
}

interface Property {
  readonly id: number;
  readonly type: number;
  readonly bytes: Buffer;
}

/** What Outlook packed into a winmail.dat: text and attachments. Undefined when it is none; what is torn off is left out. */
export function readTnef(raw: Uint8Array): TnefContent | undefined {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== SIGNATURE) return undefined;
  let codepage = 'windows-1252';
  const body = { plain: '', html: '', rtf: '' };
  const attachments: { name: string; type: string; bytes: Buffer }[] = [];
  for (const { id, data } of attributesOf(bytes)) {
    const last = attachments.at(-1);
    if (id === ATTRIBUTE.codepage && data.length >= 4) codepage = `windows-${data.readUInt32LE(0)}`;
    else if (id === ATTRIBUTE.body) body.plain = textOf(data, codepage);
    else if (id === ATTRIBUTE.messageProperties) readBody(propertiesOf(data), codepage, body);
    else if (id === ATTRIBUTE.beginAttachment && attachments.length < MAX_ATTACHMENTS) attachments.push({ name: '', type: '', bytes: Buffer.alloc(0) });
    else if (last && id === ATTRIBUTE.attachmentTitle) last.name ||= textOf(data, codepage);
    else if (last && id === ATTRIBUTE.attachmentData) last.bytes = data;
    else if (last && id === ATTRIBUTE.attachmentProperties) readAttachment(propertiesOf(data), codepage, last);
  }
  return { text: body.plain || (body.html ? '' : body.rtf), html: body.html || undefined, attachments };
}

function* attributesOf(bytes: Buffer): Generator<{ readonly id: number; readonly data: Buffer }> {
  for (let at = 6; at + 9 <= bytes.length;) {
    const id = bytes.readUInt32LE(at + 1);
    const length = bytes.readUInt32LE(at + 5);
    yield { id, data: bytes.subarray(at + 9, Math.min(at + 9 + length, bytes.length)) };
    // Behind the data stand two bytes of checksum; mail gateways break it, so nobody checks it.
    at += 9 + length + 2;
  }
}

function readBody(properties: readonly Property[], codepage: string, body: { plain: string; html: string; rtf: string }): void {
  for (const { id, type, bytes } of properties) {
    if (id === PROPERTY.body) body.plain ||= stringOf(type, bytes, codepage);
    else if (id === PROPERTY.html) body.html ||= type === UNICODE ? stringOf(type, bytes, codepage) : decodeBytes(bytes, '').text;
    else if (id === PROPERTY.rtf) body.rtf ||= plainOfRtf(unpackRtf(bytes));
  }
}

function readAttachment(properties: readonly Property[], codepage: string, attachment: { name: string; type: string; bytes: Buffer }): void {
  const text = (wanted: number): string => {
    const found = properties.find(({ id }) => id === wanted);
    return found ? stringOf(found.type, found.bytes, codepage) : '';
  };
  attachment.name = text(PROPERTY.longName) || attachment.name || text(PROPERTY.name);
  attachment.type = text(PROPERTY.type).toLowerCase() || attachment.type;
  const data = properties.find(({ id }) => id === PROPERTY.data);
  if (data && attachment.bytes.length === 0) attachment.bytes = data.type === 0x0d ? data.bytes.subarray(16) : data.bytes;
}

/** MS-OXTNEF 2.1.3.5: a list of properties. Stops where it does not understand, and keeps what it has. */
function propertiesOf(data: Buffer): Property[] {
  const found: Property[] = [];
  if (data.length < 4) return found;
  const count = Math.min(data.readUInt32LE(0), MAX_PROPERTIES);
  let at = 4;
  while (found.length < count && at + 4 <= data.length) {
    const type = data.readUInt16LE(at) & ~MULTIPLE;
    const isMultiple = (data.readUInt16LE(at) & MULTIPLE) !== 0;
    const id = data.readUInt16LE(at + 2);
    at += 4;
    if (id >= 0x8000) {
      if (at + 24 > data.length) break;
      at += data.readUInt32LE(at + 16) === 0 ? 24 : 24 + padded(data.readUInt32LE(at + 20));
    }
    const isVariable = VARIABLE.has(type);
    const fixed = FIXED[type];
    if (!isVariable && fixed === undefined) break;
    let values = 1;
    if (isMultiple || isVariable) {
      if (at + 4 > data.length) break;
      values = data.readUInt32LE(at);
      at += 4;
    }
    if (values > MAX_PROPERTIES) break;
    for (let value = 0; value < values && at + 4 <= data.length; value += 1) {
      const length = isVariable ? data.readUInt32LE(at) : fixed!;
      if (isVariable) at += 4;
      if (value === 0) found.push({ id, type, bytes: data.subarray(at, Math.min(at + length, data.length)) });
      at += padded(length);
    }
    if (values === 0) found.push({ id, type, bytes: Buffer.alloc(0) });
  }
  return found;
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}

function stringOf(type: number, bytes: Buffer, codepage: string): string {
  return type === UNICODE ? withoutEnd(new TextDecoder('utf-16le').decode(bytes)) : textOf(bytes, codepage);
}

function textOf(bytes: Buffer, codepage: string): string {
  return withoutEnd(decodeBytes(bytes, codepage).text);
}

function withoutEnd(text: string): string {
  const end = text.indexOf('\0');
  return end < 0 ? text : text.slice(0, end);
}
