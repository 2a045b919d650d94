import PostalMime, { type PostalMimeOptions } from 'postal-mime';
import { contentOfSignedData } from './cms-content.js';
import type { TextLeaf } from './mend-charset.js';
import { READ_LIMITS, type ReadLimits } from './read-limits.js';
import { isSigned } from './seals.js';

interface Structured {
  readonly value: string;
  readonly params: Readonly<Record<string, string>>;
}

/** One node of the MIME tree as postal-mime 4.0.0 builds it (pinned; `corpus-reads.spec.ts` would tell of a change). */
export interface MimePart extends TextLeaf {
  readonly childNodes: readonly MimePart[];
  readonly headers: readonly { readonly key: string; readonly value: string }[];
  readonly contentType: { readonly parsed: Structured; readonly multipart: string | false };
  readonly contentDisposition: { readonly parsed: Structured };
  readonly contentTransferEncoding: { readonly value: string };
  readonly contentId?: string | undefined;
  readonly contentDescription?: string | undefined;
  /** An S/MIME signature that encloses the mail: opened into `childNodes`, or found to be something else. */
  readonly isOpened?: boolean;
  readonly isClosed?: boolean;
}

/** A decoder of postal-mime: keeps pieces, and what is not a whole one yet. */
interface Decoder {
  chunks: (Uint8Array | ArrayBuffer | string)[];
  finalize(): ArrayBuffer | Promise<ArrayBuffer>;
  flushRemainder?(): void;
  flushBuffer?(): void;
}

/** What we use of postal-mime's inner life. */
interface Inside {
  readonly root: MimePart;
  readonly currentNode: { contentDecoder: Decoder | null; setupContentDecoder(encoding: string): void };
  processLine(line: Uint8Array, isLast: boolean): Promise<void>;
}

const { processLine } = PostalMime.prototype as unknown as Inside;

/**
 * postal-mime with its tree in our hands: it tokenises and decodes, and we choose the parts ourselves, because we need
 * part numbers, must not decode what we only describe, and mend charsets.
 */
class TreeParser extends PostalMime {
  #node: Inside['currentNode'] | undefined;

  /** Called by postal-mime to gather texts and attachments: ours to do. */
  async collectNode(): Promise<void> {}

  /** The message made of the headers, which we read ourselves. */
  buildMessage(): object {
    return {};
  }

  /** Every new part joins its bytes itself: through a Blob it is three turns of the event loop, and a fifth of the time of a small mail. */
  processLine(line: Uint8Array, isLast: boolean): Promise<void> {
    const { currentNode } = this as unknown as Inside;
    if (currentNode !== this.#node) {
      this.#node = currentNode;
      joinsBytes(currentNode);
    }
    return processLine.call(this, line, isLast);
  }

  static async treeOf(bytes: Uint8Array, options: PostalMimeOptions): Promise<MimePart> {
    const parser = new TreeParser(options);
    await parser.parse(bytes);
    return (parser as unknown as Inside).root;
  }
}

function joinsBytes(node: Inside['currentNode']): void {
  if (Object.hasOwn(node, 'setupContentDecoder')) return;
  const setUp = node.setupContentDecoder.bind(node);
  node.setupContentDecoder = (encoding) => {
    setUp(encoding);
    const decoder = node.contentDecoder;
    if (decoder) decoder.finalize = () => joined(decoder);
  };
}

function joined(decoder: Decoder): ArrayBuffer {
  decoder.flushRemainder?.();
  decoder.flushBuffer?.();
  const pieces = decoder.chunks.map((chunk) => (typeof chunk === 'string' ? Buffer.from(chunk) : chunk instanceof Uint8Array ? chunk : new Uint8Array(chunk)));
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole.buffer;
}

/** Signatures around signatures around signatures are no mail. */
const MAX_ENVELOPES = 3;

/** @throws Error when the mail is deeper or its headers longer than we read */
export async function parseMime(bytes: Uint8Array, limits: Pick<ReadLimits, 'depth' | 'headerBytes'> = READ_LIMITS, envelopes = 0): Promise<MimePart> {
  const root = await TreeParser.treeOf(bytes, { maxNestingDepth: limits.depth, maxHeadersSize: limits.headerBytes, forceRfc822Attachments: true });
  await openEnvelopes(root, limits, envelopes);
  return root;
}

/** Puts the mail inside an enclosing S/MIME signature in its place, so that it is read like any other part. */
async function openEnvelopes(part: MimePart, limits: Pick<ReadLimits, 'depth' | 'headerBytes'>, envelopes: number): Promise<void> {
  for (const child of part.childNodes) await openEnvelopes(child, limits, envelopes);
  if (!isSigned(part)) return;
  const inner = part.content && envelopes < MAX_ENVELOPES ? contentOfSignedData(new Uint8Array(part.content)) : undefined;
  const opened = inner ? await parseMime(inner, limits, envelopes + 1).catch(() => undefined) : undefined;
  const { contentType } = part;
  Object.assign(part, opened ? { isOpened: true, childNodes: [opened], contentType: { ...contentType, multipart: 'mixed' } } : { isClosed: true });
}
