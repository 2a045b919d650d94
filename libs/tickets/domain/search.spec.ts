import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readSearch } from './search.js';

describe('what somebody typed into the search field', () => {
  it.each([
    ['müller', { number: undefined, words: ['müller'] }],
    ['  Jonas  Weber ', { number: undefined, words: ['Jonas', 'Weber'] }],
    ['sch-1042', { number: 'SCH-1042', words: ['sch', '1042'] }],
    ['bo@home.example', { number: undefined, words: ['bo', 'home', 'example'] }],
    ['Klasse 7 b', { number: undefined, words: ['Klasse', '7', 'b'] }],
    ["o'neill | !admin:*", { number: undefined, words: ['o', 'neill', 'admin'] }],
    ['', undefined],
    ['%_ … <>', undefined],
  ])('%j', (typed, expected) => expect(readSearch(typed)).toEqual(expected));

  it('never lets a sign through that means something to the database', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
      expect(readSearch(typed)?.words.every((word) => /^[\p{L}\p{N}]+$/u.test(word)) ?? true).toBe(true);
    }));
  });
});
