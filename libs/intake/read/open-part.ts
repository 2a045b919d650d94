import { decodeWords } from './decode-words.js';
import { contentOf } from './describe-part.js';
import { textOf } from './mend-charset.js';
import { parseMime, type MimePart } from './parse-mime.js';
import { prepareBytes } from './prepare-bytes.js';
import { readTnef } from './tnef.js';

const MAX_HTML = 2_000_000;
const MAX_INLINE = 10;

/** The bytes of one attachment, transfer encoding undone, by its number as `collectParts` gave it. Undefined: there is no such part. */
export async function partOf(raw: Uint8Array, number: string): Promise<Buffer | undefined> {
  const root = await parseMime(prepareBytes(raw, { whole: true }).bytes);
  for (const { part, number: own } of leaves(root)) {
    if (own === number) return asBuffer(contentOf(part));
    // What was unpacked from a winmail.dat counts as parts of it.
    if (!number.startsWith(`${own}.`)) continue;
    const packed = readTnef(contentOf(part))?.attachments[Number(number.slice(own.length + 1)) - 1];
    if (packed) return asBuffer(packed.bytes);
  }
  return undefined;
}

export interface HtmlOfMail {
  readonly html: string;
  /** Pictures that the HTML names by `cid:` (RFC 2392): content id → part number. */
  readonly pictures: ReadonlyMap<string, string>;
}

/** The HTML that a mail came with, as it came: to be cleaned each time it is shown, never stored. Undefined: it has none. */
export async function htmlOf(raw: Uint8Array): Promise<HtmlOfMail | undefined> {
  const root = await parseMime(prepareBytes(raw, { whole: true }).bytes);
  const html: string[] = [];
  const pictures = new Map<string, string>();
  for (const { part, number } of leaves(root)) {
    const { parsed: { value: type } } = part.contentType;
    const { value: disposition, params } = part.contentDisposition.parsed;
    if (type === 'text/html' && disposition !== 'attachment' && !params['filename']) html.push(textOf(part).text.slice(0, MAX_HTML));
    else if (part.contentId && pictures.size < MAX_INLINE) pictures.set(decodeWords(part.contentId).trim().replace(/^<|>$/g, ''), number);
    if (html.length === 0) {
      const packed = readTnef(type.includes('tnef') ? contentOf(part) : new Uint8Array())?.html;
      if (packed) html.push(packed.slice(0, MAX_HTML));
    }
  }
  return html.length === 0 ? undefined : { html: html.join('\n'), pictures };
}

function* leaves(part: MimePart, number = part.contentType.multipart ? '' : '1'): Generator<{ readonly part: MimePart; readonly number: string }> {
  if (!part.contentType.multipart) yield { part, number };
  else for (const [at, child] of part.childNodes.entries()) yield* leaves(child, `${number}${number && '.'}${at + 1}`);
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
