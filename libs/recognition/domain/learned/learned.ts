import { CASE_TYPES, type CaseType } from '#kernel';
import type { ReadSentence } from '../score.js';
import { featuresOf, withRules } from './features.js';
import { sharesOf, WeightTable } from './table.js';
import { ANSWER_WEIGHTS, CASE_WEIGHTS } from './weights.js';

/** What a mail is answered by: a link to the address on file, with nobody looking, or a person. */
export const ANSWERS = ['link', 'person'] as const;
export type Answer = (typeof ANSWERS)[number];

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
  /** The words that speak most for the best case type. */
  readonly because: readonly string[];
}

const SHOWN = 5;

/** Read with the first mail: most of our processes never recognise one. */
let tables: { readonly cases: WeightTable<CaseType>; readonly answers: WeightTable<Answer> } | undefined;

/** What the labelled mails teach of this one. The rules' points are one voice among the words; see `learn.ts`. */
export function learnedOf(read: readonly ReadSentence[], points: ReadonlyMap<CaseType, number>): Learned {
  const { cases, answers } = (tables ??= { cases: new WeightTable(CASE_WEIGHTS, CASE_TYPES), answers: new WeightTable(ANSWER_WEIGHTS, ANSWERS) });
  const words = featuresOf(read);
  const features = withRules(words, points);
  const shares = sharesOf(cases.weigh(features));
  const ranked = CASE_TYPES.map((caseType, at) => ({ caseType, share: shares[at]! })).sort((left, right) => right.share - left.share);
  const [link = 0, person = 0] = answers.weigh(words);
  return { cases: ranked, forLink: link - person, because: cases.speakingFor(ranked[0]!.caseType, features, SHOWN).map(({ feature }) => feature) };
}
