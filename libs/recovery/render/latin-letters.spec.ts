import { describe, expect, it } from '@jest/globals';
import { inLatinLetters } from './latin-letters.js';

describe('what the standard fonts of PDF can print', () => {
  it.each([
    ['Jörg Müßig, Straße 7', 'Jörg Müßig, Straße 7'], ['Žofie Šimůnková', 'Žofie Šimunková'], ['Ayşe Şahin-Doğan', 'Ayse Sahin-Dogan'], ['Łukasz Wiśniewski', 'Lukasz Wisniewski'], ['Đorđe Ćirić', 'Dorde Ciric'],
    ['Großer‑Weg 5', 'Großer-Weg 5'], ['Jo\u0308rg', 'Jörg'], ['Олег', '????'], ['10 € „gut“', '10 € „gut“'], ['a\u202eb\u0007c', 'abc'],
  ])('%s is printed as %s', (text, printed) => {
    expect(inLatinLetters(text)).toBe(printed);
  });
});
