import { isUtf8 } from 'node:buffer';

/** What a MIME leaf offers (postal-mime's own node). */
export interface TextLeaf {
  readonly content: ArrayBuffer | null;
  readonly contentType: { readonly parsed: { readonly params: Readonly<Record<string, string>> } };
  getTextContent(): string;
  decodeFlowedText(text: string, deleteSpaces: boolean): string;
}

/** Labels that say little: written by programs that do not know, or by those that always write the same. */
const WEAK = /^(us-?ascii|ascii|ansi_x3\.4-1968|iso-?8859-?1|latin-?1|windows-1252|cp1252|unknown(-8bit)?|x-unknown|default|none|binary|8bit|)$/i;

/**
 * The text of a leaf, also where its charset is missing, wrong or unknown: bytes that are UTF-8 are read as UTF-8
 * whatever a weak label says, other bytes under a UTF-8 label as Windows-1252, escape sequences as ISO-2022-JP, and
 * UTF-7, which browsers dropped, by hand.
 */
export function textOf(leaf: TextLeaf): { readonly text: string; readonly mended: boolean } {
  if (!leaf.content) return { text: '', mended: false };
  const bytes = Buffer.from(leaf.content);
  const { charset = '', format = '', delsp = '' } = leaf.contentType.parsed.params;
  const better = betterCharset(bytes, charset.trim());
  if (better === undefined) return { text: leaf.getTextContent(), mended: false };
  const decoded = better === 'utf-7' ? fromUtf7(bytes.toString('latin1')) : new TextDecoder(better).decode(bytes);
  return { text: /^flowed$/i.test(format) ? leaf.decodeFlowedText(decoded, /^yes$/i.test(delsp)) : decoded, mended: true };
}

function betterCharset(bytes: Buffer, label: string): string | undefined {
  if (/^(x-)?(unicode-1-1-)?utf-?7$/i.test(label)) return 'utf-7';
  const ascii = !bytes.some((byte) => byte > 0x7f);
  if (ascii) return WEAK.test(label) && /\x1b\$[@B]/.test(bytes.toString('latin1')) ? 'iso-2022-jp' : undefined;
  if (isUtf8(bytes)) return WEAK.test(label) && label !== '' ? 'utf-8' : undefined;
  if (label === '' || /^utf-?8$/i.test(label)) return 'windows-1252';
  return undefined;
}

/** RFC 2152: `+` to `-` is base64 of UTF-16BE. */
function fromUtf7(text: string): string {
  return text.replace(/\+([A-Za-z0-9+/]*)-?/g, (_, base64: string) => (base64 === '' ? '+' : new TextDecoder('utf-16be').decode(wholeUnits(base64))));
}

function wholeUnits(base64: string): Buffer {
  const bytes = Buffer.from(base64, 'base64');
  return bytes.subarray(0, bytes.length & ~1);
}
