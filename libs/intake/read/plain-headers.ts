import { cleanText } from './clean-text.js';
import { endOfHeaders } from './end-of-headers.js';

/** Last resort: header lines by hand, when the parser gave up. */
export function plainHeaders(raw: Uint8Array): { key: string; value: string }[] {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.byteLength, 256 * 1024));
  const head = cleanText(bytes.subarray(0, endOfHeaders(bytes)).toString('utf8'), 256 * 1024).replace(/\n[ \t]+/g, ' ');
  return head.split('\n').flatMap((line) => {
    const colon = line.indexOf(':');
    return colon > 0 ? [{ key: line.slice(0, colon).trim().toLowerCase(), value: line.slice(colon + 1).trim() }] : [];
  });
}
