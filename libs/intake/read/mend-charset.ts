import { decodeBytes } from './charset.js';

/** What a MIME leaf offers (postal-mime's own node). */
export interface TextLeaf {
  readonly content: ArrayBuffer | null;
  readonly contentType: { readonly parsed: { readonly value: string; readonly params: Readonly<Record<string, string>> } };
  decodeFlowedText(text: string, deleteSpaces: boolean): string;
}

/** HTML says its charset itself where the mail does not (HTML Standard: within the first 1024 bytes). */
const META = /<meta[^>]{0,200}charset\s{0,5}=\s{0,5}["']?\s{0,5}([\w.:-]{2,40})/i;

/** The text of a leaf, also where its charset is missing, wrong or unknown. */
export function textOf(leaf: TextLeaf): { readonly text: string; readonly mended: boolean } {
  if (!leaf.content) return { text: '', mended: false };
  const bytes = Buffer.from(leaf.content);
  const { charset = '', format = '', delsp = '' } = leaf.contentType.parsed.params;
  const label = charset === '' && leaf.contentType.parsed.value === 'text/html' ? (META.exec(bytes.toString('latin1', 0, 1_024))?.[1] ?? '') : charset;
  const { text, mended } = decodeBytes(bytes, label);
  return { text: /^flowed$/i.test(format) ? leaf.decodeFlowedText(text, /^yes$/i.test(delsp)) : text, mended };
}
