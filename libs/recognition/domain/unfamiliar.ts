import { clausesOf } from './clauses/clauses.js';
import { isPassedOver } from './clauses/passed-over.js';
import { isSafeWord, wordsOfSafeWishes } from './clauses/wishes.js';
import { LEADS_TO } from './clauses/words-of-clauses.js';
import { EVERYDAY_DE, EVERYDAY_EN, HARMLESS_DE, HARMLESS_EN, OTHER_HANDS, OTHER_PEOPLE, PLAIN_DE, PLAIN_EN } from './lexicon/index.js';
import type { Concept } from './lexicon/index.js';
import type { ReadSentence } from './score.js';
import { fold } from './text/fold.js';
import { remembering } from './text/known-words.js';
import { compile } from './text/pattern.js';
import { foldedWords } from './text/sentences.js';
import { isOneSlipAway } from './text/typos.js';
import { wordSet } from './text/word-set.js';

const PLAIN = wordSet(PLAIN_DE, PLAIN_EN, ...Object.values(EVERYDAY_DE), ...Object.values(EVERYDAY_EN));
/** As harmless, but not to be guessed at: what is one slip away from one of so many words may be any word. */
const HARMLESS = wordSet(HARMLESS_DE, HARMLESS_EN);
const BY_LETTER: ReadonlyMap<string, readonly string[]> = Map.groupBy([...PLAIN].filter(({ length }) => length >= 6), (word) => word[0]!);
const NEVER = compile(OTHER_HANDS);
const NEVER_BY_CHANCE = compile([...OTHER_HANDS, ...OTHER_PEOPLE]);
/** Endings of inflection; a compound ("Passwortweitergabe") is a word of its own and not known by its first half. */
const ENDING = /^(?:e|en|er|es|em|n|s|st|t|te|ten|tes|et|d|ed|ing|ly|est|end|ste|ere)$/;
/** "Ich bin hier die …", "as your …": who somebody is, is chatter only in words that we know. */
const SAYS_WHO = new Set(['bin', 'am', 'als', 'as', 'im', 'bins']);
/** "Dear colleagues" is us. */
const COLLEAGUES = /^(?:colleagues?|kolleg(?:en|innen))$/;
const SALUTES = /^(?:dear|hello|hi|liebe|geehrte|hallo|werte)$/;
/** Compounds that are chatter whatever stands before. */
const HEADS = /(?:versammlung|versammlungen|sitzung|besprechung|tagung|feier|konzert|auffuehrung|vorfuehrung|klausur|projekt|unterricht|thema|film|stueck|platz|garten|wald|dach|keller|kueche|saal|halle|werkzeug|motor|pumpe|messung|montage|wartung|kurs|zeit|tag|tage|woche|wochen|stunde|urlaub|ferien|papier|buch|buechlein|heft|zettel|brief|kiste|raum|zimmer|tisch|blatt|feld|seite|system|regeln|vorgaben|gruenden|programm|problem|fehler|versuch|pause|stress|chaos|wetter|fest|plan|aufgabe|aufgaben|uebung|uebungen|maschine|taste|schrank|reise|fahrt|kuchen|suppe|becher|sturm|laune|grippe|schmerz|schmerzen|karte|liste|stift|lampe|hose|luft|abend|morgen|nacht|schlaf)$/;
/** Verbs of looking, trying and coming with what stands before them; not those that hand something round, or lay somebody in. */
const SEPARABLE = /^(?:rein|rum|herum|hinein|hinaus|heraus|raus|runter|rauf|hoch|wieder|neu|nach|durch|weiter|zurueck|zu)(?:zu)?(?:ge)?(?:komm|mach|tipp|such|schau|guck|sehen|sehe|seh|probier|klick|drueck|setz|les|lauf|fall|denk|dacht|find|fund|helf|holf|spring|sprung|krieg|scroll|wuehl|stoeber|kram|blaetter|raetsel)(?:e|en|t|te|ten|st|n)?$/;
/** Prose below the closing, and no name or office. */
const ADDRESSES_US = /\b(?:ich|bitte|mir|mich|sie|ihr|i|please|you|me|my|mein[a-z]{0,2})\b/;

