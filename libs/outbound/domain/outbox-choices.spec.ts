import { expect, it } from '@jest/globals';
import { isPutOff, mayBeStopped, maySendNow, type Undecided } from './outbox-choices.js';

const now = new Date('2026-11-23T12:00:00Z');
const mail = (more: Partial<Undecided>): Undecided => ({ kind: 'recovery-link', state: 'queued', rounds: 1, heldBy: null, nextAttemptAt: new Date('2026-11-23T12:50:00Z'), ...more });

it('lets a person push what waits for another try, and nothing that a brake holds, that nobody tried or that is due', () => {
  expect(isPutOff(mail({}), now)).toBe(true);
  for (const more of [{ rounds: 0 }, { heldBy: 'breaker' }, { heldBy: 'recipient-limit' }, { nextAttemptAt: now }, { nextAttemptAt: null }] as const) expect(maySendNow(mail(more), now)).toBe(false);
  for (const state of ['failed', 'unknown'] as const) expect(maySendNow(mail({ state, nextAttemptAt: null }), now)).toBe(true);
  for (const state of ['sending', 'sent', 'bounced', 'cancelled'] as const) expect(maySendNow(mail({ state }), now)).toBe(false);
});

it('lets a person stop what has not left, but no warning', () => {
  expect(mayBeStopped({ kind: 'recovery-link', state: 'queued' })).toBe(true);
  expect(mayBeStopped({ kind: 'hold-started', state: 'queued' })).toBe(false);
  expect(mayBeStopped({ kind: 'hold-started', state: 'unknown' })).toBe(true);
  for (const state of ['sending', 'sent', 'failed', 'bounced', 'cancelled'] as const) expect(mayBeStopped({ kind: 'reply', state })).toBe(false);
});
