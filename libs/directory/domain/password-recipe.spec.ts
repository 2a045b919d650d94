import { describe, expect, it } from '@jest/globals';
import { randomInt } from 'node:crypto';
import { objectionsToPassword } from './password-policy.js';
import { makeTemporaryPassword } from './password-recipe.js';

const make = () => makeTemporaryPassword((below) => randomInt(below)).reveal();

describe('a temporary password', () => {
  it('has four groups of four readable symbols, with a digit and a letter', () => {
    for (let round = 0; round < 500; round += 1) {
      const password = make();
      expect(password).toMatch(/^[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){3}$/);
      expect(password).toMatch(/\d/);
      expect(password).toMatch(/[A-Z]/);
    }
  });

  it('is drawn again when it came out without a digit', () => {
    let drawn = 0;
    const password = makeTemporaryPassword((below) => (drawn++ < 16 ? 20 : drawn % below)).reveal();
    expect(drawn).toBeGreaterThan(16);
    expect(password).toMatch(/\d/);
  });

  it('satisfies the policy, and three character classes as Active Directory counts them', () => {
    for (let round = 0; round < 50; round += 1) {
      expect(objectionsToPassword(make(), { minLength: 15, classes: 3, forbiddenWords: [], ownWords: [] })).toEqual([]);
    }
  });

  it('prints as nothing', () => {
    expect(`${makeTemporaryPassword((below) => randomInt(below))}`).toBe('[secret]');
  });
});
