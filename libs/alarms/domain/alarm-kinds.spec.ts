import { describe, expect, it } from '@jest/globals';
import { mustBeTold, TELL_AGAIN_MS } from './alarm-kinds.js';

const now = new Date('2026-11-28T10:00:00Z');
const open = { toldAt: null, acknowledgedAt: null, clearedAt: null };

describe('an alarm goes out', () => {
  it('when it is new, and again a day later as long as nobody took it', () => {
    expect(mustBeTold(open, now)).toBe(true);
    expect(mustBeTold({ ...open, toldAt: new Date(now.getTime() - TELL_AGAIN_MS + 1) }, now)).toBe(false);
    expect(mustBeTold({ ...open, toldAt: new Date(now.getTime() - TELL_AGAIN_MS) }, now)).toBe(true);
  });
  it('not once somebody has it in hand, or it is over', () => {
    expect(mustBeTold({ ...open, acknowledgedAt: now }, now)).toBe(false);
    expect(mustBeTold({ ...open, clearedAt: now }, now)).toBe(false);
  });
});
