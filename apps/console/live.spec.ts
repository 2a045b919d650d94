import { describe, expect, it } from '@jest/globals';
import { concerns } from './live.js';

describe('a live event', () => {
  it('refreshes lists, counts and the ticket it is about', () => {
    expect(concerns({ kind: 'ticket', portal: 'school', number: 'SCH-1' })).toEqual([['tickets', 'list'], ['queues'], ['waiting'], ['tickets', 'one', 'SCH-1']]);
    expect(concerns({ kind: 'quarantine', portal: 'school' })).toEqual([['quarantine'], ['waiting']]);
    expect(concerns({ kind: 'mailbox', portal: 'school' })).toEqual([['mailboxes']]);
  });
});
