import { describe, expect, it } from '@jest/globals';
import { concerns, livesByEvents } from './live.js';

describe('a live event', () => {
  it('refreshes lists, counts and the ticket it is about', () => {
    expect(concerns({ kind: 'ticket', portal: 'school', number: 'SCH-1' })).toEqual([['tickets', 'list'], ['queues'], ['waiting'], ['tickets', 'one', 'SCH-1']]);
    expect(concerns({ kind: 'quarantine', portal: 'school' })).toEqual([['quarantine'], ['waiting']]);
    expect(concerns({ kind: 'mailbox', portal: 'school' })).toEqual([['mailboxes']]);
  });

  it('that came before the line stood is made up for: whatever one can concern is asked again then, and nothing else', () => {
    for (const kind of ['ticket', 'outbox', 'quarantine', 'mailbox', 'alarm'] as const) expect(concerns({ kind, portal: 'school', number: 'SCH-1' }).every(livesByEvents)).toBe(true);
    expect([['session'], ['portals'], ['wordings', 'school']].some(livesByEvents)).toBe(false);
  });
});
