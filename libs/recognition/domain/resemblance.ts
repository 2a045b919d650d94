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

interface Example {
  readonly caseType: CaseType;
  readonly features: Features;
}

/** What the examples teach. */
interface Learned {
  /** Of each feature; what occurs in the examples of every case type tells nothing. */
  readonly rarity: ReadonlyMap<string, number>;
  /** Per case type: how often each feature stands in its examples. */
  readonly profiles: readonly Features[];
  readonly lengths: readonly number[];
  /** The profiles the other way round: the places of those in which a feature stands, and how often. Most stand in few. */
  readonly byFeature: ReadonlyMap<string, readonly { readonly at: number; readonly value: number }[]>;
}

let learned: Learned | undefined;

/** Reads the examples when the first mail is recognised: most of our processes never recognise one, and it takes a second. */
function learn(): Learned {
  const examples = CASE_TYPES.flatMap((caseType) =>
    [...(DE_EXAMPLES[caseType] ?? []), ...(EN_EXAMPLES[caseType] ?? [])].map((text): Example => ({ caseType, features: featuresOf(readSentences(sentencesOf('', text))) })));
  const rarity = rarityIn(examples);
  const profiles = CASE_TYPES.map((caseType) => profileOf(examples.filter((example) => example.caseType === caseType), rarity));
  const byFeature = new Map<string, { at: number; value: number }[]>();
  for (const [at, profile] of profiles.entries()) for (const [feature, value] of profile) byFeature.set(feature, [...(byFeature.get(feature) ?? []), { at, value }]);
  return { rarity, profiles, lengths: profiles.map(lengthOf), byFeature };
}

function rarityIn(examples: readonly Example[]): Map<string, number> {
  const types = new Map<string, Set<CaseType>>();
  for (const { caseType, features } of examples) for (const feature of features.keys()) types.set(feature, (types.get(feature) ?? new Set()).add(caseType));
  return new Map([...types].map(([feature, seen]) => [feature, Math.log((CASE_TYPES.length + 1) / seen.size)]));
}

function profileOf(examples: readonly Example[], rarity: ReadonlyMap<string, number>): Features {
  const profile = new Map<string, number>();
  for (const { features } of examples) for (const [feature, weight] of features) profile.set(feature, (profile.get(feature) ?? 0) + weight);
  return new Map([...profile].map(([feature, sum]) => [feature, Math.sqrt(sum) * (rarity.get(feature) ?? 0)]));
}

/** So many are looked at closely; the others are alike by number only. */
const SHOWN = 4;

/** The case types that are alike at all, the most alike first; what they share is told of the first few. */
export function resemblances(read: readonly ReadSentence[]): readonly Resemblance[] {
  const { rarity: rarities, profiles, lengths, byFeature } = (learned ??= learn());
  const mail = new Map<string, number>();
  for (const [feature, weight] of featuresOf(read)) {
    const rarity = rarities.get(feature);
    if (rarity !== undefined) mail.set(feature, weight * rarity);
  }
  const length = lengthOf(mail);
  if (length === 0) return [];
  const sums = new Float64Array(CASE_TYPES.length);
  for (const [feature, value] of mail) for (const there of byFeature.get(feature) ?? []) sums[there.at]! += value * there.value;
  const alike: { at: number; likeness: number }[] = [];
  for (let at = 0; at < sums.length; at += 1) if (sums[at]! > 0) alike.push({ at, likeness: sums[at]! / (length * Math.max(1, lengths[at]!)) });
  return alike.sort((left, right) => right.likeness - left.likeness)
    .map(({ at, likeness }, rank) => ({ caseType: CASE_TYPES[at]!, likeness, shared: rank < SHOWN ? sharedWith(profiles[at]!, mail) : [] }));
}

function sharedWith(profile: Features, mail: Features): string[] {
  const shared: string[] = [];
  const products = new Map<string, number>();
  for (const [feature, value] of mail) {
    const there = profile.get(feature);
    if (there === undefined || value * there <= 0) continue;
    products.set(feature, value * there);
    shared.push(feature);
  }
  return shared.sort((left, right) => products.get(right)! - products.get(left)!).slice(0, 5);
}

function lengthOf(features: Features): number {
  let sum = 0;
  for (const value of features.values()) sum += value * value;
  return Math.sqrt(sum);
}
