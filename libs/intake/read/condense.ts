import { endOfHeaders } from './end-of-headers.js';

/** Tells the reader how large a part was whose bytes were cut out, or shortened. */
export const CUT_HEADER = 'x-rekey-cut-bytes';
/** A header block that is longer is taken for a body. */
const LONGEST_HEADER = 256 * 1024;
/** What is parsed of one part that is not cut out, and of all of them: more than twice the text that we keep (200,000 letters), and the parser makes several copies of it. */
const MOST_OF_A_PART = 512 * 1024;
const MOST_OF_ALL = 512 * 1024;
/** Of a wrapping that is opened: half of it opens nothing. */
const MOST_OF_A_WRAPPING = 24 * 1024 * 1024;
const LONGEST_BOUNDARY_LINE = 2_000;
/** Wrappings that we open: they are not cut, large or not. */
const OPENED = /ms-tnef|winmail\.dat|pkcs7-mime/i;
const BASE64 = /^content-transfer-encoding:\s*"?base64/im;
const LF = 0x0a;
const CR = 0x0d;
const DASH = 0x2d;
const PADDING = 0x3d;

interface Part {
  readonly header: Buffer;
  readonly isBase64: boolean;
  readonly isCuttable: boolean;
  readonly most: number;
  readonly kept: Buffer[];
  size: number;
  /** Of base64 what is no letter: line ends and padding. */
  blank: number;
}

/**
 * Leaves out of a mail what is only described at intake: bodies of base64 attachments, and text beyond all reading. Takes
 * the mail in pieces, so that it never sits in memory whole. Needs no tree: a body ends at the next line that is `--` and
 * a boundary which some header above has named.
 */
export class Condenser {
  readonly #out: Buffer[] = [];
  readonly #boundaries = new Set<string>();
  readonly #defects = new Set<string>();
  #rest: Buffer = Buffer.alloc(0);
  #part: Part | undefined;
  #isLineStart = true;
  #left = MOST_OF_ALL;
  #parts = 0;
  #isOver = false;

  constructor(private readonly mostParts: number) {}

  push(piece: Uint8Array): void {
    if (this.#isOver) return;
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    this.#go(false);
    // What is left must not hold on to a piece whose memory is used again.
    this.#rest = Buffer.from(this.#rest);
  }

  end(): { readonly bytes: Buffer; readonly defects: string[] } {
    if (!this.#isOver) this.#go(true);
    this.#finishPart();
    return { bytes: Buffer.concat(this.#out), defects: [...this.#defects] };
  }

  #go(isEnd: boolean): void {
    while (!this.#isOver && (this.#part ? this.#body(this.#part, isEnd) : this.#header(isEnd)));
  }

  /** Returns whether there is more to do with what is at hand. */
  #header(isEnd: boolean): boolean {
    const window = this.#rest.subarray(0, LONGEST_HEADER);
    const end = endOfHeaders(window);
    if (end === window.length && window.length < LONGEST_HEADER && !isEnd) return false;
    if (end === 0) return false;
    const head = window.toString('latin1', 0, end).replace(/\r?\n[ \t]+/g, ' ');
    for (const [, quoted, bare] of head.matchAll(/boundary\s*=\s*(?:"([^"\r\n]+)"|([^\s;"]+))/gi)) this.#boundaries.add((quoted ?? bare)!);
    const isCuttable = isOnlyDescribed(head);
    const most = isCuttable ? 0 : OPENED.test(head) ? MOST_OF_A_WRAPPING : Math.min(MOST_OF_A_PART, this.#left);
    this.#part = { header: Buffer.from(window.subarray(0, end)), isBase64: BASE64.test(head), isCuttable, most, kept: [], size: 0, blank: 0 };
    this.#rest = this.#rest.subarray(end);
    this.#isLineStart = true;
    return true;
  }

  #body(part: Part, isEnd: boolean): boolean {
    const rest = this.#rest;
    if (this.#boundaries.size === 0) return this.#take(part, rest.length, false);
    if (this.#isLineStart && rest[0] === DASH && rest[1] === DASH) {
      const line = rest.indexOf(LF);
      const length = line < 0 ? rest.length : line + 1;
      if (line < 0 && rest.length < LONGEST_BOUNDARY_LINE && !isEnd) return false;
      if (!this.#isBoundary(rest.toString('latin1', 2, Math.min(length, LONGEST_BOUNDARY_LINE)).trimEnd())) return this.#take(part, length, line >= 0);
      this.#finishPart();
      this.#out.push(Buffer.from(rest.subarray(0, length)));
      this.#rest = rest.subarray(length);
      this.#parts += 1;
      if (this.#parts > this.mostParts) {
        this.#defects.add('too-many-parts');
        this.#isOver = true;
      }
      return true;
    }
    const next = rest.indexOf('\n--', 0, 'latin1');
    if (next >= 0) return this.#take(part, next + 1, true);
    const lastLine = rest.lastIndexOf(LF) + 1;
    // A line end, or one dash behind it, may be the beginning of a boundary.
    const isOpen = rest.length - lastLine === 1 && rest[lastLine] === DASH && (lastLine > 0 || this.#isLineStart);
    if (isOpen && !isEnd) {
      this.#take(part, lastLine, lastLine > 0 || this.#isLineStart);
      return false;
    }
    return this.#take(part, rest.length, rest.length === 0 ? this.#isLineStart : lastLine === rest.length);
  }

  #take(part: Part, length: number, isLineStart: boolean): boolean {
    if (part.isBase64) part.blank += blankIn(this.#rest.subarray(0, length), blankLineLength(part.header));
    const wanted = Math.min(length, Math.max(0, part.most - part.size));
    if (wanted > 0) part.kept.push(Buffer.from(this.#rest.subarray(0, wanted)));
    part.size += length;
    this.#rest = this.#rest.subarray(length);
    this.#isLineStart = isLineStart;
    return this.#rest.length > 0;
  }

  #finishPart(): void {
    const part = this.#part;
    this.#part = undefined;
    if (!part) return;
    if (part.size <= part.most) this.#out.push(part.header, ...part.kept);
    else {
      const size = part.isBase64 ? Math.floor(((part.size - part.blank) * 3) / 4) : part.size;
      this.#out.push(part.header.subarray(0, part.header.length - blankLineLength(part.header)), Buffer.from(`${CUT_HEADER}: ${size}\r\n\r\n`), ...part.kept);
      if (part.kept.length > 0) this.#out.push(Buffer.from('\r\n'));
      if (!part.isCuttable) this.#defects.add('text-cut');
    }
    this.#left = Math.max(0, this.#left - Math.min(part.size, part.most));
  }

  #isBoundary(line: string): boolean {
    return this.#boundaries.has(line) || (line.endsWith('--') && this.#boundaries.has(line.slice(0, -2)));
  }
}

function isOnlyDescribed(head: string): boolean {
  const type = /^content-type:\s*([^;\s]+)/im.exec(head)?.[1]?.toLowerCase() ?? 'text/plain';
  return BASE64.test(head) && !/^(text|message|multipart)\//.test(type) && !OPENED.test(head);
}

/** Lines end as those of the header do; only the last one has padding. */
function blankIn(body: Buffer, lineEnd: number): number {
  return lineEnd * countOf(LF, body) + countOf(PADDING, body);
}

function countOf(byte: number, bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(byte); at >= 0; at = bytes.indexOf(byte, at + 1)) count += 1;
  return count;
}

function blankLineLength(header: Buffer): number {
  return header.at(-2) === CR && header.at(-1) === LF ? 2 : 1;
}
