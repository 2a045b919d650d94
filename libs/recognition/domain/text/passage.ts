import { plainWord } from './dialect.js';
import { foldWord } from './fold.js';
import { remembering } from './known-words.js';
import { mendTypo } from './typos.js';

/** A word, and what each of our many lists has to say about it, once it was asked. */
export interface Word {
  readonly text: string;
  /** By the number of the asker, `newAsker`. */
  readonly answers: (readonly number[] | undefined)[];
  /** The number of the last text that was found to have it. */
  inText: number;
}

/** Folded text with the words (runs of `a-z0-9`) that it has: a sentence, or several one after the other. */
export interface Passage {
  readonly text: string;
  /** In no order, each once as a rule; one too many does no harm. */
  readonly known: readonly Word[];
  /** Its sentences, if it is of several: what a pattern wants stands in one of them. */
  readonly parts?: readonly Passage[] | undefined;
}

const wordOf = remembering((text): Word => ({ text, answers: [], inText: 0 }));
/** Commas stay among the words. */
export const COMMA: readonly Word[] = [wordOf(',')];
let askers = 0;
let textsRead = 0;

/** A number for somebody who keeps answers with the words. */
export function newAsker(): number {
  return askers++;
}

/** A word of a mail as the patterns see it: folded, mended, short forms written out as words of their own. */
export const wordsIn: (written: string) => readonly Word[] = remembering((written) => mendTypo(plainWord(foldWord(written))).split(' ').filter((word) => word !== '').map(wordOf));

/** Each of the words once. */
export function distinct(all: readonly (readonly Word[])[]): readonly Word[] {
  textsRead += 1;
  const found: Word[] = [];
  for (const words of all) {
    for (const word of words) {
      if (word.inText === textsRead) continue;
      word.inText = textsRead;
      found.push(word);
    }
  }
  return found;
}

/** Several passages as one, with something between that no pattern reaches across. */
export function joined(passages: readonly Passage[], between: string): Passage {
  return { text: passages.map(({ text }) => text).join(between), known: distinct(passages.map(({ known }) => known)), parts: passages.flatMap((one) => one.parts ?? one) };
}
