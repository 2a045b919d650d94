import { describe, expect, it } from '@jest/globals';
import { makeTemporaryPassword } from '#directory';
import { CODE_ALPHABET } from '#kernel';
import { spelled } from './spelled.js';

describe('a temporary password, sign by sign', () => {
  it.each([
    ['A7-', 'de', ['A wie Anton', 'Ziffer 7 (sieben)', 'Bindestrich']], ['A7-', 'en', ['A as in Alfa', 'digit 7 (seven)', 'hyphen']],
    ['ZX2', 'de', ['Z wie Zacharias', 'X wie Xanthippe', 'Ziffer 2 (zwei)']], ['ä€', 'de', ['Zeichen ä', 'Zeichen €']], ['', 'en', []],
  ] as const)('%s in %s', (secret, locale, said) => expect(spelled(secret, locale)).toEqual(said));

  it.each(['de', 'en'] as const)('has a name for every letter, each beginning with it (%s)', (locale) => {
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
    const names = spelled(letters.join(''), locale).map((said) => said.split(' ').at(-1)!);
    expect(names.map((name) => name[0])).toEqual(letters);
  });

  it.each(['de', 'en'] as const)('knows every sign that a temporary password has (%s)', (locale) => {
    for (const start of [...CODE_ALPHABET].keys()) {
      let drawn = start;
      const secret = makeTemporaryPassword((below) => drawn++ % below).reveal();
      expect(spelled(secret, locale).filter((said) => /^(?:Zeichen|sign) /.test(said))).toEqual([]);
    }
  });
});
