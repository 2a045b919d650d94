import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { rename, writeFile, rm } from 'node:fs/promises';
import { RemoveOldBytes, RequeueStuckMail, WatchStorage } from '#intake';
import { DAY_MS, HOUR_MS, newId } from '#kernel';
import { sha256Of, Storage, StorageFault } from '#storage';
import { IntakeHouse } from '../support/intake-house.js';

const NOW = new Date();
const OLD = NOW.getTime() - 60 * DAY_MS;

describe('bytes whose time is over', () => {
  let desk: IntakeHouse;
  beforeAll(async () => {
    desk = await IntakeHouse.open();
  });
  afterAll(() => desk.close());
  beforeEach(() => desk.fresh.database.statement((em) => em.execute('delete from kept_mail')));

  let uid = 0;
  const kept = (sha256: string, keptAt: Date) => desk.fresh.database.statement((em) => em.execute(
    `insert into kept_mail (id, mailbox_id, portal_key, folder, uid_validity, uid, raw_sha256, size_bytes, received_at, kept_at, tries, disposition) values (?, ?, 'school', 'INBOX', '7', ?, ?, 10, ?, ?, 0, 'filed')`,
    [newId(), desk.mailbox.id, (uid += 1), sha256, keptAt, keptAt]));
  const lose = async (howMany: number) => {
    for (let n = 0; n < howMany; n += 1) await kept(n.toString(16).padStart(64, '0'), new Date(OLD + n * 1_000));
  };
  const left = async () => (await desk.rows<{ left: number }>('select count(*)::int as left from kept_mail where raw_removed_at is null'))[0]!.left;
  const alarms = () => desk.rows<{ detail: { why: string } }>(`select detail from alarm where kind = 'storage-failing' and cleared_at is null`);

  it('go, although fifty mails before them lost their file; and the trail names those', async () => {
    const storage = desk.house.get(Storage, { strict: false });
    const sha256 = await storage.put(Buffer.from('Subject: x\r\n\r\nHallo'));
    await lose(50);
    await kept(sha256, new Date(OLD + DAY_MS));
    const remove = desk.house.get(RemoveOldBytes, { strict: false });
    for (let round = 0; round < 2; round += 1) await remove.run(NOW);
    expect(await storage.has(sha256)).toBe(false);
    expect(await left()).toBe(0);
    expect(await desk.rows(`select count(*)::int as lines from audit_entry where verb = 'mail.bytes-lost'`)).toEqual([{ lines: 50 }]);
  });

  it('are not called gone where nothing else of their age is there: then the storage is another one', async () => {
    const remove = desk.house.get(RemoveOldBytes, { strict: false });
    const watch = desk.house.get(WatchStorage, { strict: false });
    await lose(51);
    await kept(await desk.house.get(Storage, { strict: false }).put(Buffer.from('kept on the wrong disk')), new Date(NOW.getTime() - HOUR_MS));
    for (let round = 0; round < 3; round += 1) await remove.run(NOW);
    expect(await left()).toBe(52);
    expect(await watch.run(NOW)).toBe('empty');
    expect(await alarms()).toEqual([{ detail: { why: 'empty' } }]);
  });

  describe('of attachments', () => {
    /** Taken out of mails whose bytes are due, and stored. */
    const takenOut = async (...many: string[]) => {
      const storage = desk.house.get(Storage, { strict: false });
      for (const text of many) {
        await kept(newId().replaceAll('-', '').padEnd(64, '0'), NOW);
        await desk.fresh.database.statement((em) => em.execute(
          `insert into attachment (id, created_at, kept_mail_id, part, name, sha256, size_bytes, type, marks, is_picture, scan) select ?, now(), id, '2', 'a.txt', ?, 1, 'text/plain', '[]', false, 'unscanned' from kept_mail where uid = ?`,
          [newId(), sha256Of(Buffer.from(text)), uid]));
      }
      await desk.fresh.database.statement((em) => em.execute('update kept_mail set raw_removed_at = ?, bytes_end_at = ?', [NOW, NOW]));
      return storage.putAll(many.map((text) => Buffer.from(text)));
    };
    const attachmentsLeft = async () => (await desk.rows<{ left: number }>('select count(*)::int as left from attachment where removed_at is null'))[0]!.left;
    beforeEach(() => desk.fresh.database.statement((em) => em.execute('delete from attachment')));
    afterEach(() => void jest.restoreAllMocks());

    it('go with the last of two that are the same and due in one round', async () => {
      const [sha256] = await takenOut('das Logo', 'das Logo');
      await desk.house.get(RemoveOldBytes, { strict: false }).run(NOW);
      expect(await attachmentsLeft()).toBe(0);
      expect(await desk.house.get(Storage, { strict: false }).has(sha256!)).toBe(false);
    });

    it('keep nobody waiting who keeps another: each lets go before the next', async () => {
      await takenOut('eins', 'zwei', 'drei');
      const storage = desk.house.get(Storage, { strict: false });
      const forget = storage.forget.bind(storage);
      const held: number[] = [];
      jest.spyOn(storage, 'forget').mockImplementation(async (sha256) => {
        const locks = await desk.rows(`select 1 from pg_locks where locktype = 'advisory' and mode = 'ExclusiveLock' and database = (select oid from pg_database where datname = current_database())`);
        held.push(locks.length);
        await forget(sha256);
      });
      await desk.house.get(RemoveOldBytes, { strict: false }).run(NOW);
      expect(held).toEqual([1, 1, 1]);
    });

    it('stay gone, and the rows say so, where the storage fails at a later one', async () => {
      const [first, second] = await takenOut('geht', 'klemmt');
      const storage = desk.house.get(Storage, { strict: false });
      const forget = storage.forget.bind(storage);
      jest.spyOn(storage, 'forget').mockImplementation((sha256) => (sha256 === second ? Promise.reject(new StorageFault('no answer in time')) : forget(sha256)));
      await expect(desk.house.get(RemoveOldBytes, { strict: false }).run(NOW)).rejects.toThrow(/no answer/);
      expect(await desk.rows('select sha256 from attachment where removed_at is null')).toEqual([{ sha256: second }]);
      expect([await storage.has(first!), await storage.has(second!)]).toEqual([false, true]);
    });
  });

  it('raise the alarm while the storage takes nothing, and it is over when it does', async () => {
    const watch = desk.house.get(WatchStorage, { strict: false });
    const said = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    await rename(desk.directory, `${desk.directory}.away`);
    await writeFile(desk.directory, '');
    expect(await watch.run(NOW)).toBe('unavailable');
    expect(await alarms()).toEqual([{ detail: { why: 'unavailable' } }]);
    expect(said).toHaveBeenCalledWith(expect.stringMatching(/^storage\.unavailable: storing \d+ bytes in .*: E/));
    said.mockRestore();
    await rm(desk.directory);
    await rename(`${desk.directory}.away`, desk.directory);
    expect(await watch.run(NOW)).toBeUndefined();
    expect(await alarms()).toEqual([]);
  });
});

describe('mails that lost their job', () => {
  it('come up again, although five hundred before them can never be finished', async () => {
    const desk = await IntakeHouse.open();
    try {
      await desk.fresh.database.statement((em) => em.execute(
        `insert into kept_mail (id, mailbox_id, portal_key, folder, uid_validity, uid, raw_sha256, size_bytes, received_at, kept_at, tries)
         select gen_random_uuid(), ?, 'school', 'INBOX', '7', n, repeat('0', 64), 10, now(), ?::timestamptz + n * interval '1 second', 0 from generate_series(1, 501) n`, [desk.mailbox.id, new Date(OLD)]));
      const requeue = desk.house.get(RequeueStuckMail, { strict: false });
      expect([await requeue.run(NOW), await requeue.run(NOW), await requeue.run(NOW)]).toEqual([500, 1, 500]);
    } finally {
      await desk.close();
    }
  });
});
