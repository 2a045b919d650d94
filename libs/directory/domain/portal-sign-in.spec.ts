import { describe, expect, it } from '@jest/globals';
import { refusalToEnter } from './portal-sign-in.js';

const now = new Date('2026-11-23T09:00:00Z');

describe('the door of a portal, after a right password', () => {
  it('opens for an active account', () => {
    expect(refusalToEnter({ state: 'active', passwordExpiresAt: null }, now)).toBeUndefined();
    expect(refusalToEnter({ state: 'active', passwordExpiresAt: new Date('2026-11-23T09:00:01Z') }, now)).toBeUndefined();
  });

  it.each([['locked', 'portal.locked'], ['disabled', 'portal.locked'], ['frozen', 'portal.locked'], ['pending-activation', 'portal.not-activated'], ['registration-locked', 'portal.not-activated']] as const)(
    'stays shut for %s: %s', (state, refusal) => expect(refusalToEnter({ state }, now)).toEqual({ allowed: false, refusal }),
  );

  it('stays shut for a temporary password from the second on which its time is over', () => {
    expect(refusalToEnter({ state: 'active', passwordExpiresAt: now }, now)).toEqual({ allowed: false, refusal: 'portal.password-expired' });
  });
});
