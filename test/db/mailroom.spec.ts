import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ImapFlow } from 'imapflow';
import { mkdtemp, rm } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AgentsConfig } from '#agents';
import { ConfigModule } from '#config';
import { BackfillMailbox, IntakeConfig, IntakeModule, KeepMail, LeaseMailbox, MailSource, NoteMailbox, ReadMailboxHealth, StartReading } from '#intake';
import { JobsConfig } from '#jobs';
import { newId, Secret } from '#kernel';
import { OutboundConfig } from '#outbound';
import { Database, PersistenceConfig, PersistenceModule } from '#persistence';
import { ImportPortal, Mailboxes, shippedProfiles } from '#portals';
import { StorageConfig, StorageModule } from '#storage';
import { MailboxWatcher } from '../../apps/mailroom/mailbox-watcher.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { allEntities } from '../support/entities.js';
import { freshMailboxes, type FreshMailbox } from '../support/mailboxes.js';

/** Longer than a test has: what is found was told by the server. */
const POLL_MS = 1_200_000;

describe('the mailroom on a real mail server', () => {
  let fresh: FreshDatabase;
  let house: INestApplicationContext;
  let database: Database;
  let directory: string;
  let boxes: FreshMailbox[];
  const watchers: MailboxWatcher[] = [];

  beforeAll(async () => {
    fresh = await freshDatabase();
    directory = await mkdtemp(join(tmpdir(), 'rekey-mailroom-'));
    const environment = { REKEY_DATABASE_URL: fresh.url, REKEY_SECRET_KEY: 'k'.repeat(40), REKEY_OUTBOUND_SMTP_URL: 'smtp://127.0.0.1:1', REKEY_STORAGE_URL: `file:${directory}` };
    @Module({
      imports: [ConfigModule.forRoot([PersistenceConfig, JobsConfig, AgentsConfig, OutboundConfig, StorageConfig, IntakeConfig], environment), PersistenceModule.forRoot(await allEntities()), StorageModule, IntakeModule],
    })
    class Room {}
    house = await NestFactory.createApplicationContext(Room, { logger: ['error'], abortOnError: false });
    database = house.get(Database);
    await house.get(ImportPortal, { strict: false }).run((await shippedProfiles()).find(({ key }) => key === 'school')!.yaml, { kind: 'operator' });
    boxes = Object.values(await freshMailboxes('a', 'b', 'c', 'd', 'e'));
  });
  afterEach(async () => {
    await Promise.all(watchers.splice(0).map((watcher) => watcher.stop()));
  });
  afterAll(async () => {
    await house?.close();
    await fresh?.close();
    await rm(directory, { recursive: true, force: true });
  });

  async function mailbox(box: FreshMailbox, folder = 'INBOX'): Promise<{ id: string; box: FreshMailbox; folder: string }> {
    const id = await house.get(Mailboxes, { strict: false }).save({
      portalKey: 'school', address: box.address, displayName: 'x', imapHost: '127.0.0.1', imapPort: box.imapPort, imapSecurity: 'none', imapUser: box.user, imapPassword: new Secret(box.password), folder,
    });
    return { id, box, folder };
  }

  function watch({ id, box, folder }: { id: string; box: FreshMailbox; folder: string }, more: { backfill?: boolean; password?: string; old?: BackfillMailbox } = {}): MailboxWatcher {
    const watcher = new MailboxWatcher(
      { id, portalKey: 'school', folders: [folder], hasFollowUp: false, address: box.address, access: async () => ({ host: '127.0.0.1', port: box.imapPort, security: 'none', user: box.user, password: new Secret(more.password ?? box.password), folder }) },
      { source: house.get(MailSource), lease: house.get(LeaseMailbox), startReading: house.get(StartReading), keepMail: house.get(KeepMail), note: house.get(NoteMailbox), backfill: more.old ?? house.get(BackfillMailbox), owner: newId(), everything: more.backfill ?? true, pollMs: POLL_MS },
    );
    watchers.push(watcher);
    watcher.start();
    return watcher;
  }

  const kept = async (id: string): Promise<number> => Number((await database.read((em) => em.execute<{ n: string }[]>('select count(*) as n from kept_mail where mailbox_id = ?', [id])))[0]!.n);
  const health = async (id: string) => (await house.get(ReadMailboxHealth).run()).find(({ mailboxId }) => mailboxId === id)!;

  async function eventually(check: () => Promise<boolean>, patienceMs = 90_000): Promise<void> {
    const since = performance.now();
    while (!(await check())) {
      if (performance.now() - since > patienceMs) throw new Error('it did not happen');
      await wait(20);
    }
  }

  it('keeps what lies there, then what the server tells of without being asked, and says that it is well', async () => {
    const one = await mailbox(boxes[0]!);
    await append(one.box, 'INBOX', ['m1', 'm2', 'm3']);
    watch(one);
    await eventually(async () => (await kept(one.id)) === 3);
    await eventually(async () => (await health(one.id)).caughtUpAt !== null);
    await wait(300);
    await append(one.box, 'INBOX', ['m4']);
    await eventually(async () => (await kept(one.id)) === 4);
    expect(await health(one.id)).toMatchObject({ connected: true, waiting: 4, lastFault: null });
    const jobs = await database.read((em) => em.execute("select 1 from outbox_job where name = 'intake.process-mail'"));
    expect(jobs).toHaveLength(4);
  });

  it('starts at now when a mailbox is new and no backfill was asked for (case 9)', async () => {
    const one = await mailbox(boxes[1]!);
    await append(one.box, 'INBOX', ['old1', 'old2']);
    watch(one, { backfill: false });
    await eventually(async () => (await health(one.id)).caughtUpAt !== null);
    await append(one.box, 'INBOX', ['new1']);
    await eventually(async () => (await kept(one.id)) === 1);
  });

  it('goes on with old mail once less than 400 of it wait to be filed, however seldom it looks for new mail', async () => {
    const one = await mailbox(boxes[4]!);
    await append(one.box, 'INBOX', ['past1', 'past2']);
    await database.transaction((tx) => tx.execute(
      `insert into kept_mail (id, mailbox_id, portal_key, folder, uid_validity, uid, raw_sha256, size_bytes, is_partial, received_at, kept_at, is_history, tries)
       select gen_random_uuid(), ?, 'school', 'Archive', '1', n, repeat('0', 64), 1, false, now(), now(), true, 0 from generate_series(1, 400) n`, [one.id]));
    const real = house.get(BackfillMailbox);
    const answers: string[] = [];
    const old = Object.assign(Object.create(real) as BackfillMailbox, {
      next: async (...given: Parameters<BackfillMailbox['next']>) => {
        const next = await real.next(...given);
        answers.push(typeof next === 'string' ? next : next ? 'this' : 'nothing');
        return next;
      },
    });
    await real.ask({ address: one.box.address, since: null, actor: { kind: 'operator' } });
    watch(one, { backfill: false, old });
    await eventually(async () => answers.length > 0);
    expect([answers[0], await kept(one.id)]).toEqual(['later', 400]);
    await database.transaction((tx) => tx.execute(`update kept_mail set disposition = 'set-aside' where mailbox_id = ? and folder = 'Archive' and uid = 1`, [one.id]));
    await eventually(async () => (await kept(one.id)) === 402);
    expect([...new Set(answers)].slice(0, 2)).toEqual(['later', 'this']);
  });

  it('is one at a time: a second mailroom waits, and takes over when the first goes', async () => {
    const one = await mailbox(boxes[2]!);
    const first = watch(one);
    await eventually(async () => (await health(one.id)).connected);
    watch(one);
    await append(one.box, 'INBOX', ['t1']);
    await eventually(async () => (await kept(one.id)) === 1);
    await first.stop();
    await append(one.box, 'INBOX', ['t2']);
    await eventually(async () => (await kept(one.id)) === 2);
  });

  it('keeps nothing twice when the server gives all mails new numbers, and shows a refused sign-in', async () => {
    const one = await mailbox(boxes[3]!, 'Support');
    await asClient(one.box, async (client) => void (await client.mailboxCreate('Support')));
    await append(one.box, 'Support', ['u1', 'u2']);
    const first = watch(one);
    await eventually(async () => (await kept(one.id)) === 2);
    await first.stop();
    const before = await generation(one.id);
    // UIDVALIDITY counts in seconds.
    await wait(1_100);
    await asClient(one.box, async (client) => {
      await client.mailboxDelete('Support');
      await client.mailboxCreate('Support');
    });
    await append(one.box, 'Support', ['u2', 'u1', 'u3']);
    const second = watch(one);
    await eventually(async () => (await kept(one.id)) === 3);
    await eventually(async () => (await generation(one.id)) !== before);
    await wait(200);
    expect(await kept(one.id)).toBe(3);
    await second.stop();

    watch(one, { password: 'wrong' });
    await eventually(async () => (await health(one.id)).lastFault !== null);
    expect(await health(one.id)).toMatchObject({ connected: false, lastFault: expect.stringContaining('signing in') });
  });

  async function generation(id: string): Promise<string> {
    return (await database.read((em) => em.execute<{ uid_validity: string }[]>('select uid_validity from folder_cursor where mailbox_id = ?', [id])))[0]!.uid_validity;
  }
});

async function append(box: FreshMailbox, folder: string, names: readonly string[]): Promise<void> {
  await asClient(box, async (client) => {
    for (const name of names) await client.append(folder, `From: ${name}@home.example\r\nSubject: ${name}\r\nMessage-ID: <${name}@home.example>\r\n\r\nhello\r\n`);
  });
}

async function asClient(box: FreshMailbox, work: (client: ImapFlow) => Promise<void>): Promise<void> {
  const client = new ImapFlow({ host: box.imapHost, port: box.imapPort, secure: false, doSTARTTLS: false, auth: { user: box.user, pass: box.password }, logger: false });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.logout().catch(() => undefined);
  }
}
