import { ATTRIBUTION_HERE, attributionStrength, beginsAttribution, isDivider, isForm, isRule, labelOf, QUOTED_FROM_HERE } from './quote-words.js';
import { DASHES, isAppended, POSTSCRIPT, SAYS_MORE, SIGN_OFF } from './signature-words.js';

export interface SplitReply {
  /** What the person wrote now. */
  readonly fresh: string;
  /** From the sign-off or the `--` line on. */
  readonly signature: string;
  /** What they quote or forward. */
  readonly quoted: string;
}

/** A sign-off further up than this many written lines from the end is a figure of speech. */
const LONGEST_SIGNATURE = 25;
/** An attribution is folded over so many lines at most. */
const TALLEST_ATTRIBUTION = 3;
/** Longer lines are read by nobody's pattern: neither attributions nor greetings are so long. */
const LONGEST_LINE = 500;
/** Header fields of a quoted mail stand within so many lines; some are folded, some have blank lines between. */
const HEADER_WINDOW = 12;

/** Fewer words than this say nothing that would need a quotation below. */
const FEWEST_WORDS = 4;
const GREETING = /^\s*(?:(?:hallo|hi|hey|hello|dear|liebe[rs]?|moin|servus|grüezi|sehr geehrte[rs]?|guten (?:tag|morgen|abend)|grüß (?:gott|dich)|good (?:morning|afternoon|evening|day))(?![\p{L}])[^\n.?]{0,80}|to whom it may concern[,:]?)\s*$/iu;

/**
 * Cuts a text into what is new, the signature, and what is quoted. Nothing is lost: the three together are the text.
 *
 * @param standsAlone the mail says by no header and by no subject that it answers or forwards another: then a sentence
 *   like "the page wrote this:" with nothing but a greeting above it opens no quotation
 */
export function splitReply(text: string, { standsAlone = false }: { readonly standsAlone?: boolean } = {}): SplitReply {
  const { said, armour } = separateArmour(text.split(/\r?\n/));
  const cut = separateQuote(said);
  const { own, quoted } = standsAlone && cut.byWords && saysNothing(cut.own) ? { own: said, quoted: [] } : cut;
  const { fresh, signature } = separateSignature(own, quoted.length > 0);
  return { fresh: tidy(fresh), signature: tidy([...signature, ...armour]), quoted: tidy(quoted) };
}

/** PGP in the text (RFC 9580 section 7): its head lines and the signature are no words of the person. */
function separateArmour(lines: readonly string[]): { said: readonly string[]; armour: readonly string[] } {
  const begin = lines.findIndex((line) => /^-----BEGIN PGP SIGNED MESSAGE-----\s*$/.test(line.slice(0, 50)));
  const seal = begin < 0 ? -1 : lines.findIndex((line, at) => at > begin && /^-----BEGIN PGP SIGNATURE-----\s*$/.test(line.slice(0, 50)));
  if (seal < 0) return { said: lines, armour: [] };
  const text = lines.findIndex((line, at) => at > begin && line.trim() === '');
  const end = lines.findIndex((line, at) => at > seal && /^-----END PGP SIGNATURE-----\s*$/.test(line.slice(0, 50)));
  const after = end < 0 ? lines.length : end + 1;
  return { said: [...lines.slice(0, begin), ...lines.slice(Math.min(text, seal) + 1, seal), ...lines.slice(after)], armour: [...lines.slice(begin, Math.min(text, seal)), ...lines.slice(seal, after)] };
}

/** A greeting, or a few words; a mail that only quotes is left alone. */
function saysNothing(lines: readonly string[]): boolean {
  const written = lines.filter((line) => line.trim() !== '');
  const words = written.filter((line) => !GREETING.test(line.slice(0, LONGEST_LINE))).join(' ').split(/\s+/).filter((word) => /[\p{L}\d]/u.test(word));
  return written.length > 0 && words.length < FEWEST_WORDS;
}

/** `byWords`: what is quoted to the end begins with a sentence alone; no line of it bears a mark. */
function separateQuote(lines: readonly string[]): { own: string[]; quoted: string[]; byWords: boolean } {
  const own: string[] = [];
  const quoted: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at]!;
    const { height, toTheEnd, byWords = false } = openingAt(lines, at);
    if (height === 0) {
      (isQuotedLine(line) ? quoted : own).push(line);
      continue;
    }
    quoted.push(...withoutRule(own), ...lines.slice(at, at + height));
    // Answers between the lines: below an attribution with `>` lines, only those are quoted.
    if (toTheEnd || !writtenBelow(lines, at + height).some(isQuotedLine)) return { own, quoted: quoted.concat(lines.slice(at + height)), byWords };
    const torn = tornLinesFrom(lines, at + height);
    quoted.push(...lines.slice(at + height, torn));
    at = torn - 1;
  }
  return { own, quoted, byWords: false };
}

/** Takes the line that a program draws above its quotation off what is new. */
function withoutRule(own: string[]): string[] {
  let from = own.length;
  while (from > 0 && own.length - from < HEADER_WINDOW && (own[from - 1]!.trim() === '' || isRule(own[from - 1]!))) from -= 1;
  return own.slice(from).some(isRule) ? own.splice(from) : [];
}

