import { CASE_TYPES, type CaseType } from '#kernel';
import type { ReadSentence } from '../score.js';
import { DECISIVE_KINDS } from './decisive.js';
import { featuresOfRules } from './features.js';
import { VOICES, type Likeness } from './likeness.js';
import { sharesOf, UNKNOWN, WeightTable } from './table.js';

/** Of a mail: how well each case type fits, and whether a link answers such mails (log odds, against a person). */
const OF_MAILS = [...CASE_TYPES, 'link'] as const;
/** The columns of the table; of a sentence: whether it says one of these things, against nothing that matters (log odds). */
export const COLUMNS = [...OF_MAILS, ...DECISIVE_KINDS] as const;
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

/** @param written the file of weights (`bytesOf`) */
export function teachingsOf(written: Uint8Array, likeness: Readonly<Record<string, number>>): Teachings {
  return { table: new WeightTable(written, COLUMNS, OF_MAILS.length), likeness: new Map(Object.entries(likeness)) };
}

const SHOWN = 5;
/** What speaks less is not worth showing. */
const SAYS_SOMETHING = 0.1;
/** The last voice is that of all kinds together. */
const ANY = DECISIVE_KINDS.length;
/** How little a mail without a sentence says of anything. */
const SILENCE = -20;

/** What the labelled mails teach of this one. The rules' points are one voice among the words; see `learn.ts`. */
export function learnedOf(read: readonly ReadSentence[], points: ReadonlyMap<CaseType, number>, { table }: Teachings): Learned {
  const { likeness, scores, seen } = weighed(read, points, table);
  const shares = sharesOf(scores.subarray(0, CASE_TYPES.length));
  const cases = CASE_TYPES.map((caseType, at) => ({ caseType, share: shares[at]! })).sort((left, right) => right.share - left.share);
  return { cases, likeness, wordsFor: (caseType) => speakingFor(table, caseType, seen) };
}

/** The likeness alone. */
export function likenessOf(read: readonly ReadSentence[], points: ReadonlyMap<CaseType, number>, { table }: Teachings): Likeness {
  return weighed(read, points, table).likeness;
}

interface Weighed {
  readonly likeness: Likeness;
  /** Of the mail, by the columns of the table. */
  readonly scores: Float64Array;
  /** The features, each once. */
  readonly seen: readonly number[];
}

function weighed(read: readonly ReadSentence[], points: ReadonlyMap<CaseType, number>, table: WeightTable<Column>): Weighed {
  const scores = new Float64Array(COLUMNS.length);
  const said = VOICES.map(() => 0);
  const loudest = VOICES.map(() => SILENCE);
  const always = table.find(table.partOf(''));
  const sentences = read.map((one) => heard(one, table, always));
  for (const one of sentences) {
    for (let voice = 0; voice <= ANY; voice += 1) {
      said[voice]! += one.said[voice]!;
      loudest[voice] = Math.max(loudest[voice]!, one.loud[voice]!);
    }
  }
  if (always !== UNKNOWN) table.addToMail(scores, always);
  const seen: number[] = [];
  table.unmark();
  for (const { features } of sentences) for (const feature of features) if (table.mark(feature)) seen.push(feature);
  for (const feature of seen) table.addToMail(scores, feature);
  for (const [name, value] of featuresOfRules(points)) {
    const feature = table.find(table.partOf(name));
    if (feature !== UNKNOWN) table.addToMail(scores, feature, value);
  }
  return { likeness: { link: scores[CASE_TYPES.length]!, said, loudest }, scores, seen };
}

/** What a table of weights has to say of a sentence. */
export interface Heard {
  readonly table: object;
  /** Those that it knows, each once. */
  readonly features: readonly number[];
  /** For each of `VOICES`, as `Likeness` adds them up. */
  readonly said: readonly number[];
  readonly loud: readonly number[];
}

/** A sentence that is read again is not gone through again. */
function heard(read: ReadSentence, table: WeightTable<Column>, always: number): Heard {
  const { asked } = read;
  return asked.heard?.table === table ? asked.heard : (asked.heard = listenTo(read, table, always));
}

/** The same memory for every sentence. */
const SCORES = new Float64Array(COLUMNS.length);

function listenTo(read: ReadSentence, table: WeightTable<Column>, always: number): Heard {
  const features = table.featuresOf(read);
  SCORES.fill(0);
  if (always !== UNKNOWN) table.addToSentence(SCORES, always);
  for (const feature of features) table.addToSentence(SCORES, feature);
  const said: number[] = [];
  const loud: number[] = [];
  let together = 0;
  for (let kind = 0; kind < ANY; kind += 1) {
    const score = SCORES[OF_MAILS.length + kind]!;
    const raised = Math.exp(score);
    together += raised;
    said.push(Math.log1p(raised));
    loud.push(score);
  }
  said.push(Math.log1p(together));
  loud.push(Math.log(together));
  return { table, features, said, loud };
}

function speakingFor(table: WeightTable<Column>, caseType: CaseType, seen: readonly number[]): readonly string[] {
  const found: { readonly feature: string; readonly weight: number }[] = [];
  for (const one of seen) {
    // Concepts and rules tell of themselves elsewhere.
    if (!table.isOfWords(one)) continue;
    const weight = table.weightFor(caseType, one);
    if (weight > SAYS_SOMETHING) found.push({ feature: table.nameOf(one), weight });
  }
  return found.sort((left, right) => right.weight - left.weight).slice(0, SHOWN).map(({ feature }) => feature.replace('*', ''));
}
