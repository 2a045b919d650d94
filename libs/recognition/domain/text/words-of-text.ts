import { remembering } from './known-words.js';

/** A word, and what each of our many lists has to say about it, once it was asked. */
export interface Word {
  readonly text: string;
  /** By the number of the asker, `newAsker`. */
  readonly answers: (readonly number[] | undefined)[];
  /** The number of the last text that was found to have it. */
  inText: number;
}

/** So many texts are asked about in turn: the mail as a whole and each of its sentences, by several lists. */
const MOST_TEXTS = 64;
const words = remembering((text): Word => ({ text, answers: [], inText: 0 }));
const texts = new Map<string, readonly Word[]>();
let askers = 0;
let textsRead = 0;

/** A number for somebody who keeps answers with the words. */
export function newAsker(): number {
  return askers++;
}

/** The words (runs of `a-z0-9`) of a folded text, each once. */
export function wordsOf(text: string): readonly Word[] {
  const known = texts.get(text);
  if (known) return known;
  const found: Word[] = [];
  textsRead += 1;
  for (let at = 0; at < text.length; at += 1) {
    const start = at;
    while (isLetter(text.charCodeAt(at))) at += 1;
    if (at === start) continue;
    const word = words(text.slice(start, at));
    if (word.inText === textsRead) continue;
    word.inText = textsRead;
    found.push(word);
  }
  if (texts.size >= MOST_TEXTS) texts.clear();
  texts.set(text, found);
  return found;
}

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
}
