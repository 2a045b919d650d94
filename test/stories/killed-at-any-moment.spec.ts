import { setTimeout as wait } from 'node:timers/promises';
import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { nothingIsLostOrDoubled, writes } from '../support/crowd.js';
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
    const written = Promise.all(desk.crowd.map(async (_, index) => {
      await writes(desk, support, index, index * 40);
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

    await nothingIsLostOrDoubled(desk, MAILS);
    expect(await desk.rekey('audit', 'verify')).toMatchObject({ code: 0 });
  });
});
