import { isUtf8 } from 'node:buffer';
import { decodeBytes, fits, isWeak } from './charset.js';

const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const BLANK = 0x20;
const ESCAPE = 0x1b;
/** Charsets named further down say nothing about this mail's headers. */
const HINT_BYTES = 64 * 1024;
const MAX_HINTS = 5;
const CONTENT_FIELD = /^content-(type|disposition|description)[ \t]{0,5}:/i;
/** A delimiter is followed by a part's header or by a blank line. */
const DELIMITER = /^--([^\r\n]{1,200}?)(?:--)?[ \t]*\r?\n(?:content-[a-z-]{2,40}[ \t]*:|mime-version:|\r?\n)/im;

/**
 * Headers as UTF-8, line by line: one program wrote the subject in its own charset, another the name in UTF-8. Raw bytes
 * are read in the charset that the mail names elsewhere, if they fit, and otherwise as Windows-1252.
 */
export function mendedHeader(header: Buffer, body: Buffer): Buffer {
  const hints = hintsFrom(Buffer.concat([header.subarray(0, HINT_BYTES), body.subarray(0, HINT_BYTES)]));
  return Buffer.concat([...linesOf(header)].map((line) => mendedLine(line, hints)));
}

/** The same for the headers of parts, where names of files stand. */
export function mendedPartHeaders(bytes: Buffer): Buffer {
  if (isUtf8(bytes)) return bytes;
  const hints = hintsFrom(bytes.subarray(0, HINT_BYTES));
  const pieces: Buffer[] = [];
  let inField = false;
  let plainFrom = 0;
  let at = 0;
  for (const line of linesOf(bytes)) {
    const begin = line.toString('latin1', 0, 30);
    inField = CONTENT_FIELD.test(begin) || (inField && /^[ \t]/.test(begin));
    if (inField && !isUtf8(line)) {
      pieces.push(bytes.subarray(plainFrom, at), mendedLine(line, hints));
      plainFrom = at + line.length;
    }
    at += line.length;
  }
  return pieces.length === 0 ? bytes : Buffer.concat([...pieces, bytes.subarray(plainFrom)]);
}

export function needsMending(header: Buffer): boolean {
  return !isUtf8(header) || header.includes(ESCAPE);
}

/**
 * A Content-Type that names the boundary which the mail really uses, to stand above the wrong one; '' when nothing is
 * wrong. A multipart mail without any delimiter is read as the text that it is.
 */
export function boundaryField(header: Buffer, body: Buffer): string {
  const unfolded = header.toString('latin1').replace(/\r?\n[ \t]+/g, ' ');
  const [, value = ''] = /^content-type[ \t]{0,5}:([^\r\n]{0,4000})/im.exec(unfolded) ?? [];
  const [, subtype] = /^\s*multipart\/([\w.+-]{1,60})/i.exec(value) ?? [];
  if (subtype === undefined || /boundary\*/i.test(value)) return '';
  const [, quoted, bare] = /boundary\s{0,5}=\s{0,5}(?:"([^"]{1,2000})"|([^\s;"]{1,2000}))/i.exec(value) ?? [];
  const boundary = quoted ?? bare;
  if (boundary === undefined && /boundary/i.test(value) && value.length > 1_000) return '';
  if (boundary !== undefined && opensPart(body, `--${boundary.trimEnd()}`)) return '';
  const found = DELIMITER.exec(body.toString('latin1', 0, HINT_BYTES))?.[1]?.trimEnd();
  if (found !== undefined && !found.includes('"')) return `Content-Type: multipart/${subtype}; boundary="${found.replaceAll('\\', '\\\\')}"\r\n`;
  const text = body.toString('latin1', 0, 4_000);
  return text.trim() === '' ? '' : `Content-Type: ${/<html[\s>]|<body[\s>]/i.test(text) ? 'text/html' : 'text/plain'}\r\n`;
}

/** Whether a delimiter opens a part; one that only closes is none. */
function opensPart(body: Buffer, delimiter: string): boolean {
  for (let at = body.indexOf(delimiter, 0, 'latin1'); at >= 0; at = body.indexOf(delimiter, at + delimiter.length, 'latin1')) {
    const atLineStart = at === 0 || body[at - 1] === LF;
    if (atLineStart && body.toString('latin1', at + delimiter.length, at + delimiter.length + 2) !== '--') return true;
  }
  return false;
}

/** A line of blanks where the blank line should be, as some programs write it: below a content field, above what is no field. */
const BLANK_SEPARATOR = /^(content-[a-z-]{2,30}:[^\n]{0,500}\n(?:[ \t]{1,20}[^\s][^\n]{0,500}\n){0,5})[ \t]{1,20}(\r?\n)(?![\w-]{1,40}:|[ \t])/gim;

export function mendedSeparators(bytes: Buffer): Buffer {
  if (!hasLineOfBlanks(bytes)) return bytes;
  const text = bytes.toString('latin1');
  const mended = text.replace(BLANK_SEPARATOR, '$1$2');
  return mended.length === text.length ? bytes : Buffer.from(mended, 'latin1');
}

/** Looked for in the bytes: most mails have none, and a text made of an attachment takes longer than the search. */
function hasLineOfBlanks(bytes: Buffer): boolean {
  for (const begin of ['\n ', '\n\t']) {
    for (let at = bytes.indexOf(begin, 0, 'latin1'); at >= 0; at = bytes.indexOf(begin, at + 1, 'latin1')) {
      let behind = at + 1;
      while (bytes[behind] === BLANK || bytes[behind] === TAB) behind += 1;
      if (bytes[behind] === LF || (bytes[behind] === CR && bytes[behind + 1] === LF)) return true;
    }
  }
  return false;
}

function mendedLine(line: Buffer, hints: readonly string[]): Buffer {
  if (line.includes('\x1b$')) return Buffer.from(new TextDecoder('iso-2022-jp').decode(line));
  if (isUtf8(line)) return line;
  const hint = hints.find((one) => fits(line, one));
  return Buffer.from(hint ? decodeBytes(line, hint).text : new TextDecoder('windows-1252').decode(line));
}

/** Charsets that the mail names and that mean something; a hint of UTF-8 or Latin-1 is none. */
function hintsFrom(bytes: Buffer): string[] {
  const named = [...bytes.toString('latin1').matchAll(/charset\s{0,5}=\s{0,5}["']?([\w.:-]{2,40})|=\?([\w.:-]{2,40})\?[bq]\?/gi)].map(([, parameter, word]) => (parameter ?? word)!.toLowerCase());
  return [...new Set(named)].filter((label) => !isWeak(label)).slice(0, MAX_HINTS);
}

function* linesOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length;) {
    const lineFeed = bytes.indexOf(LF, at);
    const next = lineFeed < 0 ? bytes.length : lineFeed + 1;
    yield bytes.subarray(at, next);
    at = next;
  }
}
