import { describe, expect, it } from '@jest/globals';
import type { TimelineEvent } from '#contracts';
import { condense, interleave, type MessageView } from './interleave.js';

const at = (minute: number) => `2026-11-23T09:${String(minute).padStart(2, '0')}:00.000Z`;
const message = (id: string, minute: number) => ({ id, createdAt: at(minute) }) as MessageView;
const event = (id: string, minute: number, verb = 'ticket.assigned') => ({ id, at: at(minute), verb }) as TimelineEvent;

describe('the conversation with its history', () => {
  it('puts events between messages and bundles neighbours', () => {
    const entries = interleave([message('m1', 1), message('m2', 5)], [event('e1', 2), event('e2', 3), event('e3', 6)]);
    expect(entries.map((entry) => (entry.kind === 'message' ? entry.message.id : entry.events.map(({ id }) => id)))).toEqual(['m1', ['e1', 'e2'], 'm2', ['e3']]);
  });

  it('does not tell twice what a message shows', () => {
    expect(interleave([message('m1', 1)], [event('e1', 1, 'message.received'), event('e2', 1, 'ticket.opened')]).map(({ kind }) => kind)).toEqual(['message', 'events']);
  });

  it('folds the middle of a long conversation', () => {
    const { head, hidden, tail } = condense([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect([head, hidden, tail]).toEqual([[1], [2, 3, 4, 5], [6, 7, 8, 9]]);
    expect(condense([1, 2, 3]).hidden).toEqual([]);
  });
});
