import { createHash } from 'node:crypto';
import type { IncomingMail } from '../domain/incoming-mail.js';
import { cleanText } from './clean-text.js';
import { collectParts, type CollectedParts } from './collect-parts.js';
import { parseMime } from './parse-mime.js';
import { plainHeaders } from './plain-headers.js';
import { prepareBytes } from './prepare-bytes.js';
import { messageIds, readHeaders } from './read-headers.js';
import { READ_LIMITS, type ReadLimits } from './read-limits.js';
import { splitReply, withoutMarks } from './split-reply.js';

export interface WholeMail {
  readonly sizeBytes: number;
  /** What was left out on the way here. */
  readonly defects?: readonly string[];
  readonly sha256?: string;
}

/** What programs put before the subject of an answer or of a forwarded mail. */
const ANSWERS_OR_FORWARDS = /^\s*(?:re|aw|antw|sv|vs|ref|rif|r|odp|wg|wtr|fwd?|tr|rv|i|enc|doorst)\s*(?:\[\d{1,3}\]|\(\d{1,3}\))?\s*:/i;

const MAX_ENCLOSED_BYTES = 1024 * 1024;
const MAX_REPORTED = 10;
const NOTHING: CollectedParts = { text: '', html: undefined, attachments: [], deliveryStatus: [], enclosed: [], defects: [] };

/**
 * Step 3: bytes → mail. Never throws for what is in the bytes: a mail that cannot be read is one with defects
 * (`unreadable`), its headers as far as they go, and an empty text. Every text in it is valid Unicode without NUL.
 *
 * @param whole what is known of the whole mail where `raw` is only its beginning
 */
export async function readMime(raw: Uint8Array, limits: ReadLimits = READ_LIMITS, whole: WholeMail = { sizeBytes: raw.length }): Promise<IncomingMail> {
  const readable = raw.length > limits.bytes ? raw.subarray(0, limits.bytes) : raw;
  const early = [...(whole.sizeBytes > limits.bytes ? ['too-large'] : []), ...(whole.defects ?? [])];
  try {
    const prepared = prepareBytes(readable, limits);
    const root = await parseMime(prepared.bytes, limits);
    const reportType = root.contentType.parsed.params['report-type']?.toLowerCase();
    const contentType = `${root.contentType.parsed.value}${reportType ? `; ${reportType}` : ''}`;
    return await assemble({ raw, whole, limits }, root.headers, contentType, collectParts(root), [...early, ...prepared.defects]);
  } catch (error) {
    return assemble({ raw, whole, limits }, plainHeaders(readable), '', NOTHING, [...early, `unreadable: ${error instanceof Error ? error.message : String(error)}`]);
  }
}

interface Given {
  readonly raw: Uint8Array;
  readonly whole: WholeMail;
  readonly limits: ReadLimits;
}

async function assemble({ raw, whole, limits }: Given, pairs: readonly { key: string; value: string }[], contentType: string, parts: CollectedParts, defects: readonly string[]): Promise<IncomingMail> {
  const { ownMessageId, defects: headerDefects, ...headers } = readHeaders(pairs, limits.headers);
  const standsAlone = headers.inReplyTo.length === 0 && headers.references.length === 0 && !ANSWERS_OR_FORWARDS.test(headers.subject);
  const own = splitReply(parts.text, { standsAlone });
  const isReport = contentType.startsWith('multipart/report') || parts.deliveryStatus.length > 0;
  const forwarded = isReport ? '' : await enclosedTexts(parts.enclosed);
  return Object.freeze({
    ...headers,
    messageId: ownMessageId ?? `${whole.sha256 ?? createHash('sha256').update(raw).digest('hex')}@digest.invalid`,
    text: withoutMarks(parts.text),
    ...own,
    quoted: [own.quoted, forwarded].filter((text) => text !== '').join('\n\n'),
    html: parts.html,
    hasPage: parts.html !== undefined,
    attachments: parts.attachments,
    deliveryStatus: parts.deliveryStatus,
    reportedIds: reportedIds(parts),
    contentType,
    sizeBytes: whole.sizeBytes,
    defects: [...defects, ...headerDefects, ...parts.defects, ...(ownMessageId ? [] : ['no-message-id'])],
  });
}

/** What a person forwarded as an attachment counts as quoted: the request may stand in there. One level deep. */
async function enclosedTexts(enclosed: readonly ArrayBuffer[]): Promise<string> {
  const texts: string[] = [];
  for (const one of enclosed) {
    const bytes = new Uint8Array(one);
    if (bytes.length > MAX_ENCLOSED_BYTES) continue;
    const root = await parseMime(prepareBytes(bytes).bytes).catch(() => undefined);
    if (!root) continue;
    const { subject, from } = readHeaders(root.headers);
    texts.push(`${from[0] ? `From: ${from[0].name ?? ''} <${from[0].address}>\n` : ''}Subject: ${subject}\n\n${withoutMarks(collectParts(root).text)}`);
  }
  return cleanText(texts.join('\n\n'), 100_000);
}

/** Message-IDs of the mails that came back: from their headers, which old systems put into the text. */
function reportedIds({ enclosed, deliveryStatus, text }: CollectedParts): string[] {
  const heads = enclosed.map((one) => Buffer.from(one).subarray(0, 64 * 1024).toString('latin1'));
  const found = [...heads, ...deliveryStatus, text.slice(0, 100_000)].flatMap((one) =>
    [...one.matchAll(/^[ \t>|]{0,20}(?:original-|x-original-)?message-id:\s{0,20}(<[^<>\s]{1,900}>)/gim)].map(([, id]) => id!));
  return messageIds(found).slice(0, MAX_REPORTED);
}
