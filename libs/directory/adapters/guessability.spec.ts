import { describe, expect, it } from '@jest/globals';
import { isGuessable } from './guessability.js';

const RULES = { forbiddenWords: ['Nordring'], ownWords: ['anna.beispiel', 'Anna Beispiel'] };

describe('a password that is long enough and still guessed too soon (R19)', () => {
  it.each(['aaaaaaaaaaaaaaaaaaa', 'qwertzuiopasdfgh', 'passwortpasswort', '1234567890123456', 'abcabcabcabcabcabc', 'AnnaBeispielAnnaBeispiel', 'schalkeschalkeschalke', '19921992199219921992'])('%s', async (password) => {
    expect(await isGuessable(password, RULES)).toBe(true);
  });

  it.each(['Sieben Kraniche im Oktober', 'Drei Birnen am Kai 7', 'Fünf Möwen überm Deich', 'correct horse battery staple'])('not: %s', async (password) => {
    expect(await isGuessable(password, RULES)).toBe(false);
  });

  it('looks at the beginning of a novel only, and so at what counts', async () => {
    expect(await isGuessable('1'.repeat(500), RULES)).toBe(true);
    expect(await isGuessable('Sieben Kraniche im Oktober '.repeat(15), RULES)).toBe(false);
  });
});
