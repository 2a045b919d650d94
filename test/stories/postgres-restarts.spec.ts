import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { nothingIsLostOrDoubled, writes } from '../support/crowd.js';
import { openDesk, type Desk } from '../support/desk.js';

const MAILS = 240;

describe('PostgreSQL is stopped and started while the desk is at work', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk({ crowd: MAILS, hasOwnPostgres: true, relayAnswersAfterMs: 40 });
  });
  afterAll(() => desk?.close());

  it('and no mail that comes in is lost, none makes two tickets, none is sent twice', async () => {
    const support = desk.support('chamber');
    let written = 0;
    const writing: Promise<unknown>[] = [];
    const comeIn = (count: number, withinMs: number) => {
      for (const upTo = written + count; written < upTo; written += 1) writing.push(writes(desk, support, written, Math.random() * withinMs));
    };
    for (const how of ['fast', 'immediate'] as const) {
      // While mails are fetched: half of them come only when the first are kept, however slow the machine.
      const before = written;
      comeIn(MAILS / 8, 700);
      await desk.eventually(async () => expect(await count('select count(*)::int as n from kept_mail')).toBeGreaterThan(before));
      comeIn(MAILS / 8, 1_500);
      expect(await count('select count(*)::int as n from kept_mail')).toBeLessThan(written);
      await desk.postgres!.restart(how);

      // While mails are handed to the relay.
      comeIn(MAILS / 4, 1_500);
      await desk.eventually(async () => expect(await count(`select count(*)::int as n from outbound_message where state = 'sending'`)).toBeGreaterThan(2));
      await desk.postgres!.restart(how);
      await wait(200);
    }
    await Promise.all(writing);
    await nothingIsLostOrDoubled(desk, MAILS);
    for (const name of ['worker', 'mailroom', 'api'] as const) expect(desk.isRunning(name)).toBe(true);
    expect(await desk.rekey('audit', 'verify')).toMatchObject({ code: 0 });
  });

  async function count(statement: string): Promise<number> {
    return (await desk.sql<{ n: number }>(statement))[0]!.n;
  }
});
