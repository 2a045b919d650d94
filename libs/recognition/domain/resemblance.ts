import { CASE_TYPES, type CaseType } from '#kernel';
import { DE_EXAMPLES } from './examples/de.js';
import { EN_EXAMPLES } from './examples/en.js';
import { CONCEPTS, DOINGS, type Concept } from './lexicon/index.js';
import { readSentences, type ReadSentence } from './score.js';
import { remembering } from './text/known-words.js';
import { sentencesOf } from './text/sentences.js';

/** How much a mail resembles our own example sentences of a case type; the rules know the words, this knows the company they keep. */
export interface Resemblance {
  readonly caseType: CaseType;
  /** 0…1 */
  readonly likeness: number;
  /** The features that made the likeness, strongest first. */
  readonly shared: readonly string[];
}

/** What a text is known by, with its weight. */
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

/** The stem of a longer word that says something. */
function featureOfWord(word: string): string | undefined {
  return word.length >= SHORTEST && !COMMON.has(word) && !PLACEHOLDERS.has(word) ? word.slice(0, STEM) : undefined;
}

/** What is spoken of, with a denial kept apart. */
function featureOfConcept(concept: Concept, denied: boolean): string | undefined {
  return concept === 'given' ? undefined : `${denied && DOINGS.has(concept) ? '!' : '+'}${concept}`;
}

function featuresOf(read: readonly ReadSentence[]): Features {
  const features = new Map<string, number>();
  const note = (feature: string | undefined, weight: number): void => {
    if (feature !== undefined) features.set(feature, weight);
  };
  for (const { sentence, found } of read) {
    for (const word of sentence.words) note(featureOfWord(word), 1);
    for (const [concept, occurrences] of found) for (const { denied } of occurrences) note(featureOfConcept(concept, denied), SURROUNDINGS.has(concept) ? SURROUNDING_WEIGHT : CONCEPT_WEIGHT);
  }
  return features;
}

interface Example {
  readonly caseType: CaseType;
  readonly features: Features;
}

/** A feature that the examples have: it has one object, so that a mail's features are found and weighed without a text being made or looked up. */
interface Known {
  readonly name: string;
  /** Its weight, and how rare it is; what occurs in the examples of every case type tells nothing. */
  readonly value: number;
  /** How much it counts for each case type in whose examples it stands: their places, and the same with 0 for the others. Most stand in few. */
  readonly places: readonly number[];
  readonly byPlace: Float64Array;
  /** The number of the last mail that was found to have it. */
  inMail: number;
}

/** What the examples teach. */
interface Learned {
  readonly ofWord: (word: string) => Known | null;
  /** Of each concept: stated and denied. */
  readonly ofConcept: ReadonlyMap<Concept, readonly [Known | undefined, Known | undefined]>;
  /** Of what the examples of each case type teach together. */
  readonly lengths: readonly number[];
}

let learned: Learned | undefined;
let mailsRead = 0;

/** Reads the examples when the first mail is recognised: most of our processes never recognise one, and it takes a second. */
function learn(): Learned {
  const examples = CASE_TYPES.flatMap((caseType) =>
    [...(DE_EXAMPLES[caseType] ?? []), ...(EN_EXAMPLES[caseType] ?? [])].map((text): Example => ({ caseType, features: featuresOf(readSentences(sentencesOf('', text))) })));
  const rarity = rarityIn(examples);
  const profiles = CASE_TYPES.map((caseType) => profileOf(examples.filter((example) => example.caseType === caseType), rarity));
  const weights = new Map(examples.flatMap(({ features }) => [...features]));
  const known = new Map([...rarity].map(([name, rare]) => [name, knownOf(name, weights.get(name)! * rare, profiles)]));
  const named = (feature: string | undefined): Known | undefined => (feature === undefined ? undefined : known.get(feature));
  return {
    ofWord: remembering((word) => named(featureOfWord(word)) ?? null),
    ofConcept: new Map(CONCEPTS.map((concept) => [concept, [named(featureOfConcept(concept, false)), named(featureOfConcept(concept, true))] as const])),
    lengths: profiles.map((profile) => lengthOf([...profile.values()])),
  };
}

function knownOf(name: string, value: number, profiles: readonly Features[]): Known {
  const places = [...profiles.keys()].filter((at) => profiles[at]!.has(name));
  return { name, value, places, byPlace: Float64Array.from(profiles, (profile) => profile.get(name) ?? 0), inMail: 0 };
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
const MOST_SHARED = 5;

/** The case types that are alike at all, the most alike first; what they share is told of the first few. */
export function resemblances(read: readonly ReadSentence[]): readonly Resemblance[] {
  const { lengths } = (learned ??= learn());
  const mail = knownIn(read, learned);
  const length = lengthOf(mail.map(({ value }) => value));
  if (length === 0) return [];
  const sums = new Float64Array(CASE_TYPES.length);
  for (const { value, places, byPlace } of mail) for (let nth = 0; nth < places.length; nth += 1) sums[places[nth]!]! += value * byPlace[places[nth]!]!;
  const alike: { at: number; likeness: number }[] = [];
  for (let at = 0; at < sums.length; at += 1) if (sums[at]! > 0) alike.push({ at, likeness: sums[at]! / (length * Math.max(1, lengths[at]!)) });
  return alike.sort((left, right) => right.likeness - left.likeness)
    .map(({ at, likeness }, rank) => ({ caseType: CASE_TYPES[at]!, likeness, shared: rank < SHOWN ? sharedWith(at, mail) : [] }));
}

/** What of the features that the examples have stands in a mail, each once, in its order. */
function knownIn(read: readonly ReadSentence[], { ofWord, ofConcept }: Learned): readonly Known[] {
  const found: Known[] = [];
  mailsRead += 1;
  const note = (known: Known | null | undefined): void => {
    if (!known || known.inMail === mailsRead) return;
    known.inMail = mailsRead;
    found.push(known);
  };
  for (const { sentence, found: concepts } of read) {
    for (const word of sentence.words) note(ofWord(word));
    for (const [concept, occurrences] of concepts) for (const { denied } of occurrences) note(ofConcept.get(concept)![denied ? 1 : 0]);
  }
  return found;
}

function sharedWith(at: number, mail: readonly Known[]): string[] {
  const productOf = ({ value, byPlace }: Known): number => value * byPlace[at]!;
  return mail.filter((known) => productOf(known) > 0).sort((left, right) => productOf(right) - productOf(left)).slice(0, MOST_SHARED).map(({ name }) => name);
}

function lengthOf(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return Math.sqrt(sum);
}