export interface UnfamiliarWords {
  /** Those that speak of other hands, or stand below the closing. */
  readonly ofOtherHands: readonly string[];
  /** The others, if there are more of them than a mail of this length may have. */
  readonly strange: readonly string[];
}

/** From so many words on a mail tells a story, and a story has words of its own: one more for each so many. */
const SHORT = 30;
const WORDS_FOR_ONE = 9;

/**
 * Words that nobody needs to say that they cannot get in. Cues find the dangers that we have thought of; this list is
 * closed, and what is not on it may be a person, another service, another wish. A short mail may hold none of them
 * (one where it can hardly matter: in German, no noun, not beside what is said of the access, not about who somebody
 * is); a long one may have a few, but none of those that speak of other hands.
 */
export function unfamiliarWords(read: readonly ReadSentence[], below: string, own: ReadonlySet<string>, isGerman: boolean): UnfamiliarWords {
  const isKnown = (word: string): boolean => own.has(word) || isPlain(word) || (word.search(NEVER) < 0 && (word.length < 3 || /[0-9]/u.test(word)));
  const grave = new Set<string>();
  const strange = new Set<string>();
  const minor = new Set<string>();
  for (const one of read) {
    const { sentence, found } = one;
    // Most sentences are of known words throughout.
    if (sentence.words.every(isKnown)) continue;
    const clauseAt = clausesOf(one).flatMap((clause) => Array.from({ length: clause.to - clause.from }, () => clause));
    const inWishes = wordsOfSafeWishes(one, own, wordsUnderstood(one));
    const understood = new Set([...wordsUnderstood(one), ...inWishes]);
    // "Verraten Sie mir …": what is sorted into the safe wishes by itself may be said there, whatever it is elsewhere.
    const safe = new Set([...inWishes].filter((at) => isSafeWord(sentence.words[at]!)));
    const ofAccess = new Set([...found].filter(([concept]) => concept !== 'thanks').flatMap(([, all]) => all.map(({ firstWord }) => sentence.clauses[firstWord])));
    sentence.words.forEach((word, at) => {
      // "Klasse SPA 1"
      if (/^(?:klasse|class|kurs)$/.test(sentence.words[at - 1] ?? '') && /^\p{Lu}{2,4}$/u.test(sentence.originals[at]!)) return;
      if (sentence.shown[at] || isKnown(word) || (understood.has(at) && (word.search(NEVER_BY_CHANCE) < 0 || safe.has(at))) || (COLLEAGUES.test(word) && sentence.words.slice(Math.max(0, at - 3), at).some((before) => SALUTES.test(before)))) return;
      // "Wolfgang Hofer" writes from w.hofer@…
      if (own.has(word[0]!) && own.has(sentence.words[at + 1] ?? '')) return;
      const isAcronym = /^\p{Lu}{2,4}$/u.test(sentence.originals[at]!);
      const isNoun = at > 0 && !isAcronym && /^\p{Lu}/u.test(sentence.originals[at]!);
      // "Horst Ohm, Dachdeckermeister": what stands beside the own name signs the mail.
      if (sentence.words.length <= 6 && found.size === 0 && sentence.words.slice(0, at).some((before) => own.has(before))) return;
      if (word.search(NEVER_BY_CHANCE) < 0 && isPassedOver(one, clauseAt[at]!, at, isGerman)) return;
      const isDenied = /^(?:kein|keine|no|not)$/.test(sentence.words[at - 1] ?? '');
      const isSomebody = sentence.words.slice(Math.max(0, at - 4), at).some((before) => SAYS_WHO.has(before));
      const weight = word.search(NEVER) >= 0 && !isDenied ? grave : word.search(NEVER_BY_CHANCE) < 0 && isGerman && !isNoun && !isSomebody && clauseAt[at]!.kind !== 'wish' && clauseAt[at]!.kind !== 'others' && !sentence.words.slice(Math.max(0, at - 2), at).some((before) => LEADS_TO.has(before)) && !ofAccess.has(sentence.clauses[at]) ? minor : strange;
      weight.add(word);
    });
  }
  for (const line of below.split('\n').map((one) => foldedWords(one).text)) if (ADDRESSES_US.test(line)) for (const word of line.split(' ')) if (!isKnown(word)) grave.add(word);
  const length = read.reduce((sum, { sentence }) => sum + sentence.words.length, 0);
  const spare = length <= SHORT ? 0 : Math.floor((length - SHORT) / WORDS_FOR_ONE);
  const isStory = strange.size <= spare && strange.size + minor.size <= spare + 1;
  return { ofOtherHands: [...grave], strange: isStory ? [] : [...strange, ...minor] };
}

