import type { CaseType } from '#kernel';
import type { ReadSentence } from '../score.js';

/** How much of each thing a mail has. Keys: `word`, `stem*`, `two words`, `+concept`, `!concept` (denied), `+one&+other` (in one sentence), `=case-type` (points of the rules). */
export type Features = ReadonlyMap<string, number>;

const STEM = 5;
/** Points of the rules from which on more of them say nothing more. */
const MOST_POINTS = 12;
const POINTS = 6;
const NUMBER = /^[0-9]+$/u;

/** What a mail is learned from and weighed by: its words, the beginnings of the longer ones, neighbours, and what the word lists make of them. */
export function featuresOf(read: readonly ReadSentence[]): Map<string, number> {
  const features = new Map<string, number>();
  for (const { sentence, found } of read) {
    let before = '';
    for (const word of sentence.words) {
      if (word === ',' || NUMBER.test(word)) continue;
      features.set(word, 1);
      if (word.length >= STEM) features.set(`${word.slice(0, STEM)}*`, 1);
      if (before !== '') features.set(`${before} ${word}`, 1);
      before = word;
    }
    const spoken = [...new Set([...found].flatMap(([concept, occurrences]) => occurrences.map(({ denied }) => `${denied ? '!' : '+'}${concept}`)))].sort();
    spoken.forEach((one, at) => {
      features.set(one, 1);
      for (const other of spoken.slice(at + 1)) features.set(`${one}&${other}`, 1);
    });
  }
  return features;
}

/** What the rules make of the mail, as features beside the others: whoever learns finds out how far each of them is to be believed. */
export function withRules(features: Features, points: ReadonlyMap<CaseType, number>): Features {
  const joined = new Map(features);
  for (const [caseType, value] of points) if (value > 0) joined.set(`=${caseType}`, Math.min(value, MOST_POINTS) / POINTS);
  return joined;
}
