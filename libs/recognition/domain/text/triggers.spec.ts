import { describe, expect, it } from '@jest/globals';
import { DE_EXAMPLES } from '../examples/de.js';
import { EN_EXAMPLES } from '../examples/en.js';
import { WORDS, WORDS_BY_TRIGGER } from '../lexicon/index.js';
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

  it('never hides a word: every word list that finds something was asked', () => {
    const texts = [...Object.values(DE_EXAMPLES), ...Object.values(EN_EXAMPLES)].flat();
    for (const { text } of texts.flatMap((one) => sentencesOf(one, one))) {
      const asked = WORDS_BY_TRIGGER.in(text);
      for (const words of WORDS) {
        words.pattern.lastIndex = 0;
        if (words.pattern.test(text)) expect({ text, concept: words.concept, isAsked: asked.has(words) }).toEqual({ text, concept: words.concept, isAsked: true });
      }
    }
  });
});
