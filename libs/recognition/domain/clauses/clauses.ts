import type { Concept } from '../lexicon/index.js';
import type { ReadSentence } from '../score.js';
import { COURTESY, HANDS_OVER, HAVE, I, JOINS, LEADS_TO, MEANS_TO, NO_MANNER, OTHERS_BY_PRONOUN, STATES, USES, WHEN_OR_WHY, WE, WHEN_OR_WHY_TWO, WISHES } from './words-of-clauses.js';

/** What a clause does in a mail, as far as its small words show it. */
export type ClauseKind =
  /** Speaks of getting in. */
  | 'access'
  /** Asks, wishes, orders, or speaks to us. */
  | 'wish'
  /** Speaks of somebody else, or of several. */
  | 'others'
  /** Thanks, greets, excuses itself. */
  | 'courtesy'
  /** Says what the writer means to do with the portal. */
  | 'use'
  /** Tells what happened or how it is: nothing that has to do with the access or with anybody. */
  | 'background';

export interface Clause {
  readonly kind: ClauseKind;
  /** Words `from` … `to - 1` of the sentence. */
  readonly from: number;
  readonly to: number;
}

/** A clause that speaks of one of these is about getting in, and its words are weighed one by one. */
const ACCESS: ReadonlySet<Concept> = new Set<Concept>([
  'pw', 'newpw', 'user', 'mail', 'addr', 'mailbox', 'link', 'act', 'regi', 'login', 'account', 'reset', 'creds', 'signin', 'locked', 'unlock', 'expired', 'forgot', 'know', 'given', 'pin', 'factor', 'initial', 'staff', 'migr', 'hacked', 'stranger', 'lostdevice', 'lostbox', 'notme', 'delete', 'change', 'moved', 'oldportal', 'othersite',
]);

/** The clauses of a sentence, each with what it does. A piece without a verb of its own belongs to the one before. */
export function clausesOf(one: ReadSentence): readonly Clause[] {
  const seen = READ.get(one);
  if (seen) return seen;
  const clauses = cut(one);
  READ.set(one, clauses);
  return clauses;
}

/** Several ask for the clauses of the same sentence. */
const READ = new WeakMap<ReadSentence, readonly Clause[]>();

function cut({ sentence, found }: ReadSentence): readonly Clause[] {
  const starts = sentence.words.flatMap((word, at) => (at > 0 && (word === ',' || JOINS.has(word)) ? [at] : []));
  const bounds = [0, ...starts, sentence.words.length];
  const ofAccess = new Set([...found].filter(([concept]) => ACCESS.has(concept)).flatMap(([, all]) => all.flatMap(({ firstWord, lastWord }) => Array.from({ length: lastWord - firstWord + 1 }, (_, more) => firstWord + more))));
  const clauses: Clause[] = [];
  for (const [at, to] of bounds.slice(1).entries()) {
    const from = bounds[at]!;
    if (to <= from) continue;
    const words = sentence.words.slice(from, to);
    const own = kindOf(words, from, ofAccess);
    const before = clauses.at(-1);
    clauses.push({ from, to, kind: own === 'background' && before && GOES_ON.has(words[0]!) && !words.some(isVerb) ? before.kind : own });
  }
  return clauses;
}

const GOES_ON = new Set(['und', 'oder', 'and', 'or', ',']);
const VERBS = [STATES, HAVE, HANDS_OVER, MEANS_TO, new Set(['hat', 'has'])];

function isVerb(word: string): boolean {
  return VERBS.some((verbs) => verbs.has(word));
}

function kindOf(words: readonly string[], from: number, ofAccess: ReadonlySet<number>): ClauseKind {
  if (words.some((_, at) => ofAccess.has(from + at))) return 'access';
  if (words.some((word) => OTHERS_BY_PRONOUN.has(word))) return 'others';
  if (words.some((word) => COURTESY.has(word))) return 'courtesy';
  if (words.some((word) => I.has(word) || MEANS_TO.has(word)) && words.some((word) => MEANS_TO.has(word)) && words.some((word) => USES.has(word)) && !words.some((word) => word === 'sie' || word === 'you')) return 'use';
  return words.some((word) => WISHES.has(word)) ? 'wish' : 'background';
}

