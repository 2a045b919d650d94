import { AFFIRMING, NEGATORS, WORDS, type Concept } from './lexicon/index.js';
import type { Sentence } from './text/sentences.js';

export interface Occurrence {
  readonly concept: Concept;
  readonly language: 'de' | 'en';
  readonly firstWord: number;
  readonly lastWord: number;
  /** A "not" stands in the same clause, near enough. */
  readonly denied: boolean;
}

const BEFORE = 7;
const AFTER = 5;

/** What a sentence speaks of, and whether it says or denies it. */
export function conceptsIn(sentence: Sentence): readonly Occurrence[] {
  const found: Occurrence[] = [];
  for (const [{ concept, language }, pattern] of WORDS.in(sentence)) {
    // Not matchAll, which copies the pattern first: with lists this long that takes longer than the search.
    pattern.lastIndex = 0;
    for (let match = pattern.exec(sentence.text); match; match = pattern.exec(sentence.text)) {
      if (match[0] === '') {
        pattern.lastIndex += 1;
        continue;
      }
      const firstWord = wordAt(sentence, match.index);
      const lastWord = wordAt(sentence, match.index + match[0].length - 1);
      found.push({ concept, language, firstWord, lastWord, denied: isDenied(sentence, firstWord, lastWord, AFFIRMING.has(concept)) });
    }
  }
  return found;
}

function wordAt(sentence: Sentence, offset: number): number {
  let low = 0;
  let high = sentence.offsets.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (sentence.offsets[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** A negator inside negative words belongs to them ("no longer exists") and does not turn them round. */
function isDenied(sentence: Sentence, firstWord: number, lastWord: number, insideCounts: boolean): boolean {
  const clause = sentence.clauses[firstWord];
  for (let at = Math.max(0, firstWord - BEFORE); at <= Math.min(sentence.words.length - 1, lastWord + AFTER); at += 1) {
    if (!insideCounts && at >= firstWord && at <= lastWord) continue;
    if (sentence.clauses[at] !== clause && sentence.clauses[at] !== sentence.clauses[lastWord]) continue;
    if (NEGATORS.has(sentence.words[at]!) && !isHarmless(sentence, at)) return true;
  }
  return false;
}

/** "not only", "nicht nur", "no problem", "why not": a negator that denies nothing. */
function isHarmless(sentence: Sentence, at: number): boolean {
  const next = sentence.words[at + 1] ?? '';
  const word = sentence.words[at]!;
  return next === 'nur' || next === 'only' || next === 'problem' || (word === 'no' && (next === 'later' || next === 'matter')) || (word === 'nicht' && next === 'einfach');
}
