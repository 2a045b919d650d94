import { describe, expect, it } from '@jest/globals';
import { DE_EXAMPLES } from '../examples/de.js';
import { EN_EXAMPLES } from '../examples/en.js';
import { WORD_LISTS, WORDS } from '../lexicon/index.js';
import { compile } from './pattern.js';
import type { Expression } from './phrase-index.js';
import { sentencesOf } from './sentences.js';
import { triggersOf } from './triggers.js';

describe('what a text must contain for a pattern to hold', () => {
  it.each([
    ['*passwor*', ['passwor']],
    ['login details', ['login details']],
    ['links?', ['link']],
    ['(falsche[rnms]?|verkehrte) _ (website|stelle)', ['falsche', 'verkehrte']],
    ['(zum|zur) _ bestaetig(en|ung)', ['bestaetig']],
    ['(die )?temporaere[snmr]? kennwort', ['temporaere']],
    ['nummer (?! wie)', ['nummer ']],
    ['abc{0,3}defg', ['defg']],
    ['(?:passwoerter[n]?|pwd?)', ['passwoerter', 'pw']],
    ['s n|[0-9]', undefined],
    ['i|erreichbar', undefined],
    ['a.b', undefined],
  ])('%s', (pattern, triggers) => expect(triggersOf(pattern)).toEqual(triggers));

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
    for (const { text } of texts.flatMap((one) => sentencesOf(one, one))) {
      const found = new Map(WORDS.in(text));
      for (const { owner, expression } of whole) {
        const [seen, wanted] = [places(found.get(owner), text).join(), places(expression, text).join()];
        // Hundreds of thousands of comparisons: one expectation for all of them.
        if (seen !== wanted) hidden.push({ owner, text, seen, wanted });
      }
    }
    expect(hidden).toEqual([]);
  });
});
