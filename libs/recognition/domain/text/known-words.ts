import { foldWord } from './fold.js';
import { plainWord } from './dialect.js';
import { mendTypo } from './typos.js';

/** People use few words, again and again: of so many the folded form is remembered, then we begin anew. */
const MOST_KNOWN = 20_000;
const known = new Map<string, readonly string[]>();

/** A word of a mail as the patterns see it: folded, mended, short forms written out as words of their own. */
export function wordsIn(written: string): readonly string[] {
  const seen = known.get(written);
  if (seen) return seen;
  const words = mendTypo(plainWord(foldWord(written))).split(' ').filter((word) => word !== '');
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(written, words);
  return words;
}
