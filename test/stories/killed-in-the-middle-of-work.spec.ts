import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dropDatabase, freshDatabaseUrl } from '../support/database.js';
import { runKills } from '../support/kill/kill-run.js';

/** What fits into a minute, most of which is waiting. As much as wanted, and with jobs in Redis, by hand: `npm run kill -- --mails 2000 --kills 300 --queue redis`. */
const MAILS = 100;
const KILLS = 14;

describe(`${KILLS} × kill -9 of workers, mailrooms, relay and IMAP sessions while they work on ${MAILS} mails (by hand: 300 on 2,000)`, () => {
  let [home, databaseUrl] = ['', ''];
  beforeAll(async () => {
    [home, databaseUrl] = [await mkdtemp(join(tmpdir(), 'rekey-kill-')), await freshDatabaseUrl()];
  });
  afterAll(async () => {
    await dropDatabase(databaseUrl);
    await rm(home, { recursive: true, force: true });
  });

  it('loses no mail, doubles no ticket, no link and no send, and flags what nobody can know', async () => {
    const result = await runKills({ mails: MAILS, kills: KILLS, databaseUrl, queueUrl: 'postgres:', home, relayDiesUntil: KILLS / 2 });
    expect(result.problems).toEqual([]);
    expect(result).toMatchObject({ mails: MAILS, tickets: MAILS, links: MAILS / 4 });
    expect(Object.values(result.kills).reduce((sum, one) => sum + one, 0)).toBe(KILLS);
  }, 900_000);
});
