import { EVERYDAY_DE, EVERYDAY_EN, type Concept } from '../lexicon/index.js';
import { clausesOf } from './clauses.js';
import type { ReadSentence } from '../score.js';
import { remembering } from '../text/known-words.js';
import { isOneSlipAway } from '../text/typos.js';
import { wordSet } from '../text/word-set.js';
import { SAFE_WISHES } from './safe-wishes.js';
import { COURTESY, USES } from './words-of-clauses.js';

const SAFE = wordSet(...Object.values(SAFE_WISHES), ...[EVERYDAY_DE, EVERYDAY_EN].flatMap((fields) => ['discourse', 'subjunctive', 'time', 'number', 'feeling', 'politeness', 'slips', 'english'].map((field) => fields[field] ?? '')));
/** A clause with one of these asks, wishes or orders. */
const ASKS = /^(?:bitte|bitten|bittet|pls|please|kindly|wuesste|koennt|koennts|kannst|koenntest|wuerden|wuerdet|wuerdest|moechte|moechten|haette|haetten|brauche|brauchen|brauch|braeuchte|benoetige|benoetigen|wuensche|erbitte|beantrage|verlange|fordere|need|want|would|let)$/;
/** An order, where a clause begins with it or one of us follows. */
const ORDERS = /^(?:[a-z]{1,18}(?:ck|nd|cht|ckt|det|bt|lt|zt|en|gt|ft|rt)|gib|sag|mach|mail|send|give|make|set|tell|forward|reset|change|delete|put|get|check|help|confirm|unlock)$/;
const TO_US = /^(?:sie|ihr|ihnen|euch|you|your)$/;
/** Thanks for something, or a greeting with a link in it, are more than that. */
const NAMES = /^(?:fuer|for|bitte|please|[a-z]{0,12}(?:link|passwort|kennwort|password)[a-z]?|konto|account|zugang|login)$/;
const WISHED = /^(?:wuensche|wuenschen|liebe|gott|schoen[a-z]{0,2})$/;
const MODAL = /^(?:koennen|koennten|koennt|wuerden|wuerdet|moegen|moechten|wollen|wollt|sollen|sollten|muessen|kann|koennte|can|could|would|will|may|might|should|shall)$/;
const JOIN = /^(?:,|und|oder|and|or|aber|but|weil|because|da|since|denn|damit|so|dass|that|obwohl|although|nachdem|after|als|when|bevor|before|while|waehrend)$/;

/** "Was muss ich eintragen?" asks how; "tragen Sie ein" wants something. */
const FILLS_IN = /^(?:eintragen|eingeben|einsetzen|eintippen|hinschreiben|reinschreiben|put|enter|type)$/;
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
  /** Something is asked of us, rather than told. */
  readonly isAsked: boolean;
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
  return written.some(({ concepts, wishes }, at) => wishes.some(({ isUnderstood, isAsked }) => isAsked && !isUnderstood) && !concepts.some((concept) => OF_ACCESS.has(concept)) && isForLink.some((isFor, place) => isFor && place !== at));
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
  const { sentence } = one;
  const bounds = [0, ...sentence.words.flatMap((word, at) => (at > 0 && JOIN.test(word) ? [at] : [])), sentence.words.length];
  return bounds.slice(1).flatMap((to, at) => {
    // What a page asks for is no wish of the writer's.
    const clause = sentence.words.slice(bounds[at], to).map((word, place) => (sentence.shown[bounds[at]! + place] ? ',' : word));
    if (clausesOf(one).some(({ kind, from, to: end }) => kind === 'use' && from <= bounds[at]! && to <= end) && !clause.some((word) => TO_US.test(word))) return [];
    if (!isWish(clause, sentence.isQuestion && to === sentence.words.length)) return [];
    // Who writes without stops tells a story first.
    const begins = clause.length <= LONG ? 0 : Math.max(0, clause.findIndex((word) => ASKS.test(word) || MODAL.test(word)) - BEFORE);
    const isMine = clause.includes('ich') || clause.includes('i');
    const marked = clause.slice(begins).map((word, place) => (isSafe(word) || (isMine && FILLS_IN.test(word)) || own.has(word) || understood.has(bounds[at]! + begins + place) ? word : `<${word}>`));
    return [{ from: bounds[at]! + begins, to, marked, isUnderstood: !marked.some((word) => word.startsWith('<')), isAsked: !isTold(clause.join(' ')) }];
  });
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

function isWish(words: readonly string[], isQuestion: boolean): boolean {
  const isToUs = words.some((word) => TO_US.test(word));
  if (words.some((word) => COURTESY.has(word) && !WISHED.test(word)) && !words.some((word) => NAMES.test(word))) return false;
  if (!isToUs && words.some((word) => USES.has(word))) return false;
  return isQuestion || isOrder(words) || beginsAsOrder(words) || words.some((word) => ASKS.test(word)) || (words.some((word) => MODAL.test(word)) && words.some((word) => TO_US.test(word)));
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

/** "Schicken Sie …", "schickt mir …", "Send me …". */
function isOrder(words: readonly string[]): boolean {
  const first = words.findIndex((word) => !JOIN.test(word));
  return first >= 0 && ORDERS.test(words[first]!) && /^(?:sie|mir|uns|me|us|ihr|euch)$/.test(words[first + 1] ?? '');
}

const BARE_ORDERS = /^(?:keep|leave|take|put|hold|stop|skip|add|remove|cancel|close|forget|ignore|print|hand|pass|bring|charge|grant|allow|approve|waive|delete|do not|never|lasst?|nehmt|haltet|behaltet|vergesst|ignoriert|druckt|legt|stellt|gebt|macht|loescht|aendert)$/;

/** "… and keep it quiet": an order without anybody named. */
function beginsAsOrder(words: readonly string[]): boolean {
  return BARE_ORDERS.test(words.find((word) => !JOIN.test(word)) ?? '');
}
