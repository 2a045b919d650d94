import { describe, expect, it } from '@jest/globals';
import { aProfile } from '../profile-for-specs.js';
import { holidaysOf, promiseFor } from './german-holidays.js';

describe('the holidays of a Land', () => {
  it('differ from Land to Land', () => {
    expect(holidaysOf('BY')('2026-01-06')).toBe(true);
    expect(holidaysOf('SH')('2026-01-06')).toBe(false);
    expect(holidaysOf('BE')('2026-03-08')).toBe(true);
  });

  it('move with Easter', () => {
    expect(holidaysOf('HH')('2026-04-03')).toBe(true);
    expect(holidaysOf('HH')('2027-03-26')).toBe(true);
    expect(holidaysOf('HH')('2027-04-03')).toBe(false);
  });

  it('count in a promise', () => {
    // Wednesday before Easter, three business days: Thursday, (Good Friday, weekend, Easter Monday,) Tuesday, Wednesday.
    const profile = aProfile({ promises: [{ businessDays: 3, text: { de: '1–3 Werktage', en: '1–3 business days' } }] });
    expect(promiseFor(profile, 'new-credentials', new Date('2026-04-01T08:00:00Z')).dueAt).toEqual(new Date('2026-04-08T14:00:00Z'));
  });
});
