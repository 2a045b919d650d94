import { contentOf } from './describe-part.js';
import { parseMime, type MimePart } from './parse-mime.js';
import { prepareBytes } from './prepare-bytes.js';
import { readTnef } from './tnef.js';

const MAX_DEPTH = 10;

/** A part without parts of its own, decoded. Numbers as in IMAP; a mail inside a mail goes on counting below its own. */
export interface Leaf {
  readonly part: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** All leaves of a mail, also those of mails inside it, with their transfer encoding undone and their charset as it is. */
export async function leavesOf(raw: Uint8Array, prefix = '', depth = 0): Promise<readonly Leaf[]> {
  const root = await parseMime(prepareBytes(raw).bytes);
  return leavesBelow(root, root.contentType.multipart ? prefix : `${prefix}${prefix && '.'}1`, depth);
}

async function leavesBelow(part: MimePart, number: string, depth: number): Promise<readonly Leaf[]> {
  const type = part.contentType.parsed.value;
  if (part.contentType.multipart) {
    const below = await Promise.all(part.childNodes.map((child, at) => leavesBelow(child, `${number}${number && '.'}${at + 1}`, depth)));
    return below.flat();
  }
  const bytes = contentOf(part);
  const tnef = readTnef(bytes);
  if (tnef) return [{ part: number, type, bytes }, ...tnef.attachments.map((one, at) => ({ part: `${number}.${at + 1}`, type: one.type || 'application/octet-stream', bytes: one.bytes }))];
  if (type !== 'message/rfc822' || depth >= MAX_DEPTH) return [{ part: number, type, bytes }];
  return leavesOf(bytes, number, depth + 1).catch(() => [{ part: number, type, bytes }]);
}
