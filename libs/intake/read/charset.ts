import { isAscii, isUtf8 } from 'node:buffer';

/** Labels that say little: written by programs that do not know, or by those that always write the same. */
const WEAK = /^(us-?ascii|ascii|ansi_x3\.4-1968|iso-?8859-?1|latin-?1|windows-1252|cp-?1252|unknown(-8bit)?|x-unknown|default|none|binary|7bit|8bit|)$/i;
const UTF8 = /^(utf-?8|utf8mb4|unicode-1-1-utf-8)$/i;
const UTF7 = /^(x-)?(unicode-(1-1|2-0)-)?utf-?7$/i;

/** Names that mail uses and the WHATWG Encoding Standard does not know. */
const ALIASES: Readonly<Record<string, string>> = {
  cp936: 'gbk', ms936: 'gbk', 'windows-936': 'gbk', 'x-gbk': 'gbk', cp949: 'euc-kr', 'windows-949': 'euc-kr', ks_c_5601: 'euc-kr', cp950: 'big5', 'windows-950': 'big5', cp932: 'shift_jis', 'windows-932': 'shift_jis',
  'iso-2022-jp-1': 'iso-2022-jp', 'iso-2022-jp-2': 'iso-2022-jp', 'iso-2022-jp-3': 'iso-2022-jp', 'iso-2022-jp-ms': 'iso-2022-jp', cp50220: 'iso-2022-jp', cp50221: 'iso-2022-jp',
  'euc-tw': 'big5', 'cp-1250': 'windows-1250', 'cp-1251': 'windows-1251', win1251: 'windows-1251', 'win-1251': 'windows-1251', 'koi8': 'koi8-r', 'macroman': 'macintosh', 'mac-roman': 'macintosh', 'iso-8859-8-e': 'iso-8859-8',
  utf16: 'utf-16le', utf8mb4: 'utf-8', 'iso8859_15': 'iso-8859-15', 'latin9': 'iso-8859-15', 'latin-9': 'iso-8859-15', 'tis-620': 'windows-874',
};

/** Upper halves of the DOS charsets, which old programs of administrations still send. */
const DOS: Readonly<Record<string, string>> = {
  850: 'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0',
  437: 'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0',
};

/**
 * Bytes as text, also where their charset is missing, wrong or unknown: bytes that are UTF-8 are read as UTF-8 whatever
 * a weak label says, other bytes under a UTF-8 label as Windows-1252, escape sequences as ISO-2022-JP, and UTF-7, which
 * browsers dropped, by hand. `mended` tells that the label did not decide.
 */
export function decodeBytes(bytes: Buffer, givenLabel: string): { readonly text: string; readonly mended: boolean } {
  const label = givenLabel.trim().toLowerCase().replace(/^["']|["']$/g, '');
  if (UTF7.test(label)) return { text: fromUtf7(bytes.toString('latin1')), mended: true };
  const better = betterLabel(bytes, label);
  if (better !== undefined) return { text: new TextDecoder(better).decode(bytes), mended: true };
  const dos = /^(?:cp|ibm|dos-?|csibm|cp-)?(850|437)$/.exec(label)?.[1];
  if (dos) return { text: bytes.toString('latin1').replace(/[\x80-\xff]/g, (one) => DOS[dos]![one.charCodeAt(0) - 0x80]!), mended: false };
  const decoder = decoderFor(label);
  if (decoder) return { text: decoder.decode(bytes), mended: false };
  return { text: new TextDecoder(isUtf8(bytes) ? 'utf-8' : 'windows-1252').decode(bytes), mended: !isAscii(bytes) };
}

/** Whether these bytes make sense in this charset: known, and nothing that it cannot decode. */
export function fits(bytes: Uint8Array, label: string): boolean {
  try {
    new TextDecoder(ALIASES[label.toLowerCase()] ?? label, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Whether a label says little about the bytes. */
export function isWeak(label: string): boolean {
  return WEAK.test(label.trim()) || UTF8.test(label.trim());
}

/** Made once: to make one costs more than to decode a mail. Few labels are in use; others come from whoever plays with us. */
const decoders = new Map<string, TextDecoder>();
const MOST_DECODERS = 50;

function decoderFor(label: string): TextDecoder | undefined {
  try {
    const known = decoders.get(label);
    if (known) return known;
    const decoder = new TextDecoder(ALIASES[label] ?? (label === '' ? 'utf-8' : label));
    if (decoders.size < MOST_DECODERS) decoders.set(label, decoder);
    return decoder;
  } catch {
    return undefined;
  }
}

function betterLabel(bytes: Buffer, label: string): string | undefined {
  if (isAscii(bytes)) return WEAK.test(label) && bytes.includes('\x1b$') ? 'iso-2022-jp' : undefined;
  if (isUtf8(bytes)) return WEAK.test(label) && label !== '' ? 'utf-8' : undefined;
  // Seven-bit by its name, and yet these are eight.
  if (label.startsWith('iso-2022-jp')) return ['euc-jp', 'shift_jis'].find((one) => fits(bytes, one));
  return label === '' || UTF8.test(label) ? 'windows-1252' : undefined;
}

/** RFC 2152: `+` to `-` is base64 of UTF-16BE. */
function fromUtf7(text: string): string {
  return text.replace(/\+([A-Za-z0-9+/]*)-?/g, (_, base64: string) => (base64 === '' ? '+' : new TextDecoder('utf-16be').decode(wholeUnits(base64))));
}

function wholeUnits(base64: string): Buffer {
  const bytes = Buffer.from(base64, 'base64');
  return bytes.subarray(0, bytes.length & ~1);
}
