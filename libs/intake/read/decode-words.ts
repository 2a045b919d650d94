import { decodeBytes } from './charset.js';

/** RFC 2047 section 2, more patient: blanks in the word (it was folded), no limit of 75 characters. */
const WORD = /=\?([^?\s*]{1,60})(?:\*[^?\s]{0,20})?\?([bq])\?([^?\r\n]{0,4000})\?=/gi;

interface Word {
  readonly charset: string;
  readonly encoding: 'b' | 'q';
  readonly payload: string;
}

/** A header value with its encoded words decoded. Words beside each other join, also where a character was torn in two. */
export function decodeWords(value: string): string {
  return replaceWords(value, (decoded) => decoded);
}

/**
 * An address header with its encoded words decoded, each as a quoted string: what a name decodes to never becomes an
 * address, a comma or a bracket of the list (T1: `=?utf-8?q?bank=40x.example_=3C?=`).
 */
export function decodeAddressWords(value: string): string {
  return replaceWords(value, (decoded, before) => {
    const plain = decoded.replace(/[\\"]/g, ' ').replace(/\s+/g, ' ');
    const place = placeAfter(before);
    return place === 'text' ? `"${plain}"` : place === 'comment' ? plain.replace(/[()]/g, ' ') : plain;
  });
}

function replaceWords(value: string, shown: (decoded: string, before: string) => string): string {
  if (!value.includes('=?')) return value;
  let result = '';
  let end = 0;
  let run: Word[] = [];
  const flush = (): void => {
    if (run.length > 0) result += shown(decodeRun(run), result);
    run = [];
  };
  for (const match of value.matchAll(WORD)) {
    const between = value.slice(end, match.index);
    if (between.trim() !== '' || run.length === 0) {
      flush();
      result += between;
    }
    run.push({ charset: match[1]!, encoding: match[2]!.toLowerCase() as 'b' | 'q', payload: match[3]! });
    end = match.index + match[0].length;
  }
  flush();
  return result + value.slice(end);
}

/** Words of one charset give one run of bytes: some programs tear characters, and base64, wherever the line is full. */
function decodeRun(words: readonly Word[]): string {
  const groups: Word[] = [];
  for (const word of words) {
    const last = groups.at(-1);
    const together = last && last.charset.toLowerCase() === word.charset.toLowerCase() && last.encoding === word.encoding;
    if (together) groups[groups.length - 1] = { ...last, payload: joined(last, word) };
    else groups.push(word);
  }
  return groups.map(decodeOne).join('');
}

function isWhole(base64: string): boolean {
  return base64.replace(/\s+/g, '').length % 4 === 0;
}

function joined(one: Word, other: Word): string {
  if (one.encoding === 'q' || !isWhole(one.payload)) return one.payload + other.payload;
  return Buffer.concat([bytesOfBase64(one.payload), bytesOfBase64(other.payload)]).toString('base64');
}

function bytesOfBase64(payload: string): Buffer {
  return Buffer.from(payload.replace(/[^A-Za-z0-9+/=_-]+/g, ''), 'base64');
}

function decodeOne({ charset, encoding, payload }: Word): string {
  if (encoding === 'b') return decodeBytes(bytesOfBase64(payload), charset).text;
  // Characters that are no ASCII stood raw in the word and were decoded with the whole header: they stay.
  return payload.replaceAll('_', ' ').split(/([^\0-\x7f]+)/).map((piece, at) => (at % 2 === 1 ? piece : decodeBytes(quotedBytes(piece), charset).text)).join('');
}

function quotedBytes(text: string): Buffer {
  return Buffer.from(text.replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), 'latin1');
}

/** Where in an address header we are: in a quoted string, in a comment, or between. */
function placeAfter(text: string): 'quoted' | 'comment' | 'text' {
  let quoted = false;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\\') at += 1;
    else if (character === '"' && depth === 0) quoted = !quoted;
    else if (!quoted && character === '(') depth += 1;
    else if (!quoted && character === ')') depth = Math.max(0, depth - 1);
  }
  return quoted ? 'quoted' : depth > 0 ? 'comment' : 'text';
}
