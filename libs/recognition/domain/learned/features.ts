import type { CaseType } from '#kernel';
import type { ReadSentence } from '../score.js';
import { remembering } from '../text/known-words.js';

/** How much of each thing a mail has. Keys: `word`, `stem*`, `two words`, `+concept`, `!concept` (denied), `+one&+other` (in one sentence), `=case-type` (points of the rules). */
export type Features = ReadonlyMap<string, number>;

const STEM = 5;
/** Points of the rules from which on more of them say nothing more. */
const MOST_POINTS = 12;
const POINTS = 6;
const NUMBER = /^[0-9]+$/u;

const stemOf = remembering((word) => (word.length >= STEM ? `${word.slice(0, STEM)}*` : ''));

/**
 * What a sentence is learned from and weighed by: its words, the beginnings of the longer ones, neighbours, and what the word lists
 * make of them. Each comes in one or two parts, and as often as it occurs.
 */
export function eachFeature({ sentence, found }: ReadSentence, visit: (first: string, second: string) => void): void {
  let before = '';
  for (const word of sentence.words) {
    if (word === ',' || NUMBER.test(word)) continue;
    visit(word, '');
    const stem = stemOf(word);
    if (stem !== '') visit(stem, '');
    if (before !== '') visit(before, word);
    before = word;
  }
  const spoken = [...new Set([...found].flatMap(([concept, occurrences]) => occurrences.map(({ denied }) => signed(concept, denied))))].sort();
  spoken.forEach((one, at) => {
    visit(one, '');
    for (let other = at + 1; other < spoken.length; other += 1) visit(one, spoken[other]!);
  });
}

const SAID = remembering((concept) => `+${concept}`);
const DENIED = remembering((concept) => `!${concept}`);

function signed(concept: string, denied: boolean): string {
  return denied ? DENIED(concept) : SAID(concept);
}

/** As it stands in the table. */
export function featureName(first: string, second: string): string {
  if (second === '') return first;
  return first[0] === '+' || first[0] === '!' ? `${first}&${second}` : `${first} ${second}`;
}

/** The parts of a name. */
export function partsOf(name: string): readonly [first: string, second: string] {
  const at = name.search(/[ &]/u);
  return at < 0 ? [name, ''] : [name.slice(0, at), name.slice(at + 1)];
}

/** All of them by name, to learn from. */
export function featuresOf(read: readonly ReadSentence[]): Map<string, number> {
  const features = new Map<string, number>();
  for (const one of read) eachFeature(one, (first, second) => features.set(featureName(first, second), 1));
  return features;
}

/** What the rules make of the mail, as features beside the others: whoever learns finds out how far each of them is to be believed. */
export function featuresOfRules(points: ReadonlyMap<CaseType, number>): Features {
  return new Map([...points].filter(([, value]) => value > 0).map(([caseType, value]) => [`=${caseType}`, Math.min(value, MOST_POINTS) / POINTS]));
}
