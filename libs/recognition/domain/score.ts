import type { CaseType } from '#kernel';
import { CONCEPTS, type Concept } from './lexicon/index.js';
import { weighedByClause } from './clauses/by-clause.js';
import { conceptsIn, type Occurrence } from './find-concepts.js';
import { outrightIn } from './outright/outright.js';
import type { Signal } from './recognition.js';
import { ALL_RULES, type Rule, type Term } from './rules/index.js';
import { SENTENCE_BREAK, type Sentence } from './text/sentences.js';

export interface ReadSentence {
  readonly sentence: Sentence;
  readonly found: ReadonlyMap<Concept, readonly Occurrence[]>;
}

export interface Scores {
  readonly points: ReadonlyMap<CaseType, number>;
  readonly signals: readonly Signal[];
  /** What the mail says in so many words; leads over what it merely resembles. */
  readonly outright: ReadonlySet<CaseType>;
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
  return { sentence, found };
}

/** Every rule counts once, at the first place where it holds; what is said outright counts on top. */
export function scoreOf(read: readonly ReadSentence[]): Scores {
  const windows = windowsOf(read);
  const points = new Map<CaseType, number>();
  const signals: Signal[] = [];
  const spoken = spokenOf(read);
  for (const { rule, needs } of RULES) {
    if (!speaksOfAll(spoken, needs)) continue;
    const hit = firstHit(rule, windows[rule.scope]);
    if (!hit) continue;
    points.set(rule.caseType, (points.get(rule.caseType) ?? 0) + rule.weight);
    signals.push({ name: `case.${rule.name}`, weight: rule.weight, text: hit });
  }
  const outright = outrightIn(read.map(({ sentence }) => sentence.text).join(SENTENCE_BREAK));
  for (const { caseType, points: more, text } of outright) {
    points.set(caseType, (points.get(caseType) ?? 0) + more);
    signals.push({ name: `case.${caseType}.says-so`, weight: more, text: text.slice(0, 80) });
  }
  const byClause = weighedByClause(points, read);
  signals.push(...byClause.signals);
  return { points: byClause.points, signals, outright: new Set(outright.map(({ caseType }) => caseType)) };
}

/** What the mail says or denies anywhere, by number. Most rules want something that it does not, and need no closer look. */
function spokenOf(read: readonly ReadSentence[]): Uint8Array {
  const spoken = new Uint8Array(2 * CONCEPTS.length);
  for (const { found } of read) for (const [concept, all] of found) for (const one of all) spoken[numberOf(concept, one.denied)] = 1;
  return spoken;
}

/** Without functions of its own, which would be made anew for every rule and mail: they were a tenth of what reading a mail leaves behind. */
function speaksOfAll(spoken: Uint8Array, needs: readonly (readonly number[])[]): boolean {
  for (let at = 0; at < needs.length; at += 1) if (!speaksOfOne(spoken, needs[at]!)) return false;
  return true;
}

function speaksOfOne(spoken: Uint8Array, choices: readonly number[]): boolean {
  for (let at = 0; at < choices.length; at += 1) if (spoken[choices[at]!] === 1) return true;
  return false;
}

/** Every concept has a number for being stated and one for being denied. */
function numberOf(concept: Concept, denied: boolean): number {
  return 2 * NUMBERS.get(concept)! + (denied ? 1 : 0);
}

const NUMBERS: ReadonlyMap<Concept, number> = new Map(CONCEPTS.map((concept, at) => [concept, at]));
/** Each rule with what must be spoken of anywhere for it to hold: of every term one. */
const RULES = ALL_RULES.map((rule) => ({
  rule, needs: rule.terms.filter(({ absent }) => !absent).map(({ anyOf }) => anyOf.flatMap(({ concept, polarity }) => [...(polarity === 'denied' ? [] : [numberOf(concept, false)]), ...(polarity === 'stated' ? [] : [numberOf(concept, true)])])),
}));

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
    const hits: { at: ReadSentence; occurrence: Occurrence }[] = [];
    const holds = rule.terms.every((term) => {
      const hit = findTerm(term, window);
      if (term.absent) return hit === undefined;
      if (hit) hits.push(hit);
      return hit !== undefined;
    });
    if (holds) return wordsOf(hits);
  }
  return undefined;
}

function findTerm(term: Term, window: Window): { at: ReadSentence; occurrence: Occurrence } | undefined {
  for (const at of window) {
    for (const { concept, polarity } of term.anyOf) {
      const occurrence = at.found.get(concept)?.find((one) => polarity === 'either' || one.denied === (polarity === 'denied'));
      if (occurrence) return { at, occurrence };
    }
  }
  return undefined;
}

/** The person's own words that made the rule hold. */
function wordsOf(hits: readonly { at: ReadSentence; occurrence: Occurrence }[]): string {
  return hits
    .map(({ at, occurrence }) => [...new Set(at.sentence.originals.slice(occurrence.firstWord, occurrence.lastWord + 1))].join(' '))
    .filter((words, index, all) => all.indexOf(words) === index)
    .join(' … ')
    .slice(0, 80);
}
