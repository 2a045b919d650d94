import { describe, expect, it } from '@jest/globals';
import { de } from '../texts/de.js';
import { en } from '../texts/en.js';
import { missingInWords } from './missing.js';

describe('what is missing, in words', () => {
  it('counts points and kinds', () => {
    expect(missingInWords('points:1', de)).toBe('noch 1 Punkt');
    expect(missingInWords('points:3', en)).toBe('3 more points');
    expect(missingInWords('classes:1', de)).toBe('ein Nachweis anderer Art');
  });

  it('shows readably what it does not know', () => {
    expect(missingInWords('limit:agent-credentials', en)).toBe('limit:agent credentials');
  });
});
