import { randomBytes, randomInt } from 'node:crypto';

const COUNTER_BITS = 26;
/** Goes on from id to id, whatever their times: commands have a time of their own, and ids made in between must not shuffle theirs. */
let counter = randomInt(2 ** (COUNTER_BITS - 1));

/**
 * A UUIDv7 (RFC 9562 section 5.7): sorts by creation time, so new rows land at the end of an index. Ids that one process
 * makes for the same millisecond sort in the order in which they were made (section 6.2, method 1, a counter of 26 bits);
 * 48 bits are random. Not a secret.
 */
export function newId(nowMs: number = Date.now()): string {
  counter = (counter + 1) % 2 ** COUNTER_BITS;
  const at = placeOfRandomBytes();
  drawn.writeUIntBE(nowMs, at, 6);
  drawn.writeUInt16BE(0x7000 | (counter >>> 14), at + 6);
  drawn.writeUInt16BE(0x8000 | (counter & 0x3fff), at + 8);
  const hex = drawn.toString('hex', at, at + BYTES);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const BYTES = 16;
const DRAWN_AT_ONCE = 256;
let drawn = Buffer.alloc(0);
let used = 0;

/** Where in `drawn` 16 bytes begin, each handed out once. To draw many at once costs hardly more than to draw 16. */
function placeOfRandomBytes(): number {
  if (used >= drawn.length) [drawn, used] = [randomBytes(BYTES * DRAWN_AT_ONCE), 0];
  used += BYTES;
  return used - BYTES;
}
