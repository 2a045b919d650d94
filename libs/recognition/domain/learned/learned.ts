import { CASE_TYPES, type CaseType } from '#kernel';
import type { ReadSentence } from '../score.js';
import { eachFeature, featuresOfRules } from './features.js';
import { sharesOf, WeightTable, type Entry } from './table.js';
import { WEIGHTS } from './weights.js';

/** The columns of the table: how well each case type fits, and whether a link answers such mails (log odds, against a person). */
export const COLUMNS = [...CASE_TYPES, 'link'] as const;
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
  /** Above zero: rather a link, below: rather a person (log odds). */
  readonly forLink: number;
  /** The words and beginnings of words that speak most for a case type. */
  readonly wordsFor: (caseType: CaseType) => readonly string[];
}

const SHOWN = 5;
const NOT_WORDS = /^(?:[=+!]|$)/u;
/** What speaks less is not worth showing. */
const SAYS_SOMETHING = 0.1;

/** Read with the first mail: most of our processes never recognise one. */
let table: WeightTable<Column> | undefined;

/** What the labelled mails teach of this one. The rules' points are one voice among the words; see `learn.ts`. */
export function learnedOf(read: readonly ReadSentence[], points: ReadonlyMap<CaseType, number>): Learned {
  const weights = (table ??= new WeightTable(WEIGHTS, COLUMNS));
  const scores = new Float64Array(COLUMNS.length);
  const seen = new Set<Entry>();
  const take = (entry: Entry | undefined, value?: number): void => {
    if (!entry || seen.has(entry)) return;
    seen.add(entry);
    weights.add(scores, entry, value);
  };
  take(weights.find(''));
  eachFeature(read, (first, second) => take(weights.find(first, second)));
  for (const [feature, value] of featuresOfRules(points)) take(weights.find(feature), value);
  const shares = sharesOf(scores.subarray(0, CASE_TYPES.length));
  const cases = CASE_TYPES.map((caseType, at) => ({ caseType, share: shares[at]! })).sort((left, right) => right.share - left.share);
  return { cases, forLink: scores[CASE_TYPES.length]!, wordsFor: (caseType) => speakingFor(weights, caseType, seen) };
}

function speakingFor(weights: WeightTable<Column>, caseType: CaseType, seen: ReadonlySet<Entry>): readonly string[] {
  const found: { readonly feature: string; readonly weight: number }[] = [];
  for (const entry of seen) {
    const weight = weights.weightFor(caseType, entry);
    // Concepts and rules tell of themselves elsewhere.
    if (weight > SAYS_SOMETHING && !NOT_WORDS.test(entry.feature)) found.push({ feature: entry.feature, weight });
  }
  return found.sort((left, right) => right.weight - left.weight).slice(0, SHOWN).map(({ feature }) => feature.replace('*', ''));
}
