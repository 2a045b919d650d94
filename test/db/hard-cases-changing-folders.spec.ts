import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as wait } from 'node:timers/promises';
import { ImapFlow } from 'imapflow';
import { MailSource, NoteMailbox } from '#intake';
import { Secret } from '#kernel';
import { aMail, eventually, MailroomHouse, type WatchedBox } from '../support/mailroom-house.js';
import { OwnDovecot } from '../support/own-dovecot.js';

const PASSWORD = 'a password';
const names = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, at) => `${prefix}-${at + 1}`);

/** What others do to a folder while we read it, or while we are away. */
describe('hard cases of a folder that others change', () => {
  let world: MailroomHouse;
  let server: OwnDovecot;
  let count = 0;

  beforeAll(async () => {
    const users = names('box', 4).map((name) => ({ address: `${name}@school.example`, password: PASSWORD }));
    [world, server] = await Promise.all([MailroomHouse.open(), OwnDovecot.start(users)]);
  });
  afterEach(() => world.stopWatching());
  afterAll(async () => {
    await world?.close();
    await server?.close();
  });

  const fresh = (): Promise<WatchedBox> => world.mailbox({ address: `box-${(count += 1)}@school.example`, password: PASSWORD, imapPort: server.imapPort });
  const put = (box: WatchedBox, mails: readonly string[]): Promise<void> => server.deliver(box.address, mails.map((name) => aMail(name)));
  const until = (box: WatchedBox, kept: number): Promise<void> => eventually(`${kept} mails are kept`, async () => (await world.kept(box)) >= kept);
  const uids = async (box: WatchedBox): Promise<number[]> => (await world.rows<{ uid: number }>('select uid from kept_mail where mailbox_id = ? order by uid', [box.id])).map(({ uid }) => uid);
  const read = (box: WatchedBox): Promise<void> => eventually('the mailbox is read', async () => (await world.health(box)).caughtUpAt !== null);

  async function asClient<T>(box: WatchedBox, work: (client: ImapFlow) => Promise<T>): Promise<T> {
    const client = new ImapFlow({ host: '127.0.0.1', port: server.imapPort, secure: false, doSTARTTLS: false, auth: { user: box.user, pass: PASSWORD }, logger: false });
    await client.connect();
    try {
      await client.mailboxOpen('INBOX');
      return await work(client);
    } finally {
      await client.logout().catch(() => undefined);
    }
  }

  it('while a whole folder is read again, new mails go first: those of the outage at once, those of today between two handfuls, and the old ones wait until the desk can take them', async () => {
    const arrived = (name: string): Buffer => Buffer.concat([Buffer.from(`Received: from home.example by mx.school.example; ${new Date(Date.now() - 500 * 86_400_000).toUTCString()}\r\n`), aMail(name)]);
    const box = await fresh();
    const append = (raws: readonly Buffer[]): Promise<void> => asClient(box, async (client) => { for (const raw of raws) await client.append('Support', raw); });
    await asClient(box, (client) => client.mailboxCreate('Support'));
    const options = { everything: false, folders: ['Support'], access: async () => ({ host: '127.0.0.1', port: server.imapPort, security: 'none' as const, user: box.user, password: new Secret(PASSWORD), folder: 'Support' }) };
    const watcher = world.watch(box, options);
    await eventually('it is signed in', async () => (await world.rows('select 1 from folder_cursor where mailbox_id = ? and caught_up_at is not null', [box.id])).length === 1);
    await world.stopWatching(watcher);
    await wait(1_100);
    await asClient(box, async (client) => {
      await client.mailboxDelete('Support');
      await client.mailboxCreate('Support');
    });
    await append([...names('again', 260).map(arrived), aMail('of-the-outage')]);
    // More than anybody can file at once waits already.
    await world.fresh.database.transaction((tx) => tx.execute(
      `insert into kept_mail (id, mailbox_id, portal_key, folder, uid_validity, uid, raw_sha256, size_bytes, received_at, kept_at, is_history, tries)
       select gen_random_uuid(), ?, 'school', 'waiting', '1', n::text::oid, lpad(n::text, 64, '0'), 1, now(), now(), true, 0 from generate_series(1, 500) n`, [box.id]));
    const kept = () => world.rows<{ uid: number; is_history: boolean }>(`select uid, is_history from kept_mail where mailbox_id = ? and folder = 'Support' order by kept_at, uid`, [box.id]);
    let looks = 0;
    const source = world.get(MailSource);
    const counted: MailSource = { followUp: source.followUp.bind(source), open: async (access) => {
      const session = await source.open(access);
      const look = session.look.bind(session);
      return Object.assign(session, { look: () => ((looks += 1), look()) });
    } };
    world.watch(box, { ...options, pollMs: 500, tools: { source: counted } });
    await eventually('the one of the outage is kept', async () => (await kept()).some(({ uid }) => uid === 261));
    await append([aMail('of-today')]);
    const since = performance.now();
    await eventually('the one of today is kept', async () => (await kept()).some(({ uid }) => uid === 262), 15_000);
    expect(performance.now() - since).toBeLessThan(5_000);
    // The oldest have to wait, and nobody is called for them: the folder is read up to now, and goes on to be.
    const today = new Date();
    await eventually('it is noted that it is read', async () => (await world.rows(`select 1 from folder_cursor where mailbox_id = ? and folder = 'Support' and caught_up_at > ?`, [box.id, today])).length === 1, 10_000);
    expect((await kept()).some(({ uid }) => uid === 1)).toBe(false);
    const before = looks;
    await eventually('it is looked at meanwhile, too', () => looks > before + 1, 10_000);
    await world.fresh.database.transaction((tx) => tx.execute(`delete from kept_mail where mailbox_id = ? and folder = 'waiting'`, [box.id]));
    await eventually('all are kept', async () => (await kept()).length === 262);
    expect((await kept()).filter((one) => !one.is_history).map(({ uid }) => uid)).toEqual([261, 262]);
    expect(await world.health(box)).toMatchObject({ vanished: null });
  });

  it('mails that somebody took away while we were not there are counted, once, and what we have is not', async () => {
    const box = await fresh();
    let watcher = world.watch(box);
    await put(box, names('there', 2));
    await until(box, 2);
    await read(box);
    // So that the look at the whole folder is written down with both.
    await world.stopWatching(watcher);
    watcher = world.watch(box);
    await eventually('it is looked at', async () => (await world.rows<{ mails: number }>(`select (reconciled ->> 'mails')::int as mails from folder_cursor where mailbox_id = ?`, [box.id]))[0]?.mails === 2);
    await world.stopWatching(watcher);
    await put(box, names('lost', 3));
    await asClient(box, (client) => client.messageDelete('1,3,4', { uid: true }));
    watcher = world.watch(box, { pollMs: 200 });
    await until(box, 3);
    await eventually('they are counted', async () => (await world.health(box)).vanished?.mails === 2);
    expect((await world.health(box)).folders).toMatchObject([{ folder: 'INBOX', vanished: { mails: 2, lastNoticedAt: expect.any(Date) } }]);
    await world.stopWatching(watcher);
    // What is done with is not counted again, whoever tells of it.
    const [{ uidValidity }] = (await world.rows<{ uidValidity: string }>('select uid_validity as "uidValidity" from folder_cursor where mailbox_id = ?', [box.id])) as [{ uidValidity: string }];
    await world.get(NoteMailbox).vanished({ mailboxId: box.id, folder: 'INBOX' }, uidValidity, [2, 3, 4]);
    expect(await world.health(box)).toMatchObject({ vanished: { mails: 2 } });
    watcher = world.watch(box, { pollMs: 200 });
    await put(box, ['after']);
    await until(box, 4);
    await wait(600);
    expect(await world.health(box)).toMatchObject({ vanished: { mails: 2 } });
    expect(await uids(box)).toEqual([1, 2, 5, 6]);
  });
});
