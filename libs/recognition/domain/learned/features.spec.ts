import { expect, test } from '@jest/globals';
import { readSentences } from '../score.js';
import { sentencesOf } from '../text/sentences.js';
import { featureName, featuresOf, isNear, partsOf } from './features.js';

const NAMES = [...featuresOf(readSentences(sentencesOf('', 'Das Postfach liest inzwischen 3 mal am Tag mein Nachfolger.')))].map(([name]) => name);

test('words, the beginnings of the longer ones, and neighbours are features; numbers are none', () => {
  expect(NAMES).toEqual(expect.arrayContaining(['postfach', 'postf*', 'postfach liest', 'tag', 'mein nachfolger']));
  expect(NAMES.filter((name) => name.includes('3'))).toEqual([]);
});

test('so are beginnings near each other in their order, whatever stands between, up to four words on', () => {
  expect(NAMES).toEqual(expect.arrayContaining(['~postf~liest', '~postf~inzwi', '~liest~tag', '~mein~nachf']));
  expect(NAMES).not.toContain('~postf~tag');
  expect(NAMES).not.toContain('~liest~postf');
});

test.each(['', 'postfach', 'postf*', 'postfach liest', '+pw', '+pw&!arrive', '~postf~liest'])('"%s" has the name that its parts make', (name) => {
  const [first, second] = partsOf(name);
  expect(second === '' ? first : featureName(first, second)).toBe(name);
  expect(isNear(name)).toBe(name.startsWith('~'));
});
