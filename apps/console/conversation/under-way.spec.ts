import { expect, it } from '@jest/globals';
import type { TicketView } from '#contracts';
import { lookAgainInMs } from './under-way.js';

const NOW = Date.parse('2026-11-30T09:00:00Z');
const ticket = (given: { mails?: object[]; messages?: object[]; grants?: object[] }) => ({ mails: given.mails ?? [], messages: given.messages ?? [], case: given.grants ? { grants: given.grants } : null }) as unknown as TicketView;
const mail = (state: string, inMs: number | null = null) => ({ state, nextAttemptAt: inMs === null ? null : new Date(NOW + inMs).toISOString() });

it.each([
  ['nothing is on its way', ticket({ mails: [mail('sent'), mail('failed')] }), false],
  ['a mail is being handed over', ticket({ mails: [mail('sending')] }), 3_000],
  ['it leaves in twenty seconds', ticket({ mails: [mail('queued', 20_000), mail('queued', 3_600_000)] }), 23_000],
  ['its worker is late', ticket({ mails: [mail('queued', -90_000)] }), 3_000],
  ['the relay is asked again in an hour', ticket({ mails: [mail('queued', 3_600_000)] }), 60_000],
  ['a reply was just written', ticket({ messages: [{ createdAt: new Date(NOW - 5_000).toISOString(), delivery: { state: 'queued' } }] }), 3_000],
  ['a reply waits for hours', ticket({ messages: [{ createdAt: new Date(NOW - 7_200_000).toISOString(), delivery: { state: 'queued' } }] }), false],
  ['a text message is on its way', ticket({ grants: [{ delivery: 'queued' }] }), 3_000],
])('%s', (_, view, expected) => {
  expect(lookAgainInMs(view, NOW)).toBe(expected);
});
