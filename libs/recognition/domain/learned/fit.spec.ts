import { describe, expect, it } from '@jest/globals';
import { fit, type FitOptions, type Lesson } from './fit.js';
import { partsOf, type Features } from './features.js';
import { bytesOf, sharesOf, UNKNOWN, WeightTable, writtenDown } from './table.js';

type Animal = 'cat' | 'dog' | 'fish';
const ANIMALS: readonly Animal[] = ['cat', 'dog', 'fish'];
const OPTIONS: FitOptions = { leastLessons: 2, restraint: 0.1, rounds: 100 };

function lesson(answer: Animal, words: string, weight = 1): Lesson<Animal> {
  return { answer, weight, features: new Map(words.split(' ').map((word) => [word, 1])) };
}

const LESSONS = [
  lesson('cat', 'purrs four legs'), lesson('cat', 'purrs soft'), lesson('dog', 'barks four legs'), lesson('dog', 'barks loud'), lesson('fish', 'swims silent'), lesson('fish', 'swims scales'), lesson('fish', 'swims wet'),
];

function namesOf(features: Features): readonly string[] {
  return [...features].map(([name]) => name);
}

function tableOf(lines: readonly string[]): WeightTable<Animal> {
  return new WeightTable(bytesOf(lines), ANIMALS);
}

function weighed(table: WeightTable<Animal>, features: readonly string[]): Float64Array {
  const scores = new Float64Array(ANIMALS.length);
  for (const entry of ['', ...features].map((feature) => numberIn(table, feature))) if (entry !== UNKNOWN) table.addToMail(scores, entry);
  return scores;
}

function numberIn(table: WeightTable<Animal>, feature: string): number {
  const [first, second] = partsOf(feature);
  return second === '' ? table.find(table.partOf(first)) : table.find(table.partOf(first), table.partOf(second));
}

function sharesFor(words: string, lessons = LESSONS, options = OPTIONS): ReadonlyMap<Animal, number> {
  const table = tableOf(writtenDown(fit(lessons, ANIMALS, options), ANIMALS));
  const shares = sharesOf(weighed(table, words.split(' ')));
  return new Map(ANIMALS.map((animal, at) => [animal, shares[at]!]));
}

describe('learning', () => {
  it('finds what tells the answers apart', () => {
    expect(sharesFor('purrs').get('cat')).toBeGreaterThan(0.8);
    expect(sharesFor('barks').get('dog')).toBeGreaterThan(0.8);
    expect(sharesFor('swims').get('fish')).toBeGreaterThan(0.8);
  });

  it('is torn where a feature is shared', () => {
    const shares = sharesFor('legs');
    expect(Math.abs(shares.get('cat')! - shares.get('dog')!)).toBeLessThan(0.05);
    expect(shares.get('fish')).toBeLessThan(shares.get('cat')!);
  });

  it('guesses the most frequent where it knows nothing', () => expect([...sharesFor('unheard of')].sort(([, one], [, other]) => other - one)[0]![0]).toBe('fish'));

  it('learns nothing from what only one lesson has', () => expect([...fit(LESSONS, ANIMALS, OPTIONS).keys()]).toEqual(['', 'barks', 'four', 'legs', 'purrs', 'swims']));

  it('believes a heavier lesson more', () => {
    const torn = [lesson('cat', 'grey'), lesson('dog', 'grey', 5)];
    expect(sharesFor('grey', torn).get('dog')).toBeGreaterThan(0.7);
  });

  it('is more careful the dearer a weight is', () => expect(sharesFor('purrs', LESSONS, { ...OPTIONS, restraint: 5 }).get('cat')!).toBeLessThan(sharesFor('purrs').get('cat')!));

  it('gives the same weights for the same lessons', () => expect(writtenDown(fit(LESSONS, ANIMALS, OPTIONS), ANIMALS)).toEqual(writtenDown(fit(LESSONS, ANIMALS, OPTIONS), ANIMALS)));

  it('is at the minimum: no weight can be moved for the better', () => {
    const shares = (weights: ReadonlyMap<string, ReadonlyMap<Animal, number>>, { features }: Lesson<Animal>): Float64Array => sharesOf(Float64Array.from(ANIMALS, (animal) => ['', ...namesOf(features)].reduce((sum, feature) => sum + (weights.get(feature)?.get(animal) ?? 0), 0)));
    const weights = fit(LESSONS, ANIMALS, OPTIONS);
    for (const feature of ['purrs', 'legs', 'swims']) {
      for (const [at, animal] of ANIMALS.entries()) {
        const slope = LESSONS.filter(({ features }) => namesOf(features).includes(feature)).reduce((sum, one) => sum + shares(weights, one)[at]! - (one.answer === animal ? 1 : 0), OPTIONS.restraint * weights.get(feature)!.get(animal)!);
        expect(Math.abs(slope)).toBeLessThan(0.02);
      }
    }
  });
});

describe('the table of weights', () => {
  const table = tableOf(['|a32', 'word|b64c-16', 'two words|a-32', '+pw&!arrive|c320', '~two~word|a1']);

  it('adds up what each feature says, and what is so of every mail', () => {
    expect([...weighed(table, ['word', 'two words', 'unknown'])]).toEqual([0, 2, -0.5]);
    expect([...weighed(table, ['+pw&!arrive'])]).toEqual([1, 0, 10]);
    const scores = new Float64Array(3);
    table.addToMail(scores, numberIn(table, 'word'), 0.5);
    expect([...scores]).toEqual([0, 1, -0.25]);
  });

  it('says what a feature says for one answer', () => {
    expect(table.weightFor('dog', numberIn(table, 'word'))).toBe(2);
    expect(table.weightFor('cat', numberIn(table, 'word'))).toBe(0);
    expect(['two', 'words', '+pw', 'words two', 'never met'].map((feature) => numberIn(table, feature))).toEqual([UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN]);
    expect(['', 'word', 'two words', '+pw&!arrive', '~two~word'].map((feature) => table.nameOf(numberIn(table, feature)))).toEqual(['', 'word', 'two words', '+pw&!arrive', '~two~word']);
  });

  it('shows words to people, and nothing that only we understand', () => expect(['', 'word', 'two words', '+pw&!arrive', '~two~word'].filter((feature) => table.isOfWords(numberIn(table, feature)))).toEqual(['word', 'two words']));

  it('does not read what was learned for other answers', () => expect(() => tableOf(['word|d1'])).toThrow('npm run learn'));
});
