import { describe, expect, it } from '@jest/globals';
import { DE_EXAMPLES } from '../examples/de.js';
import { EN_EXAMPLES } from '../examples/en.js';
import { WORD_LISTS, WORDS } from '../lexicon/index.js';
import { DemandFinder } from './demands.js';
import { compile } from './pattern.js';
import type { Expression } from './phrase-index.js';
import { sentencesOf } from './sentences.js';

/** `^` and `$` where a word begins or ends with it. */
function inShort(pattern: string): string[] {
  const signs = { whole: (text: string) => `^${text}$`, start: (text: string) => `^${text}`, end: (text: string) => `${text}$`, inside: (text: string) => text };
  return new DemandFinder().of(pattern).map((demand) => demand.map(({ where, text }) => signs[where](text)).toSorted().join(' '));
}

describe('what the words of a text must be like for a pattern to hold', () => {
  it.each([
    ['*passwor*', ['passwor']],
    ['login details', ['^details$', '^login$']],
    ['links?', ['^link$ ^links$']],
    ['(falsche[rnms]?|verkehrte) _ (website|stelle)', ['^stelle$ ^website$', '^falsche$ ^falschem$ ^falschen$ ^falscher$ ^falsches$ ^verkehrte$']],
    ['(zum|zur) _ bestaetig(en|ung)', ['^bestaetigen$ ^bestaetigung$', '^zum$ ^zur$']],
    ['(die )?temporaere[snmr]? kennwort', ['^kennwort$', '^temporaere$ ^temporaerem$ ^temporaeren$ ^temporaerer$ ^temporaeres$']],
    ['nummer (?! wie)', ['^nummer$']],
    ['abc{0,3}defg', ['defg$']],
    ['(?:passwoerter[n]?|pwd?)', ['^passwoerter$ ^passwoertern$ ^pw$ ^pwd$']],
    ['pen ?test*', ['test', '^pen']],
    ['(hier |da )*(richtig|falsch)', ['falsch$ richtig$', '^da$ ^hier$']],
    ['e-mail', ['^mail$', '^e$']],
    ['^gelesen$', ['^gelesen$']],
    ['(ab|abc )?def', ['def$']],
    ['wo [a-z]{2,9}', ['^wo$']],
    ['s n|[0-9]', []],
    ['(a|b c)x', ['^a ^b$', 'x$']],
    ['a.b', ['^a', 'b$']],
  ])('%s', (pattern, demands) => expect(inShort(pattern).toSorted()).toEqual(demands.toSorted()));

  it('hides nothing: what is put together for a text finds what the whole list finds', () => {
    const texts = [...Object.values(DE_EXAMPLES), ...Object.values(EN_EXAMPLES)].flat();
    const places = (expression: Expression | undefined, text: string): string[] => {
      const found: string[] = [];
      // Not matchAll, which compiles these long expressions again and again.
      if (expression) expression.lastIndex = 0;
      for (let match = expression?.exec(text); match; match = expression?.exec(text)) found.push(`${match[0]} at ${match.index}`);
      return found;
    };
    const whole = WORD_LISTS.map(({ owner, patterns }) => ({ owner, expression: compile(patterns) }));
    const hidden: unknown[] = [];
    for (const sentence of texts.flatMap((one) => sentencesOf(one, one))) {
      const { text } = sentence;
      const found = new Map(WORDS.in(sentence));
      for (const { owner, expression } of whole) {
        const [seen, wanted] = [places(found.get(owner), text).join(), places(expression, text).join()];
        // Hundreds of thousands of comparisons: one expectation for all of them.
        if (seen !== wanted) hidden.push({ owner, text, seen, wanted });
      }
    }
    expect(hidden).toEqual([]);
  });
});
