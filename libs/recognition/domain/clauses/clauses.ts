import type { Concept } from '../lexicon/index.js';
import type { ReadSentence } from '../score.js';
import { IS, kindsAmong, kindsOf } from './word-kinds.js';
import { I } from './words-of-clauses.js';

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

function cut({ sentence: { words }, found }: ReadSentence): readonly Clause[] {
  const ofAccess = new Set<number>();
  for (const [concept, all] of found) if (ACCESS.has(concept)) for (const { firstWord, lastWord } of all) for (let at = firstWord; at <= lastWord; at += 1) ofAccess.add(at);
  const kinds = words.map(kindsOf);
  const clauses: Clause[] = [];
  for (let from = 0, to = 0; from < words.length; from = to) {
    let isOfAccess = ofAccess.has(from);
    for (to = from + 1; to < words.length && words[to] !== ',' && !(kinds[to]! & IS.joins); to += 1) isOfAccess ||= ofAccess.has(to);
    const all = kindsAmong(kinds, from, to);
    const own = isOfAccess ? 'access' : kindOf(all);
    const before = clauses.at(-1);
    clauses.push({ from, to, kind: own === 'background' && before && GOES_ON.has(words[from]!) && !(all & IS.verb) ? before.kind : own });
  }
  return clauses.map((clause, at) => (clause.kind === 'wish' && isForWhat(words, clause, clauses.slice(at + 1)) ? { ...clause, kind: 'use' as const } : clause));
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
/** By all that its words are. */
function kindOf(all: number): ClauseKind {
  if (all & IS.others) return 'others';
  if (all & IS.courtesy) return 'courtesy';
  if (all & IS.meansTo && all & IS.use && !(all & IS.sieOrYou)) return 'use';
  return all & IS.wish ? 'wish' : 'background';
}

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
  return read.some((one) => one.sentence.words.some((word) => (kindsOf(word) & IS.group) !== 0) && clausesOf(one).some((clause) => clause.kind === 'access' && !signsUp(one.sentence.words.slice(clause.from, clause.to)) && one.sentence.words.slice(clause.from, clause.to).some((word, place, words) =>
    (kindsOf(word) & IS.group) !== 0 && OURS.test(words[place - 1] ?? '') && !ONLY_NAMES.test(words[place + 1] ?? '') && !words.slice(Math.max(0, place - 3), place).some((before) => IN_A_PLACE.test(before)))));
}