/** Endings of German and English words for somebody who does something; things that end so are told apart below. */
const SOMEBODY = /(?:er|ern|ers|(?:er|ist|ant|eur|or|aer|aerzt|log|og|koech|wirt|(?<!m)ent)in(?:nen)?|ist|isten|ant|anten|(?<!m)enten|eur|eure|or|oren|ling|linge|[^s]te|ten|ter|ige|iger|igen|liche|licher|lichen|ende|enden|ender|arzt|aerzte|koch|wirt|gast|gaeste|dieb|bote|pate|paten|amt|rat|chor|club|verein|bund|kreis|crew|staff|group|gruppe|klasse|ian|ee|eer|man|men|woman|women|person|people)$/;
const SOMETHING = /(?:sauger|maeher|drucker|schalter|stecker|wecker|rechner|koffer|keller|becher|fehler|zimmer|kalender|wasser|fenster|ordner|computer|winter|sommer|pflaster|teller|hammer|wetter|feuer|kleber|boiler|toaster|trockner|roller|anhaenger|kater|tiger|abenteuer|fieber|unwetter|alter|ufer|muster|theater|fahrer?rad|semester|silvester|dezember|oktober|september|november|trimester|weekender|water|dinner|supper|printer|paper|folder|weather|summer|computer|newsletter|poster|shower|river|number|corner|counter|trailer|hamster|toaster|boiler|kart?e|karten|torte|kiste|weste|kueste|minute|seite|woche|wochenende|garten|kasten|kosten|daten|noten|leiter?wagen|kaffee|tee|coffee|toffee)$/;
const PARTICIPLE = /^(?:[a-z]{0,12}ge[a-z]{3,20}(?:t|en)|(?:ver|be|er|ent|zer|miss|ueber|unter|um|durch)[a-z]{3,20}(?:t|en)|[a-z]{2,20}(?:iert|ed))$/;
/** "Hundertmal", "sorgfältig", "carefully": how or how often, not whose. */
const MANNER = /(?:lich|ig|isch|bar|sam|los|haft|weise|mal|fach|mals|ends|warts|waerts|ly)$/;
/** "Ich sitze an …" */
const AT_WORK = new Set(['sitze', 'sitz', 'sass', 'arbeite', 'arbeitete']);
/** English has "an" for something else. */
const WITHOUT_AN: ReadonlySet<string> = new Set([...LEADS_TO].filter((word) => word !== 'an'));
/** So far an adjunct reaches: "nach den langen, schönen Osterferien". */
const REACH = 4;

/**
 * Whether a word that we do not know can hardly matter where it stands: in a clause that tells a story, thanks, or says
 * what somebody wants to use the portal for; beside the access itself only as a manner or as what something came after.
 * Whoever might be somebody, any unknown deed of the writer's, and what a thing is for are never passed over.
 */
