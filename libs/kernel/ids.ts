import { randomBytes, randomInt } from 'node:crypto';

let lastMs = 0;
let counter = 0;

/**
 * A UUIDv7 (RFC 9562 section 5.7): sorts by creation time, so new rows land at the end of an index. Ids that one process
 * makes within the same millisecond sort in the order in which they were made (section 6.2, method 1). Not a secret.
 */
export function newId(nowMs: number = Date.now()): string {
  counter = nowMs === lastMs && counter < 0xfff ? counter + 1 : randomInt(0x400);
  lastMs = nowMs;
  const bytes = someRandomBytes();
  bytes.writeUIntBE(nowMs, 0, 6);
  bytes.writeUInt16BE(0x7000 | counter, 6);
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const DRAWN_AT_ONCE = 256;
let drawn = Buffer.alloc(0);

/** 16 bytes, each handed out once. To draw many at once costs hardly more than to draw 16. */
function someRandomBytes(): Buffer {
  if (drawn.length === 0) drawn = randomBytes(16 * DRAWN_AT_ONCE);
  const bytes = drawn.subarray(0, 16);
  drawn = drawn.subarray(16);
  return bytes;
}
