import { setTimeout as wait } from 'node:timers/promises';
import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDesk, QUEUE_BACKENDS, type Desk, type ProcessName } from '../support/desk.js';

const MAILS = 200;
const VICTIMS: readonly ProcessName[] = ['worker', 'mailroom', 'api'];

describe.each(QUEUE_BACKENDS)('kill -9 of worker, mailroom and api at random moments while 200 mails come in (jobs in %s)', (backend) => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk({ backend, crowd: MAILS });
  });
  afterAll(() => desk?.close());

  it('loses no mail, opens no ticket twice and sends nothing twice', async () => {
    const support = desk.support('chamber');
    let writing = true;
    const written = Promise.all(desk.crowd.map(async (person, index) => {
      await wait(index * 40);
      await person.writes(support, `Frage ${index}`, `Guten Tag,\n\nich habe eine Frage zum Kundenportal, Nummer ${index}.\n\nMit freundlichen Grüßen\nPerson ${index}`);
    })).finally(() => {
      writing = false;
    });

    let kills = 0;
    while (writing || kills < 12) {
      await wait(randomInt(100, 900));
      await desk.killsAndRestarts(VICTIMS[kills % VICTIMS.length]!);
      kills += 1;
    }
    await written;

    await desk.eventually(async () => {
      expect(await desk.sql('select count(*)::int as filed from kept_mail where disposition is not null')).toEqual([{ filed: MAILS }]);
    }, 120_000);
    expect(await desk.sql('select count(*)::int as tickets, count(distinct requester_canonical)::int as people from ticket')).toEqual([{ tickets: MAILS, people: MAILS }]);
    expect(await desk.sql('select count(*)::int as messages from ticket_message where kind = ?', ['inbound'])).toEqual([{ messages: MAILS }]);

    await desk.eventually(async () => {
      expect(await desk.sql(`select count(*)::int as waiting from outbound_message where state in ('queued', 'sending')`)).toEqual([{ waiting: 0 }]);
    }, 120_000);
    const states = await desk.sql<{ state: string; n: number }>('select state, count(*)::int as n from outbound_message group by state');
    expect(states.every(({ state }) => state === 'sent' || state === 'unknown')).toBe(true);

    const received = await desk.receivedByCrowd();
    const twice = [...received].filter(([, messageIds]) => new Set(messageIds).size !== messageIds.length || messageIds.length > 1);
    expect(twice).toEqual([]);
    const unknown = states.find(({ state }) => state === 'unknown')?.n ?? 0;
    const answered = [...received.values()].filter((ids) => ids.length === 1).length;
    expect(answered).toBeGreaterThanOrEqual(MAILS - unknown);
    expect(await desk.rekey('audit', 'verify')).toMatchObject({ code: 0 });
  }, 400_000);
});