/** What is said of getting in, in words that the word lists have: of these no other list need speak. */
const MOVES: ReadonlySet<Concept> = new Set<Concept>([
  'user', 'link', 'act', 'regi', 'login', 'creds', 'reset', 'captcha', 'criteria', 'forgot', 'arrive', 'missing', 'work', 'broken', 'wrong', 'reject', 'expired', 'locked', 'attempts', 'request', 'incomplete', 'again', 'enter', 'weak', 'junk', 'began', 'typo', 'noted', 'mishap', 'forced', 'update', 'newpw', 'find',
]);

/** The words by which a sentence says something of `MOVES`; of several with a gap between, the first and the last. */
export function wordsUnderstood({ found, asked }: ReadSentence): ReadonlySet<number> {
  return (asked.understood ??= new Set([...found].filter(([concept]) => MOVES.has(concept)).flatMap(([, all]) => all.flatMap(({ firstWord, lastWord }) => [firstWord, lastWord]))));
}

/** Folded: the words of the sender's name, address and fields, which a mail may always say. */
export function ownWords(said: readonly string[]): ReadonlySet<string> {
  return new Set(said.map(fold).filter((words) => !ADDRESSES_US.test(words)).flatMap((words) => words.split(/[^a-z0-9]{1,20}/u)));
}

/** Whether a folded word says nothing but what everybody says who cannot get in. */
export const isPlain: (word: string) => boolean = remembering((word) => {
  if (word === ',' || PLAIN.has(word)) return true;
  // "gaaanz", "biiitte", "helppp": drawn out.
  const short = word.replace(/([a-z])\1{2,}/gu, '$1');
  if (short !== word) return isPlain(short) || isPlain(word.replace(/([a-z])\1{2,}/gu, '$1$1'));
  // "brother" is one slip away from "bother".
  if (word.search(NEVER_BY_CHANCE) >= 0) return false;
  if (HARMLESS.has(word)) return true;
  for (let letters = 1; letters <= 3 && word.length - letters >= 3; letters += 1) if (ENDING.test(word.slice(-letters)) && PLAIN.has(word.slice(0, -letters))) return true;
  if (isPlainCompound(word)) return true;
  return (word.length >= 8 && (HEADS.test(word) || SEPARABLE.test(word))) || (word.length >= 7 && (BY_LETTER.get(word[0]!) ?? []).some((plain) => isOneSlipAway(word, plain)));
});

/** Before a head these make another thing of it: whose access it is, or one more of them. */
const NO_FIRST_PART = /^(?:klass|grupp|team|sammel|gast|gaest|test|admin|zweit|dritt|fremd|gemein|haupt|dienst|familien|eltern|schueler|lehrer|kurs|raum|privat|firmen|buero|amts|neben|ersatz|eigen|group|guest|second|master|super)/;
/** Verbs and their nouns mean something else with what stands before them ("abmelden", "weitergeben"), so only things are put together. */
const HEAD = /^(?:[a-z]{0,12}(?:namen?|nummer|maske|zeile|leiste|feld|felder|fenster|taste|tasten|knopf|seite|seiten|link|links|mail|mails|ordner|zettel|buch|manager|speicher|versuch|versuche|versuchen|fehler|meldung|meldungen|daten|vorgang|formular|bildschirm|dings|kram|chaos|pech|problem|probleme|programm))$/;

/** "Adresszeile", "Anmeldemaske": a thing of the screen or the desk, named by two plain words. */
function isPlainCompound(word: string): boolean {
  if (word.length < 9 || NO_FIRST_PART.test(word) || !HEAD.test(word)) return false;
  for (let cut = 4; cut <= word.length - 4; cut += 1) {
    const [first, second] = [word.slice(0, cut), word.slice(cut)];
    if (PLAIN.has(second) && (PLAIN.has(first) || PLAIN.has(first.replace(/(?:s|n|en|es)$/u, '')) || PLAIN.has(`${first}en`))) return true;
  }
  return false;
}
