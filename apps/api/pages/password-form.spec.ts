import { describe, expect, it } from '@jest/globals';
import { objectionProblems } from './password-form.js';

const POLICY = { minLength: 17, classes: 3, forbiddenWords: [], wordsAtCounter: false };
const texts = (locale: 'de' | 'en', ...codes: string[]) => objectionProblems(locale, codes, POLICY).map(({ field, text }) => [field, text]);

describe('a password that the directory\'s own policy refused', () => {
  it('is said to be so in both languages, with what the portal asks for', () => {
    for (const locale of ['de', 'en'] as const) {
      const [[field, text] = []] = texts(locale, 'not-taken');
      expect([field, text]).toEqual(['password', expect.stringMatching(/\b17\b.*\b3\b/s)]);
    }
    expect(texts('de', 'not-taken')[0]![1]).toMatch(/System des Portals nimmt dieses Passwort nicht an; Ihr bisheriges wurde nicht verändert/);
    expect(texts('en', 'not-taken')[0]![1]).toMatch(/system of the portal does not take this password; your present one was not changed/);
  });

  it('because it was there before, is said to be that', () => {
    expect([texts('de', 'reused'), texts('en', 'reused')]).not.toContainEqual(texts('de', 'not-taken'));
    expect(texts('en', 'reused')[0]![1]).toMatch(/present or an earlier/);
  });
});
