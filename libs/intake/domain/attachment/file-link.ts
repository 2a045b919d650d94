import { createHmac, timingSafeEqual, type CipherKey } from 'node:crypto';

/** What a link to the file path opens: a file as it came, its redrawn picture, or the HTML of a message. */
export const FILE_WAYS = ['file', 'picture', 'page'] as const;
export type FileWay = (typeof FILE_WAYS)[number];

export interface FileLink {
  readonly way: FileWay;
  /** An attachment's id; for `page` a message's. */
  readonly id: string;
}

/** Long enough to click, too short to pass on. */
export const FILE_LINK_MS = 2 * 60_000;
const MAC_BYTES = 16;

/** A link that opens one thing for two minutes, whoever holds it: no cookie, no session, nothing else. */
export function writeFileLink(key: CipherKey, { way, id }: FileLink, now: Date): string {
  const head = `${FILE_WAYS.indexOf(way)}.${id.replaceAll('-', '')}.${Math.floor((now.getTime() + FILE_LINK_MS) / 1_000).toString(36)}`;
  return `${head}.${mac(key, head)}`;
}

/** Undefined for a link that we did not write or that is over. */
export function readFileLink(key: CipherKey, token: string, now: Date): FileLink | undefined {
  const [, head, way, id, until, given] = /^(([0-9])\.([0-9a-f]{32})\.([0-9a-z]{5,9}))\.([\w-]{22})$/.exec(token) ?? [];
  if (!head || !given || !timingSafeEqual(Buffer.from(mac(key, head)), Buffer.from(given))) return undefined;
  if (Number.parseInt(until!, 36) * 1_000 <= now.getTime()) return undefined;
  const named = FILE_WAYS[Number(way)];
  return named && { way: named, id: id!.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') };
}

function mac(key: CipherKey, text: string): string {
  return createHmac('sha256', key).update(text).digest().subarray(0, MAC_BYTES).toString('base64url');
}
