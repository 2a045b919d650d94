import type { Concept } from '../lexicon/index.js';
import type { ReadSentence } from '../score.js';
import { COURTESY, HANDS_OVER, HAVE, I, JOINS, MEANS_TO, OTHERS_BY_PRONOUN, STATES, USES, WISHES } from './words-of-clauses.js';

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
  return (one.asked.clauses ??= cut(one));
}

function cut({ sentence, found }: ReadSentence): readonly Clause[] {
  const ofAccess = new Set<number>();
  for (const [concept, all] of found) if (ACCESS.has(concept)) for (const { firstWord, lastWord } of all) for (let at = firstWord; at <= lastWord; at += 1) ofAccess.add(at);
  const clauses: Clause[] = [];
  for (let from = 0, to = 0; from < sentence.words.length; from = to) {
    for (to = from + 1; to < sentence.words.length && sentence.words[to] !== ',' && !JOINS.has(sentence.words[to]!);) to += 1;
    const words = sentence.words.slice(from, to);
    const own = kindOf(words, from, ofAccess);
    const before = clauses.at(-1);
    clauses.push({ from, to, kind: own === 'background' && before && GOES_ON.has(words[0]!) && !words.some(isVerb) ? before.kind : own });
  }
  return clauses.map((clause, at) => (clause.kind === 'wish' && isForWhat(sentence.words, clause, clauses.slice(at + 1)) ? { ...clause, kind: 'use' as const } : clause));
}

const NEEDS = /^(?:brauche|brauch|brauchte|benoetige|need|needed)$/;
const BUT = /^(?:aber|doch|jedoch|nur|leider|but|yet|however|only)$/;

/** "Ich brauche die Firmware, habe aber mein Passwort vergessen": what for, and then what is in the way. */
function isForWhat(words: readonly string[], clause: Clause, after: readonly Clause[]): boolean {
  const own = words.slice(clause.from, clause.to);
  return own.some((word) => I.has(word)) && own.some((word) => NEEDS.test(word)) && !own.some((word) => ASKS_US.test(word))
    && after.some(({ kind, from, to }) => kind === 'access' && words.slice(from, Math.min(to, from + 4)).some((word) => BUT.test(word)));
}

/** Asking us, rather than saying what one is about. */
const ASKS_US = /^(?:bitte|bitten|sie|ihnen|euch|please|pls|kindly|you|your)$/;

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

/** Those among whom something may be shared. */
const GROUP = /^(?:[a-z]{0,12}(?:schule|klasse|gruppe|abteilung|kollegium|mannschaft|belegschaft|station|schicht|werkstatt|wache|praxis|buero|kita|betrieb|team|firma)|kurs|amt|laden|office|workshop|class|school|department|staff|crew|company|shift|lab|ward|shop|band|choir|club)$/;
const OURS = /^(?:die|der|das|den|unser(?:e[nmrs]?)?|mein(?:e[nmrs]?)?|halbe[nr]?|ganze[nr]?|gesamte[nr]?|jede[nrms]?|our|my|the|whole|entire|every|each)$/;
const IN_A_PLACE = /^(?:in|an|aus|bei|im|am|at|from|von|auf|to|zu|nach|into|inside)$/;
/** "My school mailbox" is no group. */
const ONLY_NAMES = /^(?:address|mailbox|email|mail|account|year|portal|login|inbox)$/;

/** "Ich habe mich für den Kurs registriert": whoever signs up for something goes there. */
function signsUp(words: readonly string[]): boolean {
  return words.some((word) => word === 'mich' || word === 'myself' || word === 'i') && words.some((word) => /^(?:registriert|angemeldet|eingeschrieben|registered|enrolled)$/.test(word));
}

/** "Die halbe Schule kennt …", "our office uses …": a group does something with the access, rather than being where the writer is. */
export function speaksOfGroup(read: readonly ReadSentence[]): boolean {
  return read.some((one) => one.sentence.words.some((word) => GROUP.test(word)) && clausesOf(one).some((clause) => clause.kind === 'access' && !signsUp(one.sentence.words.slice(clause.from, clause.to)) && one.sentence.words.slice(clause.from, clause.to).some((word, place, words) =>
    GROUP.test(word) && OURS.test(words[place - 1] ?? '') && !ONLY_NAMES.test(words[place + 1] ?? '') && !words.slice(Math.max(0, place - 3), place).some((before) => IN_A_PLACE.test(before)))));
}
