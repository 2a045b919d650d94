import { describe, expect, it } from '@jest/globals';
import { MINUTE_MS } from '#kernel';
import { afterOneMore, beginsAnew, countersOf, givenBack, mustWaitUntil, sourceOf, type Attempts, type ThrottledBy } from './throttle.js';

const now = new Date('2026-11-23T09:00:00Z');
const later = (ms: number) => new Date(now.getTime() + ms);
const after = (count: number, by: ThrottledBy = 'source-at-address'): Attempts => {
  let attempts: Attempts | undefined;
  for (let done = 0; done < count; done += 1) attempts = afterOneMore(attempts, by, now);
  return attempts!;
};

describe('the wait after failed sign-ins', () => {
  it('begins with the fourth and doubles, up to five minutes', () => {
    const waits = [1, 2, 3, 4, 5, 6, 12, 40].map((count) => (mustWaitUntil(after(count), now)?.getTime() ?? now.getTime()) - now.getTime());
    expect(waits).toEqual([0, 0, 0, 2_000, 4_000, 8_000, 5 * MINUTE_MS, 5 * MINUTE_MS]);
  });

  it('begins later for a source that many people share', () => {
    expect(mustWaitUntil(after(19, 'source'), now)).toBeUndefined();
    expect(mustWaitUntil(after(20, 'source'), now)).toEqual(later(2_000));
  });

  it('begins later and grows longer for an address that strangers everywhere guess at', () => {
    expect(mustWaitUntil(after(19, 'anywhere'), now)).toBeUndefined();
    expect([20, 21, 27, 40].map((count) => mustWaitUntil(after(count, 'anywhere'), now)!.getTime() - now.getTime())).toEqual([4_000, 8_000, 8 * MINUTE_MS + 32_000, 15 * MINUTE_MS]);
  });

  it('is over when its time is', () => {
    expect(mustWaitUntil(after(4), later(1_999))).toEqual(later(2_000));
    expect(mustWaitUntil(after(4), later(2_000))).toBeUndefined();
  });

  it('is forgotten after an hour without failures', () => {
    expect(afterOneMore(after(10), 'source-at-address', later(60 * MINUTE_MS + 1))).toMatchObject({ failures: 1, blockedUntil: null });
    expect(afterOneMore(after(10), 'source-at-address', later(59 * MINUTE_MS)).failures).toBe(11);
  });

  it('is lifted when the try was no guess', () => {
    expect(givenBack(after(4))).toMatchObject({ failures: 3, blockedUntil: null });
    expect(givenBack({ failures: 0, lastFailureAt: now, blockedUntil: null }).failures).toBe(0);
  });
});

describe('a try', () => {
  const door = { at: 'door', address: 'mara@desk.example', ip: '2001:db8:1:2::9' } as const;

  it('counts at the door for its source first, then there for the address, then for the address from anywhere', () => {
    expect(countersOf(door)).toEqual([['source', '2001:db8:1:2::/64'], ['source-at-address', '2001:db8:1:2::/64 mara@desk.example'], ['anywhere', 'mara@desk.example']]);
    expect(countersOf({ at: 'door', address: 'mara@desk.example' })).toEqual([['source-at-address', 'unknown mara@desk.example'], ['anywhere', 'mara@desk.example']]);
  });

  it('counts in a browser of the agent\'s own, and in an open session, nowhere where strangers count', () => {
    expect(countersOf({ ...door, browser: 'b1' })).toEqual([['browser', 'b1']]);
    expect(countersOf({ at: 'session', agentId: 'a1', sessionId: 's1' })).toEqual([['session', 's1'], ['own-sessions', 'a1']]);
  });

  it('that was right takes back everything that only its owner fills', () => {
    expect((['source', 'source-at-address', 'anywhere', 'browser', 'session', 'own-sessions'] as const).filter(beginsAnew)).toEqual(['source-at-address', 'browser', 'session', 'own-sessions']);
  });
});

describe('a source', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'], ['::ffff:192.0.2.1', '192.0.2.1'], ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'], ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::9', '2001:db8:1:2::/64'], ['::1', '0:0:0:0::/64'], ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('%s counts as %s', (ip, source) => expect(sourceOf(ip)).toBe(source));
});
