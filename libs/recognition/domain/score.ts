import type { CaseType } from '#kernel';
import { CONCEPTS, type Concept } from './lexicon/index.js';
import { weighedByClause } from './clauses/by-clause.js';
import type { Clause } from './clauses/clauses.js';
import type { WishesFound } from './clauses/wishes.js';
import { conceptsIn, type Occurrence } from './find-concepts.js';
import type { Heard } from './learned/learned.js';
import { outrightIn } from './outright/outright.js';
import type { Signal } from './recognition.js';
import { ALL_RULES, type Rule, type Term } from './rules/index.js';
import { joined, type Passage } from './text/passage.js';
import { SENTENCE_BREAK, type Sentence } from './text/sentences.js';

export interface ReadSentence {
  readonly sentence: Sentence;
  readonly found: ReadonlyMap<Concept, readonly Occurrence[]>;
  /** What several ask of it, once somebody did. */
  readonly asked: Asked;
}

interface Asked {
  clauses?: readonly Clause[];
  understood?: ReadonlySet<number>;
  wishes?: WishesFound;
  heard?: Heard;
}

export interface Scores {
  /** The sentences joined by SENTENCE_BREAK. */
  readonly whole: Passage;
  readonly points: ReadonlyMap<CaseType, number>;
  readonly signals: readonly Signal[];
  /** What the mail says in so many words. */
  readonly outright: ReadonlySet<CaseType>;
}

/** A term of a rule, found. */
interface Hit {
  readonly at: ReadSentence;
  readonly occurrence: Occurrence;
}

/** Two neighbours count as one place; the subject is everybody's neighbour. */
type Window = readonly ReadSentence[];

export function readSentences(sentences: readonly Sentence[]): readonly ReadSentence[] {
  return sentences.map(readSentence);
}

export function readSentence(sentence: Sentence): ReadSentence {
  const found = new Map<Concept, Occurrence[]>();
  for (const occurrence of conceptsIn(sentence)) {
    const present = found.get(occurrence.concept);
    if (present) present.push(occurrence);
    else found.set(occurrence.concept, [occurrence]);
  }
  return { sentence, found, asked: {} };
}

/** All that is read as one text, which patterns cross only within a sentence. */
export function wholeOf(read: readonly ReadSentence[]): Passage {
  return joined(read.map(({ sentence }) => sentence), SENTENCE_BREAK);
}

/** Every rule counts once, at the first place where it holds; what is said outright counts on top. */
export function scoreOf(read: readonly ReadSentence[]): Scores {
  const windows = windowsOf(read);
  const points = new Map<CaseType, number>();
  const signals: Signal[] = [];
  const spoken = spokenOf(read);
  for (let nth = 0; nth < RULES.length; nth += 1) {
    if (!speaksOfAll(spoken, RULES[nth]!.needsFrom, RULES[nth + 1]?.needsFrom ?? NEEDS.length)) continue;
    const { rule, signal } = RULES[nth]!;
    const hit = firstHit(rule, windows[rule.scope]);
    if (!hit) continue;
    points.set(rule.caseType, (points.get(rule.caseType) ?? 0) + rule.weight);
    signals.push({ name: signal, weight: rule.weight, text: hit });
  }
  const whole = wholeOf(read);
  const outright = outrightIn(whole);
  for (const { caseType, points: more, text } of outright) {
    points.set(caseType, (points.get(caseType) ?? 0) + more);
    signals.push({ name: `case.${caseType}.says-so`, weight: more, text: text.slice(0, 80) });
  }
  const byClause = weighedByClause(points, read, whole.known);
  signals.push(...byClause.signals);
  return { whole, points: byClause.points, signals, outright: new Set(outright.map(({ caseType }) => caseType)) };
}

/** What the mail says or denies anywhere, by number. Most rules want something that it does not, and need no closer look. */
function spokenOf(read: readonly ReadSentence[]): Uint8Array {
  const spoken = SPOKEN.fill(0);
  for (const { found } of read) for (const [concept, all] of found) for (const one of all) spoken[numberOf(concept, one.denied)] = 1;
  return spoken;
}

/** The same memory for every mail. */
const SPOKEN = new Uint8Array(2 * CONCEPTS.length);

/** Whether of each need between these places of NEEDS one is spoken of. Every mail asks for every rule. */
function speaksOfAll(spoken: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to;) {
    const end = at + 1 + NEEDS[at]!;
    at += 1;
    while (at < end && spoken[NEEDS[at]!] === 0) at += 1;
    if (at === end) return false;
    at = end;
  }
  return true;
}

/** Every concept has a number for being stated and one for being denied. */
function numberOf(concept: Concept, denied: boolean): number {
  return 2 * NUMBERS.get(concept)! + (denied ? 1 : 0);
}

const NUMBERS: ReadonlyMap<Concept, number> = new Map(CONCEPTS.map((concept, at) => [concept, at]));
/** What must be spoken of anywhere for a rule to hold, of every term one: rule by rule, need by need, how many will do and which. Numbers in a row, since all are gone through for each mail. */
const needs: number[] = [];
const RULES = ALL_RULES.map((rule) => {
  const needsFrom = needs.length;
  for (const { anyOf, absent } of rule.terms) {
    const choices = anyOf.flatMap(({ concept, polarity }) => [...(polarity === 'denied' ? [] : [numberOf(concept, false)]), ...(polarity === 'stated' ? [] : [numberOf(concept, true)])]);
    if (!absent) needs.push(choices.length, ...choices);
  }
  return { rule, signal: `case.${rule.name}`, needsFrom };
});
const NEEDS = Uint16Array.from(needs);

function windowsOf(read: readonly ReadSentence[]): Readonly<Record<Rule['scope'], readonly Window[]>> {
  const [first] = read;
  const subject = first?.sentence.isSubject ? first : undefined;
  const body = subject ? read.slice(1) : read;
  const pairs: Window[] = body.slice(1).map((sentence, at) => [body[at]!, sentence]);
  const withSubject: Window[] = subject ? body.map((sentence) => [subject, sentence]) : [];
  const singles = read.map((sentence) => [sentence]);
  return { sentence: singles, pair: [...withSubject, ...pairs, ...singles], mail: [read], subject: subject ? [[subject]] : [] };
}

function firstHit(rule: Rule, windows: readonly Window[]): string | undefined {
  for (const window of windows) {
    const hits = hitsIn(rule.terms, window);
    if (hits) return wordsOf(hits);
  }
  return undefined;
}

/** Where each term holds; undefined where not all do, as in most windows. */
function hitsIn(terms: readonly Term[], window: Window): readonly Hit[] | undefined {
  let hits: Hit[] | undefined;
  for (const term of terms) {
    const hit = findTerm(term, window);
    if ((hit === undefined) !== term.absent) return undefined;
    if (hit) (hits ??= []).push(hit);
  }
  return hits ?? [];
}

function findTerm({ anyOf }: Term, window: Window): Hit | undefined {
  for (const at of window) {
    for (const { concept, polarity } of anyOf) {
      const all = at.found.get(concept);
      if (all === undefined) continue;
      for (const occurrence of all) if (polarity === 'either' || occurrence.denied === (polarity === 'denied')) return { at, occurrence };
    }
  }
  return undefined;
}

/** The person's own words that made the rule hold. */
function wordsOf(hits: readonly Hit[]): string {
  return hits
    .map(({ at, occurrence }) => [...new Set(at.sentence.originals.slice(occurrence.firstWord, occurrence.lastWord + 1))].join(' '))
    .filter((words, index, all) => all.indexOf(words) === index)
    .join(' … ')
    .slice(0, 80);
}
