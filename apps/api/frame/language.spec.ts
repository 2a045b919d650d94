import { describe, expect, it } from '@jest/globals';
import { chooseLanguage } from './language.js';

describe('the language of a page', () => {
  it.each([
    ['en', 'de', 'de', 'de', 'en'],
    [undefined, 'en', 'de', 'de', 'en'],
    [undefined, undefined, 'fr, en-GB;q=0.7, de;q=0.3', 'de', 'en'],
    [undefined, undefined, 'en;q=0.2, de-AT', 'en', 'de'],
    [undefined, undefined, 'fr', 'en', 'en'],
    ['xx', '<script>', 'de;q=0, en', undefined, 'en'],
    [['en', 'de'], undefined, undefined, undefined, 'de'],
  ] as const)('asked %s, remembered %s, browser %s, account %s: %s', (asked, remembered, header, account, expected) => {
    expect(chooseLanguage(asked, remembered, header, account)).toBe(expected);
  });
});
