import { setTimeout as wait } from 'node:timers/promises';
import { expect } from '@jest/globals';
import type { Desk } from './desk.js';

const FINISHED_WITHIN_MS = 120_000;

/** The person of the crowd with this number asks the support something, once. */
export async function writes(desk: Desk, support: string, index: number, afterMs = 0): Promise<void> {
  await wait(afterMs);
  await desk.crowd[index]!.writes(support, `Frage ${index}`, `Guten Tag,\n\nich habe eine Frage zum Kundenportal, Nummer ${index}.\n\nMit freundlichen Grüßen\nPerson ${index}`);
}

/**
 * After every person of the crowd wrote one mail: each is kept and filed once, each person has one ticket and one answer,
 * what the desk calls sent arrived once, and what nobody can know is flagged. Waits until all work is done.
 */
export async function nothingIsLostOrDoubled(desk: Desk, mails: number): Promise<{ readonly unknown: number }> {
  await desk.eventually(async () => {
    expect(await desk.sql('select count(*)::int as filed from kept_mail where disposition is not null')).toEqual([{ filed: mails }]);
  }, FINISHED_WITHIN_MS);
  expect(await desk.sql('select count(*)::int as kept from kept_mail')).toEqual([{ kept: mails }]);
  expect(await desk.sql('select count(*)::int as tickets, count(distinct requester_canonical)::int as people from ticket')).toEqual([{ tickets: mails, people: mails }]);
  expect(await desk.sql('select count(*)::int as messages, count(distinct ticket_id)::int as tickets from ticket_message where kind = ?', ['inbound'])).toEqual([{ messages: mails, tickets: mails }]);

  await desk.eventually(async () => {
    expect(await desk.sql(`select count(*)::int as waiting from outbound_message where state in ('queued', 'sending')`)).toEqual([{ waiting: 0 }]);
  }, FINISHED_WITHIN_MS);
  const outgoing = await desk.sql<{ id: string; recipient: string; ticket_id: string; state: string }>('select trim(both \'<>\' from message_id) as id, recipient, ticket_id, state from outbound_message');
  expect(outgoing.filter(({ state }) => state !== 'sent' && state !== 'unknown')).toEqual([]);
  expect({ mails: outgoing.length, tickets: new Set(outgoing.map(({ ticket_id }) => ticket_id)).size, people: new Set(outgoing.map(({ recipient }) => recipient)).size }).toEqual({ mails: mails, tickets: mails, people: mails });

  // What the relay had and what the desk says of it: a sent mail arrived once, an unknown one at most once, and nothing else came.
  const received = await desk.receivedByCrowd();
  const arrived = [...received].flatMap(([address, inbox]) => inbox.map(({ mail }) => `${address} ${mail.messageId?.replace(/^<|>$/g, '')}`));
  const ours = outgoing.map(({ id, recipient, state }) => ({ key: `${recipient} ${id}`, state }));
  expect(arrived.length).toBe(new Set(arrived).size);
  expect(arrived.filter((key) => !ours.some((one) => one.key === key))).toEqual([]);
  expect(ours.filter(({ key, state }) => state === 'sent' && !arrived.includes(key))).toEqual([]);
  const links = [...received.values()].map((inbox) => inbox.flatMap((one) => one.links.filter((link) => link.includes('/t/'))));
  expect(links.filter((ofOne) => ofOne.length > 1)).toEqual([]);
  expect(new Set(links.flat()).size).toBe(arrived.length);

  const unknown = ours.filter(({ state }) => state === 'unknown').length;
  await desk.eventually(async () => {
    expect(await desk.sql(`select (detail->>'mails')::int as mails from alarm where kind = 'outbox-unknown' and cleared_at is null`)).toEqual(unknown > 0 ? [{ mails: unknown }] : []);
  });
  expect(await desk.sql(`select count(*)::int as attempts from delivery_attempt a join outbound_message m on m.id = a.outbound_message_id where m.state = 'unknown' and a.outcome = 'unknown'`)).toEqual([{ attempts: unknown }]);
  return { unknown };
}
