import type { ArchivedMail, BadInput } from './archived-mail.js';
import { Lines, type Line } from './lines.js';

const PIECE_BYTES = 64 * 1024;
/** `From sender Thu Nov 26 09:00:00 2026`, with or without seconds, zone and sender (RFC 4155; many wrote it freely). */
const SEPARATOR = /^From (?:.{0,500} )?(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +)?(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) +\d{1,2}|\d{1,2} +(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))\b.{0,80}\d/;
const HEADER = /^(?:[!-9;-~]+[ \t]*:|>?From )/;

/**
 * The mails of an mbox, one after the other. A separator is a `From ` line with a date, at the start or behind an empty
 * line, with a header line after it: a sentence that begins with "From" is none, quoted or not (mboxo, mboxrd, mboxcl,
 * mboxcl2). One `>` is taken off `>From ` lines, as mboxrd says; in the other variants nothing else can have written it.
 */
export async function* mailsInMbox(file: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<ArchivedMail | BadInput> {
  const lines = new Lines(bytes);
  let line = await firstOfText(lines);
  if (line && !SEPARATOR.test(text(line))) {
    yield { where: `${file}:${line.offset}`, problem: 'text before the first "From " line' };
    while (line && !(await isSeparator(lines, line, true))) line = await lines.next();
  }
  while (line) {
    const separator = line;
    let next: Line | undefined;
    const pieces = mailAfter(lines, (found) => (next = found));
    yield { where: `${file}:${separator.offset}`, receivedAt: dateOf(text(separator)), pieces };
    // What the reader left over.
    for await (const _ of pieces) void _;
    line = next;
  }
}

async function firstOfText(lines: Lines): Promise<Line | undefined> {
  let line = await lines.next();
  while (line && text(line).trim() === '') line = await lines.next();
  return line;
}

/** The bytes up to the next separator, which is handed to `onNext`. The empty line before it belongs to the mbox. */
async function* mailAfter(lines: Lines, onNext: (line: Line | undefined) => void): AsyncGenerator<Uint8Array> {
  let collected: Buffer[] = [];
  let size = 0;
  let empty: Buffer | undefined;
  for (let line = await lines.next(); line; line = await lines.next()) {
    if (await isSeparator(lines, line, empty !== undefined)) {
      onNext(line);
      if (size > 0) yield Buffer.concat(collected);
      return;
    }
    const all = empty ? [empty] : [];
    empty = undefined;
    if (line.isStart && isEmpty(line.bytes)) empty = line.bytes;
    else all.push(line.isStart && /^>+From /.test(line.bytes.toString('latin1', 0, 64)) ? line.bytes.subarray(1) : line.bytes);
    for (const one of all) {
      collected.push(one);
      size += one.length;
    }
    if (size < PIECE_BYTES) continue;
    yield Buffer.concat(collected);
    [collected, size] = [[], 0];
  }
  onNext(undefined);
  if (empty) collected.push(empty);
  if (collected.length > 0) yield Buffer.concat(collected);
}

async function isSeparator(lines: Lines, line: Line, isBehindEmpty: boolean): Promise<boolean> {
  if (!isBehindEmpty || !line.isStart || !SEPARATOR.test(text(line))) return false;
  const after = await lines.next();
  if (!after) return true;
  lines.putBack(after);
  // An empty mail is followed by an empty line or the next separator.
  return isEmpty(after.bytes) || HEADER.test(text(after));
}

function isEmpty(bytes: Buffer): boolean {
  return bytes.length <= 2 && /^\r?\n?$/.test(bytes.toString('latin1'));
}

function text({ bytes }: Line): string {
  return bytes.toString('latin1', 0, 1_000);
}

function dateOf(separator: string): Date | undefined {
  const found = /(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec).*|\d{1,2} +(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec).*/.exec(separator)?.[0].trim();
  if (found === undefined) return undefined;
  // `Nov 26 09:00:00 2026` has no zone: RFC 4155 says it is UTC.
  const date = new Date(/[+-]\d{4}|\b(?:GMT|UTC|Z)\b/.test(found) ? found : `${found} UTC`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
