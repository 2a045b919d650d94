import { describe, expect, it } from '@jest/globals';
import { afterTheNight } from './night.js';

describe('what can wait wakes nobody', () => {
  it.each<[string, string | null, string]>([
    ['2026-12-01T19:59:00Z', null, 'before nine in the evening'], ['2026-12-01T20:00:00Z', '2026-12-02T06:00:00Z', 'from nine on'], ['2026-12-01T23:30:00Z', '2026-12-02T06:00:00Z', 'past midnight'],
    ['2026-12-02T05:59:59Z', '2026-12-02T06:00:00Z', 'until seven'], ['2026-12-02T06:00:00Z', null, 'at seven'],
    ['2026-03-28T22:00:00Z', '2026-03-29T05:00:00Z', 'in the night that loses an hour'], ['2026-10-24T22:00:00Z', '2026-10-25T06:00:00Z', 'in the night that has one twice'],
  ])('%s → %s (%s)', (now, then, _when) => expect(afterTheNight(new Date(now), 'Europe/Berlin')?.toISOString() ?? null).toBe(then && new Date(then).toISOString()));

  it('goes by the clock of the portal', () => {
    expect(afterTheNight(new Date('2026-12-01T23:30:00Z'), 'America/New_York')).toBeNull();
    expect(afterTheNight(new Date('2026-12-01T20:00:00Z'), 'Asia/Kathmandu')?.toISOString()).toBe('2026-12-02T01:15:00.000Z');
  });
});
