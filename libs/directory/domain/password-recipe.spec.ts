import { describe, expect, it } from '@jest/globals';
import { randomInt } from 'node:crypto';
import { LOCALES, type Locale } from '#kernel';
import { spokenWordsThatFit, withinOneEdit } from '../../../test/support/spoken-words-that-fit.js';
import { objectionsToPassword } from './password-policy.js';
import { makeSpokenPassword, makeTemporaryPassword, SPOKEN_COUNT, SPOKEN_WORDS, spokenBits, spokenParts } from './password-recipe.js';

const make = () => makeTemporaryPassword((below) => randomInt(below)).reveal();

describe('a temporary password', () => {
  it('has four groups of four readable symbols, with a digit and a letter', () => {
    for (let round = 0; round < 500; round += 1) {
      const password = make();
      expect(password).toMatch(/^[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){3}$/);
      expect(password).toMatch(/\d/);
      expect(password).toMatch(/[A-Z]/);
    }
  });

  it('is drawn again when it came out without a digit', () => {
    let drawn = 0;
    const password = makeTemporaryPassword((below) => (drawn++ < 16 ? 20 : drawn % below)).reveal();
    expect(drawn).toBeGreaterThan(16);
    expect(password).toMatch(/\d/);
  });

  it('satisfies the policy, and three character classes as Active Directory counts them', () => {
    for (let round = 0; round < 50; round += 1) {
      expect(objectionsToPassword(make(), { minLength: 15, classes: 3, forbiddenWords: [], ownWords: [] })).toEqual([]);
    }
  });

  it('prints as nothing', () => {
    expect(`${makeTemporaryPassword((below) => randomInt(below))}`).toBe('[secret]');
  });
});

const NOBODY = { ownWords: [], forbiddenWords: [] };
const say = (locale: Locale, names: { readonly ownWords: readonly string[]; readonly forbiddenWords: readonly string[] } = NOBODY) => makeSpokenPassword((below) => randomInt(below), locale, names)?.reveal();

describe.each(LOCALES)('a temporary password to be said aloud (%s)', (locale) => {
  const [words, count] = [SPOKEN_WORDS[locale], SPOKEN_COUNT];

  it('has 77 bits and more by its words alone (R38)', () => {
    expect(count * Math.log2(new Set(words).size)).toBeGreaterThanOrEqual(77);
    expect(spokenBits(words.length)).toBeCloseTo(count * Math.log2(words.length) + 3, 9);
    // Six words of 7,776 are what 5.7 says.
    expect(count * Math.log2(words.length)).toBeGreaterThanOrEqual(6 * Math.log2(7_776));
  });

  it('is made of short plain words, none of which looks or sounds like another, nor is rude or frightening', () => {
    expect(words).toEqual(words.toSorted());
    expect(spokenWordsThatFit(words, locale)).toEqual(words);
    // The check would see it.
    const [first = '', last = ''] = [words[0], words.at(-1)];
    expect(spokenWordsThatFit([first, `${first}x`, `${last.slice(0, -1)}q`, last, 'größe', 'ab', 'abcdefghijk', ...(locale === 'de' ? ['scheisse', 'leiche', 'fahren', 'faren'] : ['fuckers', 'murderer', 'knight', 'night'])], locale))
      .toEqual([first, `${last.slice(0, -1)}q`, locale === 'de' ? 'fahren' : 'knight']);
    expect([withinOneEdit('haus', 'maus'), withinOneEdit('haus', 'hause'), withinOneEdit('haus', 'aus'), withinOneEdit('haus', 'hauset'), withinOneEdit('haus', 'mause')]).toEqual([true, true, true, false, false]);
  });

  it('has so many words with hyphens, one capital at the beginning, a digit at the end, and at most 64 signs', () => {
    for (let round = 0; round < 300; round += 1) {
      const password = say(locale)!;
      expect(password).toMatch(new RegExp(`^[A-Z][a-z]{2,7}(-[a-z]{3,8}){${count - 1}}-[2-9]$`));
      expect(password.toLowerCase().split('-').slice(0, -1).every((word) => words.includes(word))).toBe(true);
    }
    const longest = Math.max(...words.map(({ length }) => length));
    expect(count * (longest + 1) + 1).toBeLessThanOrEqual(64);
  });

  it('is drawn evenly: every word and every digit answers to one number, and each number is asked for with the whole list', () => {
    const asked: number[] = [];
    for (const [at, word] of words.entries()) {
      let drawn = 0;
      const password = makeSpokenPassword((below) => {
        asked.push(below);
        drawn += 1;
        return drawn > count ? at % below : at;
      }, locale, NOBODY)!.reveal();
      expect(password.toLowerCase()).toBe(`${Array.from({ length: count }, () => word).join('-')}-${2 + (at % 8)}`);
    }
    expect(new Set(asked)).toEqual(new Set([words.length, 8]));
  });

  it('satisfies the policy, four classes as Active Directory counts them, also for people whose names are words', () => {
    const names = { ownWords: ['sonne.apple', 'Jo Apfel-Banana', 'garten.window'], forbiddenWords: ['Kaffee'] };
    const parts = ['sonne', 'apple', 'apfel', 'banana', 'garten', 'window', 'kaffee'];
    for (let round = 0; round < 300; round += 1) {
      const password = say(locale, names)!;
      expect(objectionsToPassword(password, { minLength: 20, classes: 4, ...names })).toEqual([]);
      for (const part of parts) expect(password.toLowerCase()).not.toContain(part);
    }
    let drawn = 0;
    const next = () => makeSpokenPassword((below) => drawn++ % below, locale, { ownWords: [words[0]!, words[1]!.slice(0, 3)], forbiddenWords: [] })!.reveal().toLowerCase();
    for (let round = 0; round < 500; round += 1) expect(next().split('-')).not.toContain(words[0]);
  });

  it('is not made where names leave too few words', () => {
    expect(say(locale, { ownWords: [...'abcdefghijklmnopqrstuvwxyz'].map((letter) => `${letter}en`), forbiddenWords: [] })).toBeDefined();
    expect(say(locale, { ownWords: words.slice(0, Math.floor(words.length * 0.6)), forbiddenWords: [] })).toBeUndefined();
    // 77 bits, the digit among them: 1,522 words are enough, 1,521 are not. A name takes every word out that holds it.
    const own = words.filter((word) => !words.some((other) => other !== word && other.includes(word)));
    const leaving = (count: number): string[] => own.slice(0, words.length - count);
    expect([spokenBits(1_522) >= 77, spokenBits(1_521) >= 77]).toEqual([true, false]);
    expect([say(locale, { ownWords: leaving(1_522), forbiddenWords: [] }) === undefined, say(locale, { ownWords: leaving(1_521), forbiddenWords: [] }) === undefined]).toEqual([false, true]);
  });

  it('is told from the other kind, and prints as nothing', () => {
    const secret = makeSpokenPassword((below) => randomInt(below), locale, NOBODY)!;
    expect(`${secret}`).toBe('[secret]');
    expect(spokenParts(secret.reveal())).toHaveLength(count + 1);
    for (let round = 0; round < 100; round += 1) expect(spokenParts(make())).toBeUndefined();
    expect([spokenParts('4711'), spokenParts('AB12-CD34'), spokenParts('x')]).toEqual([undefined, undefined, undefined]);
  });
});
