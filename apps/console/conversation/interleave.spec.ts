import { describe, expect, it } from '@jest/globals';
import type { TicketMail, TimelineEvent } from '#contracts';
import { condense, interleave, type MessageView } from './interleave.js';

const at = (minute: number) => `2026-11-23T09:${String(minute).padStart(2, '0')}:00.000Z`;
const message = (id: string, minute: number) => ({ id, createdAt: at(minute) }) as MessageView;
const event = (id: string, minute: number, verb = 'ticket.assigned', outboundMessageId?: string) => ({ id, at: at(minute), verb, detail: { outboundMessageId } }) as unknown as TimelineEvent;
const mail = (id: string, minute: number) => ({ id, createdAt: at(minute) }) as TicketMail;
const told = (entries: ReturnType<typeof interleave>) => entries.map((entry) => (entry.kind === 'message' ? entry.message.id : (entry.kind === 'mails' ? entry.mails : entry.events).map(({ id }) => id)));

describe('the conversation with its history', () => {
  it('puts events between messages and bundles neighbours', () => {
    const entries = interleave([message('m1', 1), message('m2', 5)], [], [event('e1', 2), event('e2', 3), event('e3', 6)]);
    expect(told(entries)).toEqual(['m1', ['e1', 'e2'], 'm2', ['e3']]);
  });

  it('does not tell twice what a message shows', () => {
    expect(interleave([message('m1', 1)], [], [event('e1', 1, 'message.received'), event('e2', 1, 'ticket.opened')]).map(({ kind }) => kind)).toEqual(['message', 'events']);
  });

  it('puts what Rekey sent between them, and tells no more than once that it was written', () => {
    const entries = interleave([message('m1', 1)], [mail('a', 1), mail('b', 3)], [event('e1', 1, 'request.acknowledged', 'a'), event('e2', 2), event('e3', 3, 'notice.queued', 'b'), event('e4', 4, 'mail.failed', 'b')]);
    expect(told(entries)).toEqual(['m1', ['a'], ['e2'], ['b'], ['e4']]);
  });

  it('keeps the event where the mail is no longer there', () => {
    expect(told(interleave([], [], [event('e1', 1, 'notice.queued', 'gone')]))).toEqual([['e1']]);
  });

  it('folds the middle of a long conversation', () => {
    const { head, hidden, tail } = condense([1, 2, 3, 4, 5, 6, 7, 8, 9], () => true);
    expect([head, hidden, tail]).toEqual([[1], [2, 3, 4, 5], [6, 7, 8, 9]]);
    expect(condense([1, 2, 3], () => true).hidden).toEqual([]);
  });

  it('counts no short lines as length, and folds them with the messages around them', () => {
    const isMessage = (item: number) => item % 10 === 0;
    expect(condense([10, 1, 2, 3, 4, 5, 6, 7, 8, 20], isMessage).hidden).toEqual([]);
    const { head, hidden, tail } = condense([1, 10, 2, 20, 30, 3, 40, 4, 50, 60, 5, 70, 80, 6], isMessage);
    expect([head, hidden, tail]).toEqual([[1, 10], [2, 20, 30, 3, 40, 4], [50, 60, 5, 70, 80, 6]]);
  });
});
