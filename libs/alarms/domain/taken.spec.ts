import { describe, expect, it } from '@jest/globals';
import { DAY_MS, newId } from '#kernel';
import { isStillTaken, type Taken } from './taken.js';

const at = new Date('2026-11-27T16:00:00Z');
const minute = new Date(at.getTime() + 60_000);
const taken = (count: number, detail: Record<string, unknown> = {}): Taken => ({ at, count, detail });

describe('an alarm that somebody took', () => {
  it('is theirs over a weekend, and nobody\'s on the third day', () => {
    const silent = { kind: 'mailbox-silent', count: 1, detail: {} } as const;
    expect(isStillTaken(silent, taken(1), new Date(at.getTime() + 3 * DAY_MS - 1))).toBe(true);
    expect(isStillTaken(silent, taken(1), new Date(at.getTime() + 3 * DAY_MS))).toBe(false);
    expect(isStillTaken(silent, { at, count: null, detail: null }, minute)).toBe(true);
  });

  it('is another one once it happened twice as often; looking at the same thing again is not happening again', () => {
    expect(isStillTaken({ kind: 'voucher-said-no', count: 2, detail: {} }, taken(1), minute)).toBe(false);
    expect(isStillTaken({ kind: 'sender-limit', count: 99, detail: {} }, taken(50), minute)).toBe(true);
    expect(isStillTaken({ kind: 'sender-limit', count: 100, detail: {} }, taken(50), minute)).toBe(false);
    expect(isStillTaken({ kind: 'directory-unreachable', count: 4_000, detail: {} }, taken(1), minute)).toBe(true);
  });

  it('is another one once it says something else, or of twice as much', () => {
    const says = (detail: Record<string, unknown>, before: Record<string, unknown>) => isStillTaken({ kind: 'audit-not-copied', count: 9, detail }, taken(3, before), minute);
    expect(says({ because: 'timeout' }, { because: 'timeout' })).toBe(true);
    expect(says({ because: 'refused' }, { because: 'timeout' })).toBe(false);
    expect(says({ because: 'timeout', host: 'a' }, { because: 'timeout' })).toBe(false);
    expect([says({ mails: 9 }, { mails: 5 }), says({ mails: 10 }, { mails: 5 }), says({ mails: 1 }, { mails: 0 }), says({ mails: 2 }, { mails: 0 })]).toEqual([true, false, true, false]);
    expect(says({ since: '2026-11-27T15:00:00.000Z', outboundMessageId: newId() }, { since: '2026-11-27T14:00:00.000Z', outboundMessageId: newId() })).toBe(true);
  });
});
