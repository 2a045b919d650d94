import { describe, expect, it } from '@jest/globals';
import { HOUR_MS, MINUTE_MS } from '#kernel';
import { actorOf, mayBind, proofFreshUntil, proofIsFresh, sessionIsAlive } from './session-rules.js';

const now = new Date('2026-11-23T09:00:00Z');
const ago = (ms: number) => new Date(now.getTime() - ms);

describe('a session', () => {
  it('lives until its end, while it is used, unless it was ended (recovery-security 5.12)', () => {
    const session = { endsAt: new Date(now.getTime() + HOUR_MS), lastSeenAt: ago(30 * MINUTE_MS - 1), endedAt: null };
    expect(sessionIsAlive(session, now)).toBe(true);
    expect(sessionIsAlive({ ...session, lastSeenAt: ago(30 * MINUTE_MS) }, now)).toBe(false);
    expect(sessionIsAlive({ ...session, endsAt: now }, now)).toBe(false);
    expect(sessionIsAlive({ ...session, endedAt: ago(1) }, now)).toBe(false);
  });
});

describe('a proof', () => {
  it('is fresh for fifteen minutes', () => {
    expect(proofIsFresh({ provedAt: ago(15 * MINUTE_MS) }, now)).toBe(true);
    expect(proofIsFresh({ provedAt: ago(15 * MINUTE_MS + 1) }, now)).toBe(false);
    expect(proofFreshUntil({ provedAt: now })).toEqual(new Date(now.getTime() + 15 * MINUTE_MS));
  });

  it('is what binds a key or an app: by the second factor where there is one, by the password of who has nothing, or in a session for nothing else', () => {
    const [nothing, app, key] = [{ totp: false, keys: 0 }, { totp: true, keys: 0 }, { totp: false, keys: 1 }];
    const by = (strength: 'password' | 'second-factor', { enrolling = false, provedAt = now } = {}) => ({ strength, enrolling, provedAt });
    expect([nothing, app, key].map((has) => mayBind(by('password'), has, now))).toEqual([true, false, false]);
    expect([nothing, app, key].map((has) => mayBind(by('second-factor'), has, now))).toEqual([true, true, true]);
    expect([nothing, app, key].map((has) => mayBind(by('password', { enrolling: true }), has, now))).toEqual([true, true, true]);
    for (const has of [nothing, app, key]) expect(mayBind(by('second-factor', { enrolling: true, provedAt: ago(15 * MINUTE_MS + 1) }), has, now)).toBe(false);
  });

  it('makes the agent of the trail strong only with a second factor', () => {
    expect(actorOf({ agentId: 'a', strength: 'second-factor', provedAt: now, ip: '192.0.2.1' }, now)).toEqual({ kind: 'agent', id: 'a', strength: 'fresh-second-factor', ip: '192.0.2.1' });
    expect(actorOf({ agentId: 'a', strength: 'second-factor', provedAt: ago(HOUR_MS) }, now).strength).toBe('second-factor');
    expect(actorOf({ agentId: 'a', strength: 'password', provedAt: now }, now).strength).toBe('password');
    expect(actorOf({ agentId: 'a', strength: 'token' }, now).strength).toBe('token');
  });
});
