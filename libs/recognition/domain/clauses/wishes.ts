import { EVERYDAY_DE, EVERYDAY_EN, type Concept } from '../lexicon/index.js';
import { clausesOf } from './clauses.js';
import type { ReadSentence } from '../score.js';
import { remembering } from '../text/known-words.js';
import { isOneSlipAway } from '../text/typos.js';
import { wordSet } from '../text/word-set.js';
import { SAFE_WISHES } from './safe-wishes.js';
import { IS, kindsAmong, kindsOf } from './word-kinds.js';

const SAFE = wordSet(...Object.values(SAFE_WISHES), ...[EVERYDAY_DE, EVERYDAY_EN].flatMap((fields) => ['discourse', 'subjunctive', 'time', 'number', 'feeling', 'politeness', 'slips', 'english'].map((field) => fields[field] ?? '')));

const LONG = 9;
const BEFORE = 2;

/** A clause that wants something of us. */
interface Wish {
  /** Words `from` … `to - 1` of the sentence. */
  readonly from: number;
  readonly to: number;
  /** Its words, those marked that no safe wish has. */
  readonly marked: readonly string[];
  readonly isUnderstood: boolean;
  /** Not understood, and asked of us rather than told. */
  readonly isOpen: boolean;
}

/** The clauses that want something of us and are not made of the words of a safe wish alone; each as it stands, for the specs. */
export function wishesNotUnderstood(read: readonly ReadSentence[], own: ReadonlySet<string>, understoodIn: (one: ReadSentence) => ReadonlySet<number>): readonly string[] {
  return read.flatMap((one) => wishesIn(one, own, understoodIn(one)).filter(({ isUnderstood }) => !isUnderstood).map(({ marked }) => marked.join(' ')));
}

/** What a link is, in whatever words a wish names it. */
const NAMES_LINK: ReadonlySet<Concept> = new Set<Concept>(['link', 'act', 'reset', 'newpw', 'pw', 'creds', 'user', 'login']);

/** A wish that speaks of one of these is one for the link, in whatever words. */
const OF_ACCESS: ReadonlySet<Concept> = new Set<Concept>([...NAMES_LINK, 'mail', 'addr', 'mailbox', 'regi', 'account', 'signin', 'junk', 'captcha', 'locked', 'unlock', 'forgot', 'expired', 'again', 'given', 'attempts', 'site', 'myself', 'thanks', 'enter', 'find', 'arrive', 'missing']);

/** Whether the text wishes for a link and, in another sentence, for something else that is not understood. */
export function wantsMore(read: readonly ReadSentence[], own: ReadonlySet<string>, understoodIn: (one: ReadSentence) => ReadonlySet<number>): boolean {
  const written = read.filter(({ sentence }) => !sentence.isSubject).map((one) => ({ concepts: [...one.found.keys()], wishes: wishesIn(one, own, understoodIn(one)) }));
  const isForLink = written.map(({ concepts, wishes }) => wishes.length > 0 && concepts.some((concept) => NAMES_LINK.has(concept)));
  return written.some(({ concepts, wishes }, at) => wishes.some(({ isOpen }) => isOpen) && !concepts.some((concept) => OF_ACCESS.has(concept)) && isForLink.some((isFor, place) => isFor && place !== at));
}

/** The places of the words of wishes that are made of safe words throughout: who understands a wish has understood its words. */
export function wordsOfSafeWishes(one: ReadSentence, own: ReadonlySet<string>, understood: ReadonlySet<number>): ReadonlySet<number> {
  return new Set(wishesIn(one, own, understood).filter(({ isUnderstood }) => isUnderstood).flatMap(({ from, to }) => Array.from({ length: to - from }, (_, at) => from + at)));
}

/** The wishes of a sentence, with whose words and with what of it understood. */
export interface WishesFound {
  readonly own: ReadonlySet<string>;
  readonly understood: ReadonlySet<number>;
  readonly wishes: readonly Wish[];
}

function wishesIn(one: ReadSentence, own: ReadonlySet<string>, understood: ReadonlySet<number>): readonly Wish[] {
  const seen = one.asked.wishes;
  if (seen?.own === own && seen.understood === understood) return seen.wishes;
  const wishes = lookForWishes(one, own, understood);
  one.asked.wishes = { own, understood, wishes };
  return wishes;
}

function lookForWishes(one: ReadSentence, own: ReadonlySet<string>, understood: ReadonlySet<number>): readonly Wish[] {
  const { words: written, shown, isQuestion } = one.sentence;
  // What a page asks for is no wish of the writer's.
  const words = shown.includes(true) ? written.map((word, at) => (shown[at] ? ',' : word)) : written;
  const kinds = words.map(kindsOf);
  const wishes: Wish[] = [];
  for (let from = 0, to = 0; from < words.length; from = to) {
    for (to = from + 1; to < words.length && !(kindsOf(written[to]!) & IS.parts);) to += 1;
    const all = kindsAmong(kinds, from, to);
    if (!(all & IS.toUs) && clausesOf(one).some(({ kind, from: begin, to: end }) => kind === 'use' && begin <= from && to <= end)) continue;
    if (!isWish(kinds, from, to, isQuestion && to === words.length)) continue;
    // Who writes without stops tells a story first.
    const asks = to - from <= LONG ? from : kinds.findIndex((kind, at) => at >= from && at < to && kind & (IS.asks | IS.modal));
    const begins = Math.max(from, asks - (to - from <= LONG ? 0 : BEFORE));
    const isMine = (all & IS.me) !== 0;
    const marked = words.slice(begins, to).map((word, place) => (isSafe(word) || (isMine && kinds[begins + place]! & IS.fillsIn) || own.has(word) || understood.has(begins + place) ? word : `<${word}>`));
    const isUnderstood = !marked.some((word) => word.startsWith('<'));
    wishes.push({ from: begins, to, marked, isUnderstood, isOpen: !isUnderstood && !isTold(words.slice(from, to).join(' ')) });
  }
  return wishes;
}

