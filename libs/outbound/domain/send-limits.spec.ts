import { describe, expect, it } from '@jest/globals';
import { HOUR_MS, MINUTE_MS } from '#kernel';
import { judgeSending, type SendFacts } from './send-limits.js';

const now = new Date('2026-11-23T12:00:00Z');
const before = (milliseconds: number) => new Date(now.getTime() - milliseconds);
const facts = (more: Partial<SendFacts>): SendFacts => ({ isNotice: false, automatic: true, recipientQueuedAt: [], automaticLastHour: 0, automaticPerHour: 100, now, ...more });

describe('the brakes on sending (recovery-security 5.8)', () => {
  it('takes the tenth mail of an hour and refuses the eleventh until the first is an hour old', () => {
    const queued = Array.from({ length: 10 }, (_, i) => before((50 - i) * MINUTE_MS));
    expect(judgeSending(facts({ recipientQueuedAt: queued.slice(1) }))).toEqual({ allowed: true });
    expect(judgeSending(facts({ recipientQueuedAt: queued }))).toEqual({ allowed: false, refusal: 'outbound.recipient-limit', until: new Date(now.getTime() + 10 * MINUTE_MS) });
  });

  it('refuses the twenty-first mail of a day', () => {
    const queued = Array.from({ length: 20 }, (_, i) => before((22 - i) * HOUR_MS));
    expect(judgeSending(facts({ recipientQueuedAt: queued }))).toMatchObject({ refusal: 'outbound.recipient-limit', until: new Date(now.getTime() + 2 * HOUR_MS) });
    expect(judgeSending(facts({ recipientQueuedAt: queued.slice(1) }))).toEqual({ allowed: true });
  });

  it('keeps head-room for notices, so that no flood of other mails can silence them', () => {
    const queued = (count: number) => Array.from({ length: count }, () => before(MINUTE_MS));
    expect(judgeSending(facts({ isNotice: true, recipientQueuedAt: queued(10) }))).toEqual({ allowed: true });
    expect(judgeSending(facts({ isNotice: true, recipientQueuedAt: queued(20) }))).toMatchObject({ allowed: false });
  });

  it('counts an agent\'s mails too', () => {
    const queued = Array.from({ length: 10 }, () => before(MINUTE_MS));
    expect(judgeSending(facts({ automatic: false, recipientQueuedAt: queued }))).toMatchObject({ allowed: false });
  });

  it('stops automatic mail when the desk writes too much, and lets agents write on', () => {
    expect(judgeSending(facts({ automaticLastHour: 100 }))).toEqual({ allowed: false, refusal: 'outbound.breaker-open' });
    expect(judgeSending(facts({ automaticLastHour: 100, automatic: false }))).toEqual({ allowed: true });
  });
});
