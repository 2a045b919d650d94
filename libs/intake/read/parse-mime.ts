import PostalMime, { type PostalMimeOptions } from 'postal-mime';
import type { TextLeaf } from './mend-charset.js';

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
  readonly contentId?: string | undefined;
}

/**
 * postal-mime with its tree in our hands: it tokenises and decodes, and we choose the parts ourselves, because we need
 * part numbers, must not decode what we only describe, and mend charsets.
 */
class TreeParser extends PostalMime {
  /** Called by postal-mime to gather texts and attachments: ours to do. */
  async collectNode(): Promise<void> {}

  static async treeOf(bytes: Uint8Array, options: PostalMimeOptions): Promise<MimePart> {
    const parser = new TreeParser(options);
    await parser.parse(bytes);
    return (parser as unknown as { readonly root: MimePart }).root;
  }
}

const LIMITS: PostalMimeOptions = { maxNestingDepth: 50, maxHeadersSize: 1024 * 1024, forceRfc822Attachments: true };

/** @throws Error when the mail is deeper or its headers longer than we read */
export function parseMime(bytes: Uint8Array): Promise<MimePart> {
  return TreeParser.treeOf(bytes, LIMITS);
}
