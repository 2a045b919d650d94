import { CASE_TYPES, type CaseType } from '#kernel';
import type { ReadSentence } from '../score.js';
import { featuresOfRules } from './features.js';
import type { Likeness } from './likeness.js';
import { sharesOf, UNKNOWN, WeightTable } from './table.js';
import { LIKENESS, WEIGHTS } from './weights.js';

/** Of a mail: how well each case type fits, and whether a link answers such mails (log odds, against a person). */
const OF_MAILS = [...CASE_TYPES, 'link'] as const;
/** Of a sentence: whether it is one for which a link is not safe, or not enough (log odds). */
const OF_SENTENCES = ['unsafe', 'insufficient'] as const;
/** The columns of the table. */
export const COLUMNS = [...OF_MAILS, ...OF_SENTENCES] as const;
export type Column = (typeof COLUMNS)[number];

/** How well a case type fits, by everything that was learned. */
export interface LearnedCase {
  readonly caseType: CaseType;
  /** 0…1; all case types together are one. */
  readonly share: number;
}

export interface Learned {
  /** Best first. */
  readonly cases: readonly LearnedCase[];
  readonly likeness: Likeness;
  /** The words and beginnings of words that speak most for a case type. */
  readonly wordsFor: (caseType: CaseType) => readonly string[];
}

/** All that labelled mails teach. */
export interface Teachings {
  readonly table: WeightTable<Column>;
  /** What each part of a likeness and each reason against a link is worth; see `likeness.ts`. */
  readonly likeness: ReadonlyMap<string, number>;
}

export function teachingsOf(lines: readonly string[], likeness: Readonly<Record<string, number>>): Teachings {
  return { table: new WeightTable(lines, COLUMNS, OF_MAILS.length), likeness: new Map(Object.entries(likeness)) };
}

let ours: Teachings | undefined;

/** What was learned from the labelled mails; read with the first mail, since most of our processes never recognise one. */
export function ourTeachings(): Teachings {
  return (ours ??= teachingsOf(WEIGHTS, LIKENESS));
}

const SHOWN = 5;
const NOT_WORDS = /^(?:[=+!]|$)/u;
/** What speaks less is not worth showing. */
const SAYS_SOMETHING = 0.1;
const UNSAFE = COLUMNS.indexOf('unsafe');
const INSUFFICIENT = COLUMNS.indexOf('insufficient');

/** What the labelled mails teach of this one. The rules' points are one voice among the words; see `learn.ts`. */
export function learnedOf(read: readonly ReadSentence[], points: ReadonlyMap<CaseType, number>, { table }: Teachings): Learned {
  const scores = new Float64Array(COLUMNS.length);
  const ofSentence = new Float64Array(COLUMNS.length);
  const always = table.find(table.partOf(''));
  const sentences = read.map((one) => knownFeatures(one, table));
  let unsafe = 0;
  let insufficient = 0;
  let leastSafe = Number.NEGATIVE_INFINITY;
  for (const features of sentences) {
    ofSentence.fill(0);
    if (always !== UNKNOWN) table.addToSentence(ofSentence, always);
    for (const feature of features) table.addToSentence(ofSentence, feature);
    unsafe += odds(ofSentence[UNSAFE]!);
    leastSafe = Math.max(leastSafe, ofSentence[UNSAFE]!);
    insufficient += odds(ofSentence[INSUFFICIENT]!);
  }
  if (always !== UNKNOWN) table.addToMail(scores, always);
  const seen: number[] = [];
  table.unmark();
  for (const features of sentences) for (const feature of features) if (table.mark(feature)) seen.push(feature);
  for (const feature of seen) table.addToMail(scores, feature);
  for (const [name, value] of featuresOfRules(points)) {
    const feature = table.find(table.partOf(name));
    if (feature !== UNKNOWN) table.addToMail(scores, feature, value);
  }
  const shares = sharesOf(scores.subarray(0, CASE_TYPES.length));
  const cases = CASE_TYPES.map((caseType, at) => ({ caseType, share: shares[at]! })).sort((left, right) => right.share - left.share);
  return { cases, likeness: { link: scores[CASE_TYPES.length]!, unsafe, insufficient, leastSafe }, wordsFor: (caseType) => speakingFor(table, caseType, seen) };
}

/** The features of a sentence that the table knows, each once; a sentence that is read again is not gone through again. */
function knownFeatures(read: ReadSentence, table: WeightTable<Column>): readonly number[] {
  const { asked } = read;
  if (asked.features?.of !== table) asked.features = { of: table, known: table.featuresOf(read) };
  return asked.features.known;
}

/** What a sentence adds to "one of them is": nothing where it surely is not, as much as it is likely where it is (softplus). */
function odds(score: number): number {
  return Math.log1p(Math.exp(score));
}

function speakingFor(table: WeightTable<Column>, caseType: CaseType, seen: readonly number[]): readonly string[] {
  const found: { readonly feature: string; readonly weight: number }[] = [];
  for (const one of seen) {
    const weight = table.weightFor(caseType, one);
    if (weight <= SAYS_SOMETHING) continue;
    const feature = table.nameOf(one);
    // Concepts and rules tell of themselves elsewhere.
    if (!NOT_WORDS.test(feature)) found.push({ feature, weight });
  }
  return found.sort((left, right) => right.weight - left.weight).slice(0, SHOWN).map(({ feature }) => feature.replace('*', ''));
}
