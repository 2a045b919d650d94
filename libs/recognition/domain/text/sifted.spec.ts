import { describe, expect, it } from '@jest/globals';
import { CAUSE_GONE, FULL_MAILBOX, SENT_IN_VAIN } from '../arrival.js';
import { DE_EXAMPLES } from '../examples/de.js';
import { EN_EXAMPLES } from '../examples/en.js';
import { wholeOf, readSentences } from '../score.js';
import { PhraseIndex, holds } from './phrase-index.js';
import { sentencesOf } from './sentences.js';
import { Sifted } from './sifted.js';

const read = (text: string): ReturnType<typeof wholeOf> => wholeOf(readSentences(sentencesOf('', text)));
const INSIDE = new Sifted(/asswor|\brese|(?<!kein )konto\b|e[a-z]{0,3} .{0,9}link|[0-9]{2}/);

describe('an expression that is tried only where a text has its words', () => {
  it.each([CAUSE_GONE, FULL_MAILBOX, SENT_IN_VAIN, INSIDE])('finds what it finds by itself (%#)', (sifted) => {
    const texts = [...Object.values(DE_EXAMPLES), ...Object.values(EN_EXAMPLES)].flat().map(read);
    expect(texts.map((text) => sifted.firstIn(text))).toEqual(texts.map(({ text }) => sifted.expression.exec(text)?.[0]));
    expect(texts.filter((text) => sifted.test(text)).length).toBeGreaterThan(0);
  });

  it('is asked about also when it was made behind the first question', () => {
    const text = read('Mein Postfach ist voll.');
    FULL_MAILBOX.test(text);
    expect(new Sifted(/\bpostf/).test(text)).toBe(true);
  });

  it('is not tried where its words are missing', () => {
    expect(FULL_MAILBOX.mayHold(read('Mein Postfach ist voll.').known)).toBe(true);
    expect(FULL_MAILBOX.mayHold(read('Mein Postfach ist leer.').known)).toBe(false);
  });
});

describe('a pattern of a list', () => {
  const index = new PhraseIndex(() => [{ owner: 'near', patterns: ['roter _ ball'] }, { owner: 'reaches on', patterns: ['roter.{1,20}ball'] }]);
  const heldIn = (text: string): string[] => {
    const whole = read(text);
    return index.in(whole).filter(([, expression]) => holds(expression, whole.text)).map(([owner]) => owner);
  };

  it('has all its words in one sentence, unless it can reach into the next', () => {
    expect(heldIn('Da liegt ein roter alter Ball. Mehr nicht.')).toEqual(['near', 'reaches on']);
    expect(heldIn('Da liegt ein roter. Der Ball fehlt.')).toEqual(['reaches on']);
    expect(index.in(read('Da liegt ein roter. Der Ball fehlt.')).map(([owner]) => owner)).toEqual(['reaches on']);
  });
});
