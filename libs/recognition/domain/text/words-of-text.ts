import { remembering } from './known-words.js';

/** A word, and what each of our many lists has to say about it, once it was asked. */
export interface Word {
  readonly text: string;
  /** By the number of the asker, `newAsker`. */
  readonly answers: (readonly number[] | undefined)[];
}

/** So many texts are asked about in turn: the mail as a whole and each of its sentences, by several lists. */
const MOST_TEXTS = 64;
const words = remembering((text): Word => ({ text, answers: [] }));
const texts = new Map<string, readonly Word[]>();
let askers = 0;

/** A number for somebody who keeps answers with the words. */
export function newAsker(): number {
  return askers++;
}

/** The words (runs of `a-z0-9`) of a folded text, each once. */
export function wordsOf(text: string): readonly Word[] {
  const known = texts.get(text);
  if (known) return known;
  const found = new Set<Word>();
  for (let at = 0; at < text.length; at += 1) {
    const start = at;
    while (isLetter(text.charCodeAt(at))) at += 1;
    if (at > start) found.add(words(text.slice(start, at)));
  }
  if (texts.size >= MOST_TEXTS) texts.clear();
  const all = [...found];
  texts.set(text, all);
  return all;
}

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
}
