import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Alarms } from '#alarms';
import { BackfillMailbox, CheckMailboxes, MailSource } from '#intake';
import { Secret } from '#kernel';
import { sha256Of } from '#storage';
import { aMail, eventually, MailroomHouse, type WatchedBox } from '../support/mailroom-house.js';
import { PeculiarImap, type Peculiarities } from '../support/peculiar-imap.js';

const mails = (count: number): Buffer[] => Array.from({ length: count }, (_, at) => aMail(`mail-${at + 1}`));
const numbers = (count: number, without: readonly number[] = []): number[] => Array.from({ length: count }, (_, at) => at + 1).filter((uid) => !without.includes(uid));

/** Servers that do what the standard allows, or does not, and what neither Dovecot nor Cyrus does. */
describe('a peculiar mail server', () => {
  let world: MailroomHouse;
  let count = 0;
  const servers: PeculiarImap[] = [];

  beforeAll(async () => {
    world = await MailroomHouse.open();
  });
  afterEach(async () => {
    await world.stopWatching();
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });
  afterAll(() => world?.close());

  async function start(raws: readonly Buffer[], is: Peculiarities): Promise<{ server: PeculiarImap; box: WatchedBox }> {
    const server = await PeculiarImap.start(raws, is);
    servers.push(server);
    return { server, box: await world.mailbox({ address: `peculiar-${count++}@school.example`, password: 'x', imapPort: server.port }) };
  }
  const uids = async (box: WatchedBox): Promise<number[]> => (await world.rows<{ uid: number }>('select uid from kept_mail where mailbox_id = ? order by uid', [box.id])).map(({ uid }) => uid);
  const until = (box: WatchedBox, kept: number): Promise<void> => eventually(`${kept} mails are kept`, async () => (await world.kept(box)) >= kept);
  const alarms = async (box: WatchedBox): Promise<string[]> => {
    await world.get(CheckMailboxes).run();
    return (await world.get(Alarms).open()).filter(({ subject }) => subject === box.address).map(({ kind }) => kind);
  };
  const openOf = ({ port }: PeculiarImap) => world.get(MailSource).open({ host: '127.0.0.1', port, security: 'none', user: 'x', password: new Secret('x'), folder: 'INBOX' });

  it.each([['no', 'fetching'], ['bye', 'fetching'], ['gibberish', 'fetching'], ['cut', 'fetching'], ['no', 'listing'], ['bye', 'listing']] as const)(
    'that says %s whenever one mail is asked for (%s) holds up no other; it is said which one, and it comes in once it is given', async (breaksBy, breaksAt) => {
      const { server, box } = await start(mails(9), { broken: new Set([2]), breaksBy, breaksAt });
      const watcher = world.watch(box, { pollMs: 200 });
      await until(box, 8);
      await eventually('it is said', async () => (await world.health(box)).troubles.includes('mail-not-given'));
      expect(await uids(box)).toEqual(numbers(9, [2]));
      // Those that come later come in while it is left out, and it does not look like a mailbox that nobody reads.
      server.mails.set(10, aMail('later'));
      await until(box, 9);
      await eventually('it is said again', async () => (await world.health(box)).troubles.includes('mail-not-given'));
      expect(await world.health(box)).toMatchObject({ connected: true, lastFault: expect.stringContaining('uid 2') });
      expect(await alarms(box)).toEqual(['mail-not-given']);
      // Another process has not seen it fail, and asks at once.
      await world.stopWatching(watcher);
      server.is = {};
      world.watch(box, { pollMs: 200 });
      await until(box, 10);
      await eventually('it is well again', async () => (await world.health(box)).lastFault === null);
      expect(await uids(box)).toEqual(numbers(10));
      expect(await alarms(box)).toEqual([]);
    });

  it('that does not give one old mail holds up neither the others of a backfill nor those of today, and the backfill ends once it is given or gone', async () => {
    const { server, box } = await start(mails(8), { broken: new Set([3]) });
    world.watch(box, { everything: false, pollMs: 200 });
    await eventually('it is read', async () => (await world.health(box)).caughtUpAt !== null);
    await world.get(BackfillMailbox).ask({ address: box.address, since: null, actor: { kind: 'operator' } });
    await until(box, 7);
    server.mails.set(9, aMail('today'));
    await until(box, 8);
    expect(await uids(box)).toEqual(numbers(9, [3]));
    const over = async () => (await world.rows('select 1 from folder_cursor where mailbox_id = ? and backfill_done_at is not null', [box.id])).length === 1;
    expect(await over()).toBe(false);
    await world.stopWatching();
    server.is = {};
    world.watch(box, { everything: false, pollMs: 200 });
    await eventually('the backfill is over', over);
    const rows = await world.rows<{ uid: number }>('select uid from kept_mail where mailbox_id = ? and is_history order by uid', [box.id]);
    expect(rows.map(({ uid }) => uid)).toEqual(numbers(8));
  });

  it.each([[false, 4, 5], [true, 4, 5], [true, 0, 1]])('that does not tell UIDNEXT is asked for it (it refuses STATUS: %s, %d mails), and reading starts at now', async (refusesStatus, before, uidNext) => {
    const { server, box } = await start(mails(before), { hidesUidNext: true, refusesStatus });
    const session = await openOf(server);
    expect(session.uidNext).toBe(uidNext);
    expect(await session.look()).toMatchObject({ uidNext, mails: before });
    await session.close();
    world.watch(box, { everything: false, pollMs: 200 });
    await eventually('it is read', async () => (await world.health(box)).caughtUpAt !== null);
    server.mails.set(uidNext, aMail('today'));
    await until(box, 1);
    expect(await uids(box)).toEqual([uidNext]);
  });

  it('that tells the size of its store, as Exchange does, gives whole mails all the same, small ones and large ones', async () => {
    const large = aMail('large', '0123456789 abcdef\r\n'.repeat(300_000));
    const { box } = await start([aMail('small'), large], { tellsMore: 4_321 });
    world.watch(box, { pollMs: 200 });
    await until(box, 2);
    const rows = await world.rows<{ raw_sha256: string; is_partial: boolean; size_bytes: number }>('select raw_sha256, is_partial, size_bytes from kept_mail where mailbox_id = ? order by uid', [box.id]);
    expect(rows).toEqual([aMail('small'), large].map((raw) => ({ raw_sha256: sha256Of(raw), is_partial: false, size_bytes: raw.length })));
  });
});
