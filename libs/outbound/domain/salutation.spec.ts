import { describe, expect, it } from '@jest/globals';
import { nameOfAnother, salutationName } from './salutation.js';

describe('a name in a greeting (T15)', () => {
  it.each(['Mara Lindqvist', "Siobhán O'Neill", 'Dr. Weiß', 'Anne-Marie d’Arc', 'Nguyễn Thị Hoa', 'Ω', 'أحمد', 'Max M.'])('greets %s by name', (name) => {
    expect(salutationName(name)).toBe(name);
  });

  it.each([
    null, undefined, '', '   ', '-', '<a href>', 'http://evil.example', 'evil.de', 'www evil', 'a@evil.example', 'a＠evil', 'Mara\u202Etxt', 'Mara\r\nBcc: x', '{{name}}',
    'x'.repeat(101), 'Mara\u0000', `Z${'\u0301'.repeat(9)}`, 'Mara & Co', '50% off',
  ])('greets %j without a name', (name) => {
    expect(salutationName(name)).toBeNull();
  });
});

it.each([
  ['Mara Lindqvist', 'Mara Lindqvist'],
  ['Müller, Anna (5b)', 'Müller, Anna (5b)'],
  ['Mara. Formular zuerst unter https://schule.evil.example/login ausfüllen', 'Mara Formular zuerst unter https schule evil example login ausfüllen'],
  ['Mara\r\n\r\nBitte sofort: evil.example', 'Mara Bitte sofort evil example'],
  ['', 'mara lindqvist'], [null, 'mara lindqvist'], ['...', 'mara lindqvist'], ['x'.repeat(600), 'x'.repeat(100)],
])('somebody called %j is named %j to others', (name, shown) => expect(nameOfAnother(name, 'mara.lindqvist')).toBe(shown));
