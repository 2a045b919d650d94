import type { Passage, Word } from './passage.js';
import { PhraseIndex } from './phrase-index.js';

const ALL: Sifted[] = [];
/** Of all there are; one that is made later is among them with the next question. */
let index: PhraseIndex<Sifted> | undefined;
/** The words that were asked about last, and what may hold among them: one text is asked about by many in turn. */
let lastKnown: readonly Word[] | undefined;
let mayHold: ReadonlySet<Sifted> = new Set();

/** A regular expression for folded text that is tried only where the text has the words that it demands (demands.ts). Most texts do not. */
export class Sifted {
  /** @param expression without flags */
  constructor(readonly expression: RegExp) {
    ALL.push(this);
    index = undefined;
    lastKnown = undefined;
  }

  /** @param passage its words may be more than its text has */
  test(passage: Passage): boolean {
    return this.mayHold(passage.known) && this.expression.test(passage.text);
  }

  /** What it finds first. */
  firstIn(passage: Passage): string | undefined {
    return this.mayHold(passage.known) ? this.expression.exec(passage.text)?.[0] : undefined;
  }

  /** Whether it may hold in a text of these words. */
  mayHold(known: readonly Word[]): boolean {
    index ??= new PhraseIndex(() => ALL.map((owner) => ({ owner, patterns: alternativesOf(owner.expression.source) })), 'expressions');
    if (known !== lastKnown) [lastKnown, mayHold] = [known, index.ownersIn(known)];
    return mayHold.has(this);
  }
}

/** What stands between the bars that are in no bracket. */
function alternativesOf(source: string): readonly string[] {
  const alternatives: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at <= source.length; at += 1) {
    const sign = source[at];
    if (sign === '\\') at += 1;
    else if (sign === '[') at = source.indexOf(']', at);
    else if (sign === '(') depth += 1;
    else if (sign === ')') depth -= 1;
    else if (sign === undefined || (sign === '|' && depth === 0)) {
      alternatives.push(source.slice(from, at));
      from = at + 1;
    }
  }
  return alternatives;
}
