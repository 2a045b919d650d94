import { foldedWords, type Sentence } from '../text/sentences.js';

/** Why a person has to see a mail, as whoever labelled it says. */
export const DECISIVE_KINDS = ['person', 'mailbox', 'dest', 'intruder', 'pressure', 'entitled', 'worked', 'question', 'more', 'diagnose', 'identity', 'other'] as const;
export type DecisiveKind = (typeof DECISIVE_KINDS)[number];

/** The words that decide it, copied from one sentence of the mail. */
export interface Decisive {
  readonly kind: DecisiveKind;
  readonly words: string;
}

/** So much of the words has to stand in the sentence; what is cut into sentences may end between two of them. */
const ENOUGH = 0.6;

/** The sentence that the words were copied from: the one with most of them; `-1`: none. */
export function placeOf({ words }: Decisive, sentences: readonly Sentence[]): number {
  const wanted = [...new Set(foldedWords(words).text.split(' '))].filter((word) => word !== ',' && word !== '');
  const shares = sentences.map((sentence) => {
    const has = new Set(sentence.words);
    return wanted.filter((word) => has.has(word)).length / Math.max(1, wanted.length);
  });
  const best = Math.max(0, ...shares);
  return best < ENOUGH ? -1 : shares.indexOf(best);
}
