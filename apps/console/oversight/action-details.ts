import type { Texts } from '../texts/de.js';
import { wordFor } from '../texts/language.js';

/** A detail of a waiting action as people read it: what it is, and its value, where that is one of our own words. */
export function detailInWords(name: string, value: string, { case: { actions }, reasons }: Texts): readonly [string, string] {
  return [wordFor(actions.fields, name.replace('onFile.', '')), name === 'via' ? wordFor(actions.ways, value) : name === 'untold' ? wordFor(reasons, value) : value];
}

/** What was proved; said, too, when it is nothing. */
export function evidenceInWords(kinds: readonly string[], { words, oversight: { approvals } }: Texts): string {
  return kinds.length === 0 ? approvals.noEvidence : kinds.map((kind) => wordFor(words.evidenceKinds, kind)).join(', ');
}
