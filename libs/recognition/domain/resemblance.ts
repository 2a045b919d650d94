import { CASE_TYPES, type CaseType } from '#kernel';
import { DE_EXAMPLES } from './examples/de.js';
import { EN_EXAMPLES } from './examples/en.js';
import { DOINGS, type Concept } from './lexicon/index.js';
import { readSentences, type ReadSentence } from './score.js';
import { sentencesOf } from './text/sentences.js';

/** How much a mail resembles our own example sentences of a case type; the rules know the words, this knows the company they keep. */
export interface Resemblance {
  readonly caseType: CaseType;
  /** 0…1 */
  readonly likeness: number;
  /** The features that made the likeness, strongest first. */
  readonly shared: readonly string[];
}

type Features = ReadonlyMap<string, number>;

const STEM = 6;
const SHORTEST = 4;
const CONCEPT_WEIGHT = 1.4;
/** Surroundings, not problems: a school, an office, a telephone stand in many a mail. */
const SURROUNDINGS: ReadonlySet<Concept> = new Set(['teacher', 'area', 'office', 'phone', 'business', 'site', 'letter', 'device', 'where', 'need', 'send', 'have', 'again', 'thanks', 'salute', 'addr', 'link']);
const SURROUNDING_WEIGHT = 0.7;
/** What stands for an address or a link (see sentences.ts): a mail that names one is not more alike. */
const PLACEHOLDERS = new Set(['emailaddr', 'weblink', 'serialgiven']);
const COMMON = new Set(('nicht mehr habe haben mich mein meine meinen meinem ihre ihrer ihren ihnen eine einen einem einer bitte kann koennen konnte wird wurde werden sind sein diese dieser dieses dann noch auch aber oder '
  + 'with have that this from your what which there their please could would will been they them when where does will just like into over than then some were about after before still only very want').split(' '));

/** Stems of the longer words, and what they speak of (with a denial kept apart). */
function featuresOf(read: readonly ReadSentence[]): Features {
  const features = new Map<string, number>();
  for (const { sentence, found } of read) {
    for (const word of sentence.words) if (word.length >= SHORTEST && !COMMON.has(word) && !PLACEHOLDERS.has(word)) features.set(word.slice(0, STEM), 1);
    for (const [concept, occurrences] of found) if (concept !== 'given') for (const { denied } of occurrences) features.set(`${denied && DOINGS.has(concept) ? '!' : '+'}${concept}`, SURROUNDINGS.has(concept) ? SURROUNDING_WEIGHT : CONCEPT_WEIGHT);
  }
  return features;
}

const EXAMPLES: readonly { readonly caseType: CaseType; readonly features: Features }[] = CASE_TYPES.flatMap((caseType) =>
  [...(DE_EXAMPLES[caseType] ?? []), ...(EN_EXAMPLES[caseType] ?? [])].map((text) => ({ caseType, features: featuresOf(readSentences(sentencesOf('', text))) })));

/** In how many case types a feature occurs: what occurs everywhere tells nothing. */
const RARITY: ReadonlyMap<string, number> = (() => {
  const types = new Map<string, Set<CaseType>>();
  for (const { caseType, features } of EXAMPLES) for (const feature of features.keys()) types.set(feature, (types.get(feature) ?? new Set()).add(caseType));
  return new Map([...types].map(([feature, seen]) => [feature, Math.log((CASE_TYPES.length + 1) / seen.size)]));
})();

/** Per case type: how often each feature stands in its examples. */
const PROFILES: ReadonlyMap<CaseType, Features> = new Map(CASE_TYPES.map((caseType) => {
  const profile = new Map<string, number>();
  const own = EXAMPLES.filter((example) => example.caseType === caseType);
  for (const { features } of own) for (const [feature, weight] of features) profile.set(feature, (profile.get(feature) ?? 0) + weight);
  return [caseType, new Map([...profile].map(([feature, sum]) => [feature, Math.sqrt(sum) * (RARITY.get(feature) ?? 0)]))];
}));
const LENGTHS: ReadonlyMap<CaseType, number> = new Map([...PROFILES].map(([caseType, profile]) => [caseType, lengthOf(profile)]));

/** The same the other way round: in which case types' profiles a feature stands. Most stand in few. */
const BY_FEATURE: ReadonlyMap<string, readonly (readonly [CaseType, number])[]> = (() => {
  const by = new Map<string, (readonly [CaseType, number])[]>();
  for (const [caseType, profile] of PROFILES) for (const [feature, value] of profile) by.set(feature, [...(by.get(feature) ?? []), [caseType, value]]);
  return by;
})();

/** So many are looked at closely; the others are alike by number only. */
const SHOWN = 4;

/** All case types by likeness, the most alike first; what they share is told of the first few. */
export function resemblances(read: readonly ReadSentence[]): readonly Resemblance[] {
  const mail = new Map([...featuresOf(read)].flatMap(([feature, weight]) => {
    const rarity = RARITY.get(feature);
    return rarity === undefined ? [] : [[feature, weight * rarity] as const];
  }));
  const length = lengthOf(mail);
  if (length === 0) return [];
  const sums = new Map<CaseType, number>();
  for (const [feature, value] of mail) for (const [caseType, own] of BY_FEATURE.get(feature) ?? []) sums.set(caseType, (sums.get(caseType) ?? 0) + value * own);
  return [...PROFILES.keys()]
    .map((caseType) => ({ caseType, likeness: (sums.get(caseType) ?? 0) / (length * Math.max(1, LENGTHS.get(caseType) ?? 1)) }))
    .sort((left, right) => right.likeness - left.likeness)
    .map(({ caseType, likeness }, at) => ({ caseType, likeness, shared: at < SHOWN ? sharedWith(caseType, mail) : [] }));
}

function sharedWith(caseType: CaseType, mail: Features): string[] {
  const profile = PROFILES.get(caseType)!;
  const products = [...mail].map(([feature, value]) => [feature, value * (profile.get(feature) ?? 0)] as const).filter(([, value]) => value > 0);
  return products.sort(([, left], [, right]) => right - left).slice(0, 5).map(([feature]) => feature);
}

function lengthOf(features: Features): number {
  return Math.sqrt([...features.values()].reduce((sum, value) => sum + value * value, 0));
}