/**
 * Programs that break lines anew tear `> long line` into one with and one without `>`. A single short line between two
 * quoted ones, without a blank line around it, is such a piece and no answer.
 */
function tornLinesFrom(lines: readonly string[], from: number): number {
  let at = from;
  while (at < lines.length && (lines[at]!.trim() === '' || isQuotedLine(lines[at]!) || isTorn(lines, at))) at += 1;
  // Blank lines below belong to what follows.
  while (at > from && lines[at - 1]!.trim() === '') at -= 1;
  return at;
}

function isTorn(lines: readonly string[], at: number): boolean {
  const [before, line, after] = [lines[at - 1] ?? '', lines[at]!, lines[at + 1] ?? ''];
  return isQuotedLine(before) && before.trim().length > 50 && isQuotedLine(after) && line.trim().length > 0 && line.trim().length < 70 && /^[\p{Ll}\d("]/u.test(line.trim());
}

/** How many lines open a quotation here (0 for none), and whether it surely goes on to the end. */
function openingAt(lines: readonly string[], at: number): { readonly height: number; readonly toTheEnd: boolean; readonly byWords?: boolean } {
  const line = lines[at]!;
  if (line.trim() === '') return { height: 0, toTheEnd: false };
  if (isDivider(line)) return { height: 1, toTheEnd: true };
  if (isHeaderBlock(lines, at)) return { height: 1, toTheEnd: true };
  if (line.startsWith(ATTRIBUTION_HERE)) return { height: 1, toTheEnd: false };
  if (isQuotedLine(line)) return { height: 0, toTheEnd: false };
  for (let height = 1; height <= TALLEST_ATTRIBUTION && at + height <= lines.length; height += 1) {
    const last = lines[at + height - 1]!;
    if (last.trim() === '' || last.length > LONGEST_LINE || (height > 1 && ((isQuotedLine(last) && last.trim() !== '>:') || !beginsAttribution(line)))) break;
    const strength = attributionStrength(lines.slice(at, at + height).join(' '));
    const follows = writtenBelow(lines, at + height);
    if (strength === 'sure' || (strength === 'weak' && (follows.some(isQuotedLine) || (follows[0] !== undefined && labelOf(follows[0]) !== undefined)))) return { height, toTheEnd: false, byWords: strength === 'sure' };
  }
  return { height: 0, toTheEnd: false };
}

/**
 * The header fields of a quoted mail: one names the sender, one the date or the subject, and one more. Forms that people
 * fill in on a web page begin with a subject; they need a fourth.
 */
function isHeaderBlock(lines: readonly string[], at: number): boolean {
  const first = labelOf(lines[at]!);
  if ((first !== 'from' && first !== 'sent' && first !== 'subject') || isQuotedLine(lines[at]!)) return false;
  const labels = new Set(lines.slice(at, at + HEADER_WINDOW).filter((line) => line.length < LONGEST_LINE).map(labelOf).filter((label) => label !== undefined));
  return labels.size >= (first === 'subject' ? 4 : 3) && labels.has('from') && (labels.has('sent') || labels.has('subject')) && !isForm(lines.slice(at, at + HEADER_WINDOW));
}

/** The next few lines that are not blank. */
function writtenBelow(lines: readonly string[], from: number): string[] {
  return lines.slice(from, from + 8).filter((line) => line.trim() !== '').slice(0, 3);
}

function isQuotedLine(line: string): boolean {
  return /^\s{0,3}>/.test(line);
}

function separateSignature(lines: readonly string[], quotes: boolean): { fresh: readonly string[]; signature: readonly string[] } {
  const written = lines.map((line, at) => ({ line, at })).filter(({ line }) => line.trim() !== '');
  const start = written.findIndex(({ line }, at) => {
    const left = written.length - at;
    if (line.length > LONGEST_LINE) return false;
    if (DASHES.test(line)) return true;
    if (isAppended(line)) return left <= 6;
    // A mail that begins with greetings says nothing else, unless it forwards.
    return SIGN_OFF.test(line) && !SAYS_MORE.test(line) && left <= LONGEST_SIGNATURE && (at > 0 || (quotes && left <= 8));
  });
  if (start < 0) return { fresh: lines, signature: [] };
  const from = written[start]!.at;
  const postscript = lines.findIndex((line, at) => at > from && POSTSCRIPT.test(line));
  if (postscript < 0) return { fresh: lines.slice(0, from), signature: lines.slice(from) };
  return { fresh: [...lines.slice(0, from), ...lines.slice(postscript)], signature: lines.slice(from, postscript) };
}

function tidy(lines: readonly string[]): string {
  const kept = lines.map((line) => withoutMarks(line).trimEnd());
  const first = kept.findIndex((line) => line !== '');
  const last = kept.findLastIndex((line) => line !== '');
  return first < 0 ? '' : kept.slice(first, last + 1).filter((line, at, all) => line !== '' || all[at - 1] !== '').join('\n');
}

/** What HTML left for the search of quotations. */
export function withoutMarks(text: string): string {
  return text.replaceAll(QUOTED_FROM_HERE, '').replaceAll(ATTRIBUTION_HERE, '');
}