/** "Sonst hätte die Seite es nicht angenommen": what would have been. */
const WOULD_HAVE = /\bhaetten?\b.{0,120}\b(?:sollen|koennen|muessen|duerfen|[a-z]{0,8}ge[a-z]{2,14}(?:t|en)|[a-z]{2,14}iert)$/;
const POLITE = /\b(?:gerne?|lieber|bitte[nt]?|noch|auch|wunsch|frage|anliegen|please|also)\b/;
/** "Ich brauche am Freitag den Beamer": what the portal is wanted for. */
const OWN_NEED = /\b(?:brauche?|benoetige|(?:i|we) need)\b/;
const FROM_US = /\b(?:sie|ihnen|ihr|euch|you|your|von|from|noch|auch|also|neue[nrms]?|new|another|ausserdem|dazu|davon|erst)\b/;
/** Only a person has these to give. */
const ANSWERS = /(?:ursache|grund|gruende|auskunft|antwort|erklaerung|bestaetigung|bescheinigung|beleg|kopie|rechnung|liste|nummern?|termin|hilfe|unterschrift|stempel|zusage|rueckruf|freigabe|reason|cause|answer|explanation|confirmation|certificate|receipt|copy|invoice|list|numbers?|date|help|approval|signature|call)(?:e|en|n|s|es)?\b/;
const GUESSES = /^(?:raten|rate|ratet) (?:sie|mal|ihr)$|\bhas kindly\b|\bi (?:[a-z]{1,10} )?could not (?:tell|say)\b/;

/** Whether a clause tells, in words that wish as often, what was or what for; nobody is asked for anything. */
function isTold(clause: string): boolean {
  if (GUESSES.test(clause)) return true;
  if (POLITE.test(clause)) return false;
  return WOULD_HAVE.test(clause) || (OWN_NEED.test(clause) && !FROM_US.test(clause) && !ANSWERS.test(clause));
}

function isWish(kinds: readonly number[], from: number, to: number, isQuestion: boolean): boolean {
  const all = kindsAmong(kinds, from, to);
  if (all & IS.thanks && !(all & IS.names)) return false;
  if (all & IS.use && !(all & IS.toUs)) return false;
  if (isQuestion || all & IS.asks || (all & IS.modal && all & IS.toUs)) return true;
  let first = from;
  while (first < to && kinds[first]! & IS.parts) first += 1;
  // "Schicken Sie …", "schickt mir …", "Send me …"; "… and keep it quiet".
  return first < to && ((kinds[first]! & IS.order) !== 0 && first + 1 < to && (kinds[first + 1]! & IS.followsOrder) !== 0 || (kinds[first]! & IS.bareOrder) !== 0);
}

const ENDING = /(?:e|en|er|es|em|n|s|st|t)$/;
/** To send, to bring on the way, to look at, to help: with what German puts before them; not what hands on or alters ("weiterleiten", "umstellen"). */
const SENDS = /^(?:zu|her|herueber|rueber|raus|heraus|ab|los|nach|ueber|hin|retour|zurueck|vorbei)(?:zu|ge)?(?:schick|send|sand|mail|reich|schieb|schob)(?:e|en|st|t|et|te|ten)?$/;
const LOOKS = /^(?:nach|rein|hinein|drueber|drauf|hin|gegen|ueber|durch|rauf)(?:zu|ge)?(?:schau|guck|kuck|seh|sieh|sehn|pruef|check|helf|holf|hilf)(?:e|en|st|t|te|ten)?$/;
/** Of verbs; several accounts, users or settings are another wish. */
const ENGLISH_ENDING = /(?:ing|ed|d)$/;
/** Handing on stays a word of its own, which is looked at elsewhere. */
const HANDS_ON = /^forward/;
/** Several of what there is one of, a place that only another word names, and who may be somebody, though it mostly is a kind word for us. */
const NEVER_SAFE = wordSet(`users accounts logins customers konten dahin dorthin hierhin dorthinein gentlemen ladies schatz engel retter nothelfer schuler savior saviour hero heroes heros legend legends star stars angel angels
  wizard wizards magician idiot muppet numpty plonker twit wally nitwit fool dunce dope dummkopf trottel mensch menschen rest gesamtheit couple pair bunch scatterbrain schlafmuetze lifesaver lifesavers`);
const SAFE_LONG = [...SAFE].filter(({ length }) => length >= 6);

/** One of the words as it stands in the list. */
export function isSafeWord(word: string): boolean {
  return SAFE.has(word);
}

/** One of the words, inflected, drawn out or mistyped. */
const isSafe = remembering((written) => {
  const word = written.replace(/([a-z])\1{2,}/gu, '$1');
  if (NEVER_SAFE.has(word)) return false;
  return word === ',' || word.length <= 2 || /^[0-9]{1,2}[a-z]?$/.test(word) || SAFE.has(word) || SAFE.has(word.replace(ENDING, '')) || isInflectedEnglish(word) || SENDS.test(word) || LOOKS.test(word) || (word.length >= 6 && SAFE_LONG.some((safe) => safe[0] === word[0] && isOneSlipAway(word, safe)));
});

/** "Issuing", "issued". */
function isInflectedEnglish(word: string): boolean {
  const stem = word.replace(ENGLISH_ENDING, '');
  return stem.length >= 4 && stem !== word && !HANDS_ON.test(word) && (SAFE.has(stem) || SAFE.has(`${stem}e`) || (stem.at(-1) === stem.at(-2) && SAFE.has(stem.slice(0, -1))));
}
