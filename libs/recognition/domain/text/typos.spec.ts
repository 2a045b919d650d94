import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isOneSlipAway } from './typos.js';

it('one slip is a letter more, less, or another, or two in turn, and nothing else', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
  fc.assert(fc.property(word, word, (left, right) => expect(isOneSlipAway(left, right)).toBe(left === right || slipsOf(left).has(right))), { numRuns: 2_000 });
});

/** Every word that one slip makes of another. */
function slipsOf(word: string): ReadonlySet<string> {
  const places = Array.from({ length: word.length + 1 }, (_, at) => [word.slice(0, at), word.slice(at)] as const);
  return new Set(places.flatMap(([before, after]) => [
    before + after.slice(1), ...['a', 'b', 'c'].flatMap((letter) => [before + letter + after, ...(after === '' ? [] : [before + letter + after.slice(1)])]),
    ...(after.length > 1 ? [before + after[1]! + after[0]! + after.slice(2)] : []),
  ]));
}
