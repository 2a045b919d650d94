import { describe, expect, it } from '@jest/globals';
import { fits } from './fits.js';

describe('finding a command by typing', () => {
  it('takes the beginnings of words in any order', () => {
    expect(fits('ma sch', 'Schulportal › Manuell')).toBe(true);
    expect(fits('nuell', 'Schulportal › Manuell')).toBe(false);
  });

  it('is not strict about case and umlauts', () => {
    expect(fits('LOS', 'Lösen')).toBe(true);
    expect(fits('', 'anything')).toBe(true);
  });
});