export function isPassedOver({ sentence }: ReadSentence, clause: Clause, at: number, isGerman: boolean): boolean {
  const word = sentence.words[at]!;
  const original = sentence.originals[at]!;
  const clauseWords = sentence.words.slice(clause.from, clause.to);
  const writesCapitals = /\p{Ll}/u.test(sentence.originals.join('')) && sentence.originals.some((one, place) => place > 0 && /^\p{Lu}/u.test(one));
  const isCapital = /^\p{Lu}/u.test(original);
  const isNoun = isGerman && isCapital && at > 0;
  if (word.length > 24 || /^\p{Lu}{2,6}$/u.test(original) || /[0-9]/u.test(word)) return false;
  // A capital inside an English sentence is a name.
  if (!isGerman && isCapital && at > 0 && !sentence.isSubject) return false;
  if (clause.kind === 'use' && USES.has(word)) return true;
  const isWhen = standsBehind(sentence.words, at, clause.from, WHEN_OR_WHY) || standsBehind(sentence.words, at, clause.from, WHEN_OR_WHY_TWO);
  const isDoing = ['beim', 'am', 'vom', 'zum', 'dem'].includes(sentence.words[at - 1] ?? '') && word.endsWith('en');
  const mightBeSomebody = !isDoing && SOMEBODY.test(word) && !SOMETHING.test(word) && (isNoun || !isGerman || !writesCapitals || !MANNER.test(word));
  const isManner = MANNER.test(word) && !NO_MANNER.has(word) && !(isGerman && isCapital && at > 0);
  if (isManner) return clause.kind !== 'wish' || !isGerman || !isNounNext(sentence.originals, at);
  if (mightBeSomebody) return false;
  const leads = !isGerman || clauseWords.some((one) => AT_WORK.has(one)) ? WITHOUT_AN : LEADS_TO;
  if (leads.has(sentence.words[at - 1] ?? '') || (standsBehind(sentence.words, at, clause.from, leads) && !isWhen)) return clause.kind === 'use' && !['von', 'vom', 'by', 'as', 'als', 'from'].some((lead) => sentence.words.slice(Math.max(clause.from, at - REACH), at).includes(lead));
  if (clause.kind === 'access') return isWhen && (isNoun || !isGerman || !writesCapitals);
  if (clause.kind === 'courtesy' || clause.kind === 'use') return true;
  if (clause.kind !== 'background') return false;
  if (sentence.isSubject) return isGerman ? isCapital && word.length >= 7 : !isCapital || at === 0;
  if (clauseWords.some((one) => HANDS_OVER.has(one)) || (clauseWords.some((one) => WE.has(one)) && !isWhen && (!isNoun || !clauseWords.some((one) => STATES.has(one)) || clauseWords.some((one) => HAVE.has(one) || one === 'haben')))) return false;
  const isDeed = (PARTICIPLE.test(word) || !isNoun) && !isWhen;
  const saysI = clauseWords.some((one) => I.has(one));
  if (isDeed && (saysI || !clauseWords.some((one) => STATES.has(one) || HAVE.has(one) || one === 'hat' || one === 'has')) && !(clauseWords.some((one) => STATES.has(one)) && !clauseWords.some((one) => HAVE.has(one)))) return false;
  // "Ich bin Fischhändler" says who somebody is.
  if (saysI && ['bin', 'am', 'bins'].includes(sentence.words[at - 1] ?? '') && isNoun) return false;
  return clauseWords.some((one) => STATES.has(one) || HAVE.has(one) || one === 'hat' || one === 'has') || isWhen;
}

/** Whether one of the words stands shortly before, with nothing between but what belongs to a noun. */
function standsBehind(words: readonly string[], at: number, from: number, leads: ReadonlySet<string>): boolean {
  for (let place = at - 1; place >= Math.max(from, at - REACH); place -= 1) if (leads.has(words[place]!)) return true;
  return false;
}

function isNounNext(originals: readonly string[], at: number): boolean {
  return /^\p{Lu}/u.test(originals[at + 1] ?? '');
}

/** Those among whom something may be shared. */
const GROUP = /^(?:[a-z]{0,12}(?:schule|klasse|gruppe|abteilung|kollegium|mannschaft|belegschaft|station|schicht|werkstatt|wache|praxis|buero|kita|betrieb|team|firma)|kurs|amt|laden|office|workshop|class|school|department|staff|crew|company|shift|lab|ward|shop|band|choir|club)$/;
const OURS = /^(?:die|der|das|den|unser(?:e[nmrs]?)?|mein(?:e[nmrs]?)?|halbe[nr]?|ganze[nr]?|gesamte[nr]?|jede[nrms]?|our|my|the|whole|entire|every|each)$/;
const IN_A_PLACE = /^(?:in|an|aus|bei|im|am|at|from|von|auf|to|zu|nach|into|inside)$/;
/** "My school mailbox" is no group. */
const ONLY_NAMES = /^(?:address|mailbox|email|mail|account|year|portal|login|inbox)$/;

/** "Die halbe Schule kennt …", "our office uses …": a group does something with the access, rather than being where the writer is. */
export function speaksOfGroup(read: readonly ReadSentence[]): boolean {
  return read.some((one) => one.sentence.words.some((word) => GROUP.test(word)) && clausesOf(one).some((clause) => clause.kind === 'access' && one.sentence.words.slice(clause.from, clause.to).some((word, place, words) =>
    GROUP.test(word) && OURS.test(words[place - 1] ?? '') && !ONLY_NAMES.test(words[place + 1] ?? '') && !words.slice(Math.max(0, place - 3), place).some((before) => IN_A_PLACE.test(before)))));
}
