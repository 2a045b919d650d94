import { describe, expect, it } from '@jest/globals';
import { areTooMany, monthOf } from './overrides.js';

describe('overrides', () => {
  it.each([[0, 0, false], [1, 0, false], [1, 5, false], [2, 5, true], [2, 1_000, true], [2, 1_001, false], [3, 2_000, true], [3, 2_001, false]])('%i in %i cases: too many is %p', (overrides, cases, tooMany) => {
    expect(areTooMany(overrides, cases)).toBe(tooMany);
  });

  it('are counted by months in UTC', () => {
    expect(monthOf(new Date('2026-12-31T23:59:59.999Z'))).toEqual({ from: new Date('2026-12-01T00:00:00Z'), to: new Date('2027-01-01T00:00:00Z') });
    expect(monthOf(new Date('2026-02-01T00:00:00Z')).to).toEqual(new Date('2026-03-01T00:00:00Z'));
  });
});
