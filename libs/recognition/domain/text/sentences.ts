import { MAX_CHARACTERS } from './fold.js';
import { COMMA, distinct, wordsIn, type Passage, type Word } from './passage.js';

/** A sentence as patterns see it, with the way back to the person's own words. */
export interface Sentence extends Passage {
  /** Folded words with one space between them; commas stay as words of their own. */
  readonly words: readonly string[];
  readonly text: string;
  /** Where each word starts in `text`. */
  readonly offsets: readonly number[];
  /** For every word, the number of the clause it stands in. */
  readonly clauses: readonly number[];
  /** The words as the person wrote them. */
  readonly originals: readonly string[];
  /** Whether a word stands in what a page or an error said: copied, not meant. */
  readonly shown: readonly boolean[];
  readonly isQuestion: boolean;
  readonly isSubject: boolean;
}

/** Between the sentences of a mail; no pattern reaches across it. */
export const SENTENCE_BREAK = ' . ';
/** More of a subject is never read. */
export const MAX_SUBJECT = 400;
const CLAUSE_WORDS = new Set([
  ',', 'und', 'aber', 'weil', 'obwohl', 'sondern', 'denn', 'doch', 'jedoch', 'trotzdem', 'sodass', 'damit', 'waehrend', 'wobei', 'nachdem', 'and', 'but', 'because',
  'although', 'though', 'while', 'whereas', 'however', 'yet', 'since', 'after', 'so',
]);
const WORD = /\uE000?[\p{L}\p{N}\p{M}]{1,80}(?:['’´`][\p{L}]{1,8})?|,/gu;
const ADDRESS = /[^\s@<>,;:()"„“”]{1,64}@[^\s@<>,;()"„“”]{1,190}/gu;
const WEB = /\b(?:https?:\/\/|www\.)[^\s<>"]{1,500}/giu;
const GREETING = /^\s{0,5}(?:sehr geehrte[rs]?|liebe[rs]?|hallo|hi|hey|guten (?:tag|morgen|abend)|moin(?: moin)?|servus|gr(?:ü|ue)(?:ß|ss) gott|dear|hello|good (?:day|morning|afternoon|evening)|to whom it may concern|hiya|to the)\b[^\n,.!:]{0,60}[,!.:]?\s{0,3}(?:\n|$)/iu;
/** "hi ich hab mein pw vergessen": who writes without a full stop says it in the line of the greeting. */
const SAYS_SOMETHING = /\b(?:ich|i|hab|habe|have|mein[a-z]{0,2}|my|ist|is|is(?:t|st)|geht|kann|can|könn\w{1,3}|bitte|please|wie|how|was|what|wo|where|brauch\w{0,3}|need|verg\w{3,6}|forg\w{2,5}|pass\w{1,6}|kennwort|pw|link|login|nicht|not)\b/iu;
const GREETING_INLINE = /^\s{0,5}(?:hallo|hi|hey|guten (?:tag|morgen|abend)|moin(?: moin)?|servus|dear|hello|good (?:day|morning)|liebe[rs]?|sehr geehrte)\b(?:\s[\p{L}.-]{1,20}){0,3}[,!.]\s/iu;
/** A salutation that only mass mail uses; it is a signal itself. */
const IMPERSONAL = /(?:nutzer|benutzer|kontoinhaber|\buser|costumer|account holder|valued|beneficiary|unternehmer)/iu;
const CLOSING = /\n\s{0,5}(?:mit (?:freundliche|beste|herzliche|vielen|lieben|kollegiale)[^\n]{0,40}|(?:viele|liebe|beste|freundliche|herzliche|sch(?:ö|oe)ne|sonnige) gr(?:ü|ue)(?:ß|ss)e[^\n]{0,40}|gr(?:u|ü)(?:ß|ss)e?[^\n]{0,30}|mfg|vg|lg|(?:kind|best|warm|many)? ?regards|best wishes|yours (?:sincerely|faithfully)|cheers|sincerely)[^\n]{0,20}\n/iu;
/** A number that is given is not a number that is looked for: "Seriennummer AB123Z" is read as one word for itself. */
const GIVEN_SERIAL = /(?:\b(?:serien-?\s?(?:nummer|nr\.?)|ger(?:ä|ae)te-?\s?(?:nummer|nr\.?)|serial(?:[\s-](?:number|no\.?))?|s\/n|snr\.?)[\s:.(#„"“]{1,4}(?:ist |lautet |is |laut typenschild )?[„"“]?)?\b[A-Z]{2}\d{3}[A-Z]\b/giu;
const SENT_FROM = /\n\s{0,5}(?:von meinem (?:i?phone|ipad|handy|smartphone|galaxy|samsung|huawei|xiaomi|tablet|mobil)|gesendet (?:von|mit)|sent from|get outlook)[^\n]{0,60}/giu;
const SUBJECT_MARKS = /^(?:\s{0,3}(?:re|aw|wg|fwd?|antwort)\s{0,2}:){1,6}\s{0,3}/iu;

/**
 * Subject first, then the text, cut into sentences. Hard line wraps are joined; short lines and blank lines end a
 * sentence, unless the text is read `on`: then only full stops do, wherever the writer broke the line.
 *
 * @param made sentences of the same mail by the piece of text behind them; what is cut in the same way again is not made anew
 */
export function sentencesOf(subject: string, text: string, lines: 'as they are' | 'read on' = 'as they are', made = new Map<string, Sentence>()): readonly Sentence[] {
  const plain = subject.replaceAll(SHOWN, '').replace(SUBJECT_MARKS, '').replace(/^\s{0,3}(?:\[[^\]]{0,60}\]\s{0,3}){1,3}/u, '');
  const parts: Sentence[] = [];
  const head = /^(.{6,200}?)\s(?:re|aw|antwort):\s/iu.exec(plain)?.[1] ?? plain;
  const first = toSentence(head.slice(0, MAX_SUBJECT), true);
  if (first.words.length > 0) parts.push(first);
  const framed = withShownMarked(withoutFrame(text.slice(0, MAX_CHARACTERS)));
  for (const written of pieces(lines === 'read on' ? framed.replace(/\s{1,1000}/gu, ' ') : framed)) {
    const piece = written.trimStart();
    const sentence = made.get(piece) ?? toSentence(piece, false);
    made.set(piece, sentence);
    if (sentence.words.length > 0) parts.push(sentence);
  }
  return parts;
}

/** Salutation, closing and what stands below it say nothing about the problem ("Hallo Portal-Team", "Kanzlei …"). */
function withoutFrame(text: string): string {
  if (IMPERSONAL.test(text.slice(0, 100))) return text;
  const whole = withoutGreeting(text);
  const end = CLOSING.exec(`${whole}\n`);
  if (!end || end.index < 10) return whole;
  const after = /(?:^|\n)\s{0,3}(?:p\.?\s?s\b|ps:)/iu.exec(whole.slice(end.index));
  return after ? `${whole.slice(0, end.index)}\n${whole.slice(end.index + after.index)}` : whole.slice(0, end.index);
}

/** What `sentencesOf` leaves out below the closing: mostly a name and an office, but somebody may have written on. */
export function outsideFrame(text: string): string {
  const whole = withoutGreeting(text.slice(0, MAX_CHARACTERS));
  const end = CLOSING.exec(`${whole}\n`);
  return !end || end.index < 10 ? '' : whole.slice(end.index + end[0].length - 1);
}

/** Whether a line or two says something, rather than who and where somebody is. */
export function saysSomething(text: string): boolean {
  return SAYS_SOMETHING.test(text);
}

const NOTHING: Passage = { text: '', known: [] };

/** Folded words with one space between them, for patterns that need no sentences. */
export function foldedWords(text: string): Passage {
  return text === '' ? NOTHING : toSentence(withoutLinks(text).slice(0, MAX_CHARACTERS), false);
}

/** Set before a word of something shown; of a mail's own such letters nothing is left before. */
const SHOWN = '\uE000';
/** What a page said, in quotation marks, behind a word that says so. */
const SHOWN_IN_QUOTES = /((?:steht|stand|kommt|kam|kommen|erscheint|erschien|meldung|meldet|fehler|fehlermeldung|hei(?:ß|ss)t es|zeigt|anzeige|hinweis|text|seite|maske|fenster|kasten|says?|said|saying|shows?|error|message|reads?|pops? up|screen|page|box|banner)[^"„“”»«\n]{0,50}\n{0,2}\s{0,8})(["„“”»«])([^"„“”»«]{2,300})(?=["“”»«])/giu;
/** An error that was pasted: indented, below a line that announces it. */
const SHOWN_INDENTED = /(:[ \t]{0,5}\n\s{0,5}\n?)((?:(?: {2,12}|\t)[^\n]{2,200}(?:\n|$)){1,5})/gu;

/** Marks the words of what is copied from a screen. Only where something announces it as such: anybody can put anything into quotation marks. */
function withShownMarked(text: string): string {
  const marked = (shown: string): string => shown.replace(/(^|[\s"„“”»«(])(?=[\p{L}\p{N}])/gu, `$1${SHOWN}`);
  return text.replaceAll(SHOWN, '').replace(SHOWN_IN_QUOTES, (_, before: string, quote: string, shown: string) => `${before}${quote}${marked(shown)}`).replace(SHOWN_INDENTED, (_, before: string, shown: string) => `${before}${marked(shown)}`);
}

function withoutGreeting(text: string): string {
  const greeting = GREETING.exec(text)?.[0] ?? '';
  const greeted = SAYS_SOMETHING.test(greeting) ? text : text.slice(greeting.length).replace(GREETING_INLINE, '');
  return `\n${greeted}`.replace(SENT_FROM, '');
}

const SENTENCE_END = /(?<=[.!?;:…])(?=["'»“”)]?\s)/u;
/** Most lines hold one sentence: to look for the sign costs less than to make a list. */
const GOES_ON = /[.!?;:…]["'»“”)]?\s/u;

function pieces(text: string): readonly string[] {
  const shielded = withoutAddresses(withoutLinks(text).replace(GIVEN_SERIAL, ' serialgiven '));
  const paragraphs = joinWrappedLines(shielded).split('\n');
  return paragraphs.flatMap((paragraph) => (GOES_ON.test(paragraph) ? paragraph.split(SENTENCE_END) : paragraph));
}

function joinWrappedLines(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  let joined = '';
  lines.forEach((line, at) => {
    const next = lines[at + 1] ?? '';
    const ends = line === '' || next === '' || /^[-*•–>\d]/u.test(next) || (line.length < 45 && /^[\p{Lu}]/u.test(next));
    joined += ends ? `${line}\n` : `${line} `;
  });
  return joined;
}

/** Most texts have none: to look for the sign costs less than to look for an address. */
function withoutAddresses(text: string): string {
  return text.includes('@') ? text.replace(ADDRESS, ' emailaddr ') : text;
}

function withoutLinks(text: string): string {
  return /:\/\/|www\./i.test(text) ? text.replace(WEB, ' weblink ') : text;
}

function withoutHyphens(text: string): string {
  const mended = /mail/i.test(text) ? text.replace(/\be[-‐‑ ]{1,2}mail[-‐‑ ]{0,2}(adresse|konto|postfach|anschrift)/giu, 'email$1').replace(/\be[-‐‑ ]{1,2}mail/giu, 'email') : text;
  return mended.includes('-') ? mended.replace(/\bre-set/giu, 'reset').replace(/\b(\p{L}{2,20})-\s{0,1}(?=\p{Ll})/gu, '$1 ') : mended;
}

function toSentence(piece: string, isSubject: boolean): Sentence {
  const prepared = withoutHyphens(withoutAddresses(piece));
  const spoken: Word[] = [];
  const originals: string[] = [];
  const shown: boolean[] = [];
  for (const match of prepared.match(WORD) ?? []) {
    const isShown = match.startsWith(SHOWN);
    const found = isShown ? match.slice(1) : match;
    for (const word of found === ',' ? COMMA : wordsIn(found)) {
      spoken.push(word);
      originals.push(found);
      shown.push(isShown);
    }
  }
  const words = spoken.map(({ text }) => text);
  const offsets: number[] = [];
  const clauses: number[] = [];
  let at = 0;
  let clause = 0;
  for (const word of words) {
    if (CLAUSE_WORDS.has(word)) clause += 1;
    offsets.push(at);
    clauses.push(clause);
    at += word.length + 1;
  }
  return { words, text: words.join(' '), known: distinct([spoken]), offsets, clauses, originals, shown, isQuestion: /\?\s{0,3}["'»“”)]?\s{0,3}$/u.test(piece), isSubject };
}
