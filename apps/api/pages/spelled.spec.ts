import { describe, expect, it } from '@jest/globals';
import { spelled } from './spelled.js';

describe('a secret, read out sign by sign', () => {
  it.each([
    ['A7-', 'de', ['Groß-A wie Anton', 'Ziffer 7 (sieben)', 'Minus']], ['A7-', 'en', ['capital A as in Alfa', 'digit 7 (seven)', 'hyphen']],
    ['zZ0', 'de', ['Klein-z wie Zacharias', 'Groß-Z wie Zacharias', 'Ziffer 0 (null)']], ['xX ', 'en', ['small x as in X-ray', 'capital X as in X-ray', 'space']],
    ['ä€', 'de', ['Zeichen ä', 'Zeichen €']], ['', 'en', []],
  ] as const)('%s in %s', (secret, locale, said) => expect(spelled(secret, locale)).toEqual(said));

  it.each(['de', 'en'] as const)('has a name for every letter, each beginning with it (%s)', (locale) => {
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
    const names = spelled(letters.join(''), locale).map((said) => said.split(' ').at(-1)!);
    expect(names.map((name) => name[0])).toEqual(letters);
  });
});
