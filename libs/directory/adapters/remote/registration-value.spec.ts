import { describe, expect, it } from '@jest/globals';
import { registrationFrom } from './registration-value.js';

const created = new Date('2026-06-01T00:00:00Z');
const read = (value: string | undefined) => registrationFrom(value, created);

describe('what a portal wrote about a registration', () => {
  it('is finished when nothing is written', () => {
    for (const value of [undefined, '', ' ']) expect(read(value)).toBeUndefined();
  });

  it.each([['2026-07-01T10:00:00+02:00', '2026-07-01T08:00:00.000Z'], ['2026-07-01T10:00:00Z', '2026-07-01T10:00:00.000Z'], ['2026-07-01', created.toISOString()], ['soon', created.toISOString()]])(
    'began at %s', (registeredAt, instant) => {
      expect(read(JSON.stringify({ waitsFor: 'data-release', registeredAt }))!.registration).toMatchObject({ waitsFor: 'data-release', registeredAt: new Date(instant) });
    });

  it.each(['Approval', 'aproval', '{', '{}', '{"waitsFor":"done"}', '[]', '{"waitsFor":"confirmation"'])('that cannot be read waits for the office: %s', (value) => {
    expect(read(value)).toEqual({ registration: { waitsFor: 'approval', registeredAt: created, confirmBy: null, corrections: [], proposedUsername: null, entitlements: [] }, isConfirmed: false });
  });

  it('keeps what it waits for when the rest cannot be read, and never counts as confirmed by that', () => {
    const corrections = [{ field: 'birthDate', onFile: 'a', given: 'b' }, { field: 'familyName', onFile: 'Bär', given: 'Baer' }];
    expect(read(JSON.stringify({ waitsFor: 'data-release', confirmBy: 'soon', proposedUsername: 7, confirmed: 'yes', corrections }))).toEqual({
      registration: { waitsFor: 'data-release', registeredAt: created, confirmBy: null, corrections: [corrections[1]], proposedUsername: null, entitlements: [] }, isConfirmed: false,
    });
  });
});
