import { describe, expect, it } from '@jest/globals';
import { COMMON_PASSWORDS, isCommonPassword } from './common-passwords.js';
import { MAXIMUM_LENGTH, objectionsToPassword, type PasswordRules } from './password-policy.js';
import { leastCpu } from '../../../test/support/cpu-ms.js';

const rules: PasswordRules = { minLength: 15, classes: 0, forbiddenWords: ['Nordring', 'Berufskolleg'], ownWords: ['Lena Hoffmann', 'l.hoffmann', 'lena.hoffmann'] };
const codesOf = (password: string, more: Partial<PasswordRules> = {}) => objectionsToPassword(password, { ...rules, ...more }).map(({ code }) => code);

describe('what a person may choose as a password', () => {
  it('takes any long phrase, without asking for digits or signs (R17)', () => {
    expect(codesOf('gelbe giraffen tanzen nachts')).toEqual([]);
    expect(codesOf('ein völlig normaler satz mit ümläuten')).toEqual([]);
  });

  it('counts code points, and says both numbers (R15, R22)', () => {
    expect(objectionsToPassword('kurz', rules)).toEqual([{ code: 'too-short', minimum: 15, length: 4 }]);
    expect(codesOf('🦒🐘🦓🐪🦏🐊🦩🐢🦔🐙🦑🐝🪲🦋🐌')).toEqual([]);
    expect(codesOf('gelbegira', { minLength: 8 })).toEqual([]);
  });

  it('reads a long password to its end (R16)', () => {
    const long = Array.from({ length: 40 }, (_, index) => String.fromCodePoint(0x4e00 + index * 7)).join('').repeat(3);
    expect(codesOf(long)).toEqual([]);
    expect(codesOf('x'.repeat(MAXIMUM_LENGTH + 1))).toContain('too-long');
  });

  it('refuses own names, parts of addresses, and words of the organisation (R19)', () => {
    expect(objectionsToPassword('Hoffmann-und-Giraffe-88', rules)).toEqual([{ code: 'contains-own-name', word: 'hoffmann' }]);
    expect(objectionsToPassword('giraffe-am-nordring-steht', rules)).toEqual([{ code: 'contains-organisation-word', word: 'nordring' }]);
    expect(codesOf('gelbe giraffen tanzen nachts', { ownWords: ['an', 'Li'] })).toEqual([]);
  });

  it('asks for character classes only where the directory imposes them (R17)', () => {
    expect(objectionsToPassword('gelbe giraffen tanzen', { ...rules, classes: 3 })).toEqual([{ code: 'too-few-classes', required: 3, present: 1 }]);
    expect(codesOf('K7QM-2P9X-W4RT-8HNB', { classes: 3 })).toEqual([]);
  });
});

describe('the block list', () => {
  it('holds at least 3,000 entries (R19)', () => {
    expect(COMMON_PASSWORDS.size).toBeGreaterThan(10_000);
  });

  it.each([
    'Passwort123', 'P@ssw0rt2026!', 'passwortpasswort', 'Sommer2026Sommer', 'qwertzuiopasdfgh', 'aaaaaaaaaaaaaaa', 'abcabcabcabcabc', '123456789012345', 'abcdefghijklmno',
    'WillkommenBayernMuenchen1', 'MüchenPasswort1234'.replace('ü', 'ün'), 'Schalke04-Schalke04', 'Qwertz12345Qwertz',
  ])('refuses %s', (password) => {
    expect(isCommonPassword(password)).toBe(true);
  });

  it.each(['gelbe giraffen tanzen nachts', 'correct horse battery staple', 'K7QM-2P9X-W4RT-8HNB', 'sommer hund wasser kuchen mond', 'Vierzehn Nashörner im Regal', '739105826471830', 'ohne Gummistiefel'])(
    'lets %s through', (password) => {
      expect(isCommonPassword(password)).toBe(false);
    },
  );

  it('is quick, whatever is typed', async () => {
    const { ms } = await leastCpu(1_000, () => {
      for (const nasty of ['a'.repeat(512), 'ab'.repeat(256), 'passwort'.repeat(64), 'abcx'.repeat(128)]) isCommonPassword(nasty);
    });
    expect(ms).toBeLessThan(1_000);
  });
});
