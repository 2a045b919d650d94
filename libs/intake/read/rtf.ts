const MAX_RTF = 2_000_000;
/** MS-OXRTFCP 2.1.2.1: what the dictionary holds before the first byte. */
const DICTIONARY = '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx';
const DICTIONARY_SIZE = 4096;
const COMPRESSED = 0x75465a4c;
const PLAIN = 0x414c454d;

/** Undoes the compression of RTF in Outlook's mails (MS-OXRTFCP); '' when it is none. */
export function unpackRtf(bytes: Buffer): string {
  if (bytes.length < 16) return '';
  const kind = bytes.readUInt32LE(8);
  if (kind === PLAIN) return bytes.toString('latin1', 16, 16 + MAX_RTF);
  if (kind !== COMPRESSED) return '';
  const size = Math.min(bytes.readUInt32LE(4), MAX_RTF);
  const window = Buffer.alloc(DICTIONARY_SIZE);
  let write = window.write(DICTIONARY, 'latin1');
  const out = Buffer.alloc(size);
  let length = 0;
  const put = (byte: number): void => {
    out[length] = byte;
    length += 1;
    window[write] = byte;
    write = (write + 1) % DICTIONARY_SIZE;
  };
  for (let at = 16; at < bytes.length && length < size;) {
    const flags = bytes[at]!;
    at += 1;
    for (let bit = 0; bit < 8 && at < bytes.length && length < size; bit += 1) {
      if ((flags & (1 << bit)) === 0) {
        put(bytes[at]!);
        at += 1;
        continue;
      }
      if (at + 2 > bytes.length) return out.toString('latin1', 0, length);
      const reference = bytes.readUInt16BE(at);
      at += 2;
      const offset = reference >> 4;
      // A reference to where we write is the end.
      if (offset === write) return out.toString('latin1', 0, length);
      for (let step = 0; step < (reference & 0x0f) + 2 && length < size; step += 1) put(window[(offset + step) % DICTIONARY_SIZE]!);
    }
  }
  return out.toString('latin1', 0, length);
}

/** Groups that hold no text of the mail. */
const SILENT = new Set(['*', 'fonttbl', 'colortbl', 'stylesheet', 'info', 'pict', 'header', 'footer', 'generator', 'themedata', 'datastore']);
const SPOKEN: Readonly<Record<string, string>> = { par: '\n', line: '\n', sect: '\n', page: '\n', row: '\n', cell: ' ', tab: '\t', emdash: '—', endash: '–', bullet: '•', lquote: '‘', rquote: '’', ldblquote: '“', rdblquote: '”', '~': '\u00a0', _: '-' };
const TOKEN = /\\'([0-9a-f]{2})|\\([a-z]{1,32})(-?\d{1,10})? ?|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)/gi;

const ANSI = new TextDecoder('windows-1252');

/** The words of an RTF text, without its looks; for HTML inside RTF (`\fromhtml`) its text. */
export function plainOfRtf(rtf: string): string {
  const stack: { silent: boolean; unicodeSkip: number }[] = [{ silent: false, unicodeSkip: 1 }];
  let hidden = false;
  let skip = 0;
  const out: string[] = [];
  const say = (text: string): void => {
    if (!hidden && !stack.at(-1)!.silent) out.push(text);
  };
  for (const [, hex, word, number, symbol, brace, text] of rtf.slice(0, MAX_RTF).matchAll(TOKEN)) {
    const group = stack.at(-1)!;
    if (brace === '{') stack.push({ ...group });
    else if (brace === '}') {
      if (stack.length > 1) stack.pop();
    } else if (hex !== undefined) {
      if (skip > 0) skip -= 1;
      else say(ANSI.decode(Buffer.from(hex, 'hex')));
    } else if (word !== undefined) {
      if (SILENT.has(word)) group.silent = true;
      else if (word === 'htmlrtf') hidden = number !== '0';
      else if (word === 'uc') group.unicodeSkip = Number(number ?? 1);
      else if (word === 'u' && number !== undefined) {
        say(String.fromCharCode(Number(number) & 0xffff));
        skip = group.unicodeSkip;
      } else if (SPOKEN[word] !== undefined) say(SPOKEN[word]);
    } else if (symbol !== undefined) {
      if (symbol === '*') group.silent = true;
      else say(SPOKEN[symbol] ?? ('\\{}'.includes(symbol) ? symbol : ''));
    } else if (text !== undefined) {
      say(text.slice(skip));
      skip = Math.max(0, skip - text.length);
    }
  }
  return out.join('').toWellFormed();
}
