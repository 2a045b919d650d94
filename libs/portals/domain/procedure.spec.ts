import { describe, expect, it } from '@jest/globals';
import { aProfile } from '../profile-for-specs.js';
import { procedureOf } from './procedure.js';

describe('the written procedure of a portal', () => {
  it('is its own, or the usual one, in both languages (R63)', () => {
    const own = { de: ['Erst fragen.'], en: ['Ask first.'] };
    expect(procedureOf(aProfile({ procedure: own }))).toEqual(own);
    const usual = procedureOf(aProfile());
    expect(usual.de.length).toBeGreaterThan(5);
    expect(usual.en).toHaveLength(usual.de.length);
  });
});
