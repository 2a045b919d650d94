import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { SignedIn } from '#agents';
import { DeleteMail, KeepDelivered, KeepMail, RemoveOldBytes } from '#intake';
import { DAY_MS, newId } from '#kernel';
import { EntityManager } from '#persistence';
import { sha256Of, Storage, StorageFault } from '#storage';
import { ExamineAttachment } from '../../libs/intake/actions/examine-attachment.js';
import { holdBytes } from '../../libs/intake/store/held-bytes.js';
import { MailOpener } from '../../libs/intake/mail-opener.js';
import { IntakeHouse } from '../support/intake-house.js';
import { startS3Proxy, type S3Server } from '../support/s3-server.js';

const NOW = new Date();
const OLD = new Date(NOW.getTime() - 60 * DAY_MS);

/** Storage names bytes by what they are: what one mail needs no longer may be what another one is kept with, whose row is not there yet. */
describe.each(['a folder', 'a bucket'])('bytes in %s that end while the very same come again', (place) => {
  let server: S3Server | undefined;
  let desk: IntakeHouse;
  let storage: Storage;
  let admin: SignedIn;
  let uid = 0;
  beforeAll(async () => {
    if (place === 'a bucket') {
      server = await startS3Proxy();
      await server.makeBucket('desk');
    }
    desk = await IntakeHouse.open(server && { settings: server.environment('desk') });
    storage = desk.house.get(Storage, { strict: false });
    admin = {
      agentId: newId(), email: 'ada@desk.example', displayName: 'Ada', code: 'ad', roles: ['admin'], portals: [], locale: 'de', trained: true, strength: 'second-factor', sessionId: newId(), provedAt: NOW,
      hasSecondFactor: true, hasApp: true, keys: 0, keyId: null, keyIsNeeded: false, mustUseKey: false, isEnrolling: false, mustEnrolSecondFactor: false, csrfHash: '',
    };
  });
  afterAll(async () => {
    await desk?.close();
    await server?.stop();
  });
  afterEach(() => void jest.restoreAllMocks());

  const get = <T>(type: abstract new (...given: never[]) => T): T => desk.house.get(type as never, { strict: false });
  const mailOf = (words: string) => Buffer.from(`Message-ID: <${newId()}@post.example>\r\nSubject: x\r\n\r\n${words}\r\n`);
  const arrives = async (bytes: Uint8Array) => {
    uid += 1;
    return get(KeepMail).run({ id: desk.mailbox.id, portalKey: 'school', folder: 'INBOX' }, { uidValidity: '7', mails: [{ uid, receivedAt: NOW, sizeBytes: bytes.length, bytes }] });
  };
  const rowOf = async (at: number) => (await desk.rows<{ id: string; sha: string }>('select id, raw_sha256 as sha from kept_mail where uid = ?', [at]))[0]!;
  /** Kept long ago; its time is over. */
  const oldMail = async (bytes: Uint8Array, disposition = 'filed') => {
    await arrives(bytes);
    const { id, sha } = await rowOf(uid);
    await desk.fresh.database.statement((em) => em.execute('update kept_mail set kept_at = ?, received_at = ?, disposition = ? where id = ?', [OLD, OLD, disposition, id]));
    return { id, sha };
  };
  const waitsForALock = async () => {
    for (let tries = 0; tries < 3_000; tries += 1) {
      if ((await desk.rows(`select 1 from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`)).length > 0) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const ends = {
    'by their age': { disposition: 'filed', run: () => get(RemoveOldBytes).run(NOW) },
    'by an administrator': { disposition: 'set-aside', run: async (id: string) => expect(await get(DeleteMail).run({ keptMailId: id, agent: admin })).toEqual({ allowed: true }) },
  } as const;
  /** Every mail whose row does not say that its bytes are gone has them. */
  const nothingIsLost = async () => {
    for (const { sha } of await desk.rows<{ sha: string }>('select raw_sha256 as sha from kept_mail where raw_removed_at is null')) expect({ sha, isThere: await storage.has(sha) }).toEqual({ sha, isThere: true });
  };

  it.each(Object.keys(ends) as (keyof typeof ends)[])('%s: between the file and the row of the new mail', async (how) => {
    const bytes = mailOf(`Noch einmal ${how}`);
    const old = await oldMail(bytes, ends[how].disposition);
    const putAll = storage.putAll.bind(storage);
    jest.spyOn(storage, 'putAll').mockImplementationOnce(async (many) => {
      const stored = await putAll(many);
      await ends[how].run(old.id);
      return stored;
    });
    expect(await arrives(bytes)).toEqual({ kept: 1, known: 0 });
    await nothingIsLost();
    expect((await storage.get((await rowOf(uid)).sha)).equals(bytes)).toBe(true);
  });

  it.each(Object.keys(ends) as (keyof typeof ends)[])('%s: the new mail comes between the look for rows and the deletion', async (how) => {
    const bytes = mailOf(`Dazwischen ${how}`);
    const old = await oldMail(bytes, ends[how].disposition);
    const forget = storage.forget.bind(storage);
    let keeping: Promise<unknown> | undefined;
    jest.spyOn(storage, 'forget').mockImplementation(async (sha256) => {
      if (sha256 === old.sha && !keeping) {
        keeping = arrives(bytes);
        await Promise.race([keeping, waitsForALock()]);
      }
      await forget(sha256);
    });
    await ends[how].run(old.id);
    expect(await keeping).toEqual({ kept: 1, known: 0 });
    await nothingIsLost();
  });

  it.each(Object.keys(ends) as (keyof typeof ends)[])('%s: while the new row is written and not committed', async (how) => {
    const bytes = mailOf(`Gerade jetzt ${how}`);
    const old = await oldMail(bytes, ends[how].disposition);
    const has = storage.has.bind(storage);
    let ending: Promise<unknown> | undefined;
    jest.spyOn(storage, 'has').mockImplementation(async (sha256) => {
      const answer = await has(sha256);
      if (sha256 === old.sha && !ending) {
        // An administrator's deletion waits for the lock, the round of the upkeep does not.
        ending = ends[how].run(old.id);
        await Promise.race([ending, waitsForALock()]);
      }
      return answer;
    });
    await arrives(bytes);
    expect(ending).toBeDefined();
    await ending;
    await nothingIsLost();
  });

  it('by an administrator: goes for good although the very same is just being kept, and is not', async () => {
    const old = await oldMail(mailOf('Und dann doch nicht'), 'set-aside');
    let deleting: Promise<unknown> | undefined;
    await expect(desk.fresh.database.transaction(async (tx) => {
      // As whoever keeps the same does, and then the database fails.
      await holdBytes(tx, [old.sha]);
      deleting = ends['by an administrator'].run(old.id);
      await Promise.race([deleting, waitsForALock()]);
      throw new Error('the line broke');
    })).rejects.toThrow('the line broke');
    await deleting;
    expect(await storage.has(old.sha)).toBe(false);
  });

  it('by an administrator: goes with the upkeep where the storage failed at that moment', async () => {
    const old = await oldMail(mailOf('Gerade keine Leitung'), 'set-aside');
    const removedAt = async () => (await desk.rows<{ at: Date | null }>('select raw_removed_at as at from kept_mail where id = ?', [old.id]))[0]!.at;
    jest.spyOn(storage, 'forget').mockRejectedValueOnce(new StorageFault('no answer in time'));
    // The decision stands and is written down; nobody can decide it again.
    await ends['by an administrator'].run(old.id);
    expect([await removedAt(), await storage.has(old.sha)]).toEqual([null, true]);
    await get(RemoveOldBytes).run(new Date());
    expect([await removedAt(), await storage.has(old.sha)]).toEqual([expect.anything(), false]);
  });

  it('what came in pieces and cannot be written once more is not kept, so that it is fetched again', async () => {
    const bytes = mailOf('In Stücken');
    const old = await oldMail(bytes);
    const putStream = storage.putStream.bind(storage);
    jest.spyOn(storage, 'putStream').mockImplementationOnce(async (pieces) => {
      const stored = await putStream(pieces);
      await get(RemoveOldBytes).run(NOW);
      return stored;
    });
    uid += 1;
    const fetched = () => get(KeepMail).run({ id: desk.mailbox.id, portalKey: 'school', folder: 'INBOX' }, { uidValidity: '7', mails: [{ uid, receivedAt: NOW, sizeBytes: bytes.length, bytes: inPieces(bytes) }] });
    await expect(fetched()).rejects.toMatchObject({ code: 'storage.unavailable' });
    await nothingIsLost();
    expect(await fetched()).toEqual({ kept: 1, known: 0 });
    await nothingIsLost();
    expect(await storage.has(old.sha)).toBe(true);
  });

  it('an attachment that many mails carry stays as long as one of them is taken out now', async () => {
    const carrying = () => Buffer.from([
      `Message-ID: <${newId()}@post.example>`, 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=x', '', '--x', 'Content-Type: text/plain', '', newId(), '--x', 'Content-Type: text/plain; name=a.txt', 'Content-Disposition: attachment; filename=a.txt', '', 'Dieselben Worte', '--x--', '',
    ].join('\r\n'));
    const takenOut = async ({ id, sha }: { id: string; sha: string }) => get(ExamineAttachment).run({ mail: { id, rawSha256: sha, rawRemovedAt: null }, part: '2', name: 'a.txt', type: 'text/plain' });
    await arrives(carrying());
    const first = await rowOf(uid);
    const attachment = await takenOut(first);
    await desk.fresh.database.statement((em) => em.execute('update kept_mail set bytes_end_at = ? where id = ?', [OLD, first.id]));
    await arrives(carrying());
    const second = await rowOf(uid);
    const opener = get(MailOpener);
    const openPart = opener.openPart.bind(opener);
    jest.spyOn(opener, 'openPart').mockImplementationOnce(async (...given) => {
      const opened = await openPart(...given);
      await get(RemoveOldBytes).run(NOW);
      expect(await storage.has(attachment!.sha256)).toBe(false);
      return opened;
    });
    expect((await takenOut(second))!.sha256).toBe(attachment!.sha256);
    expect(await storage.has(attachment!.sha256)).toBe(true);
  });

  describe('when a mailbox is read again', () => {
    const rescanned = (bytes: readonly Uint8Array[], uidValidity = '8') => get(KeepMail).run({ id: desk.mailbox.id, portalKey: 'school', folder: 'INBOX' }, {
      uidValidity, mails: bytes.map((one, at) => ({ uid: 10_000 + at, receivedAt: NOW, sizeBytes: one.length, bytes: one })),
    });
    const removedAt = async (id: string) => (await desk.rows<{ at: Date | null }>('select raw_removed_at as at from kept_mail where id = ?', [id]))[0]!.at;

    it.each(Object.keys(ends) as (keyof typeof ends)[])('what ended %s stays gone', async (how) => {
      const bytes = mailOf(`Vorbei ${how}`);
      const old = await oldMail(bytes, ends[how].disposition);
      await ends[how].run(old.id);
      expect(await rescanned([bytes])).toEqual({ kept: 0, known: 1 });
      expect([await storage.has(old.sha), await removedAt(old.id)]).toEqual([false, expect.anything()]);
    });

    it('however many ended stay gone, also two that are the same', async () => {
      const bytes = Array.from({ length: 19 }, (_, n) => mailOf(`Viele ${n}`));
      for (const one of [...bytes, bytes[0]!]) await oldMail(one);
      await get(RemoveOldBytes).run(NOW);
      expect(await rescanned(bytes)).toEqual({ kept: 0, known: 19 });
      for (const one of bytes) expect(await storage.has(sha256Of(one))).toBe(false);
      await nothingIsLost();
    });

    it.each(['lmtp', 'import'] as const)('or delivered again by %s, what ended stays gone', async (door) => {
      const bytes = mailOf(`Noch einmal durch die Tür ${door}`);
      const delivered = async () => get(KeepDelivered).run({ mailbox: { id: desk.mailbox.id, portalKey: 'school' }, door, mails: [{ ...(await storage.putStream(inPieces(bytes))), receivedAt: NOW, envelope: null, from: 'x' }] });
      const { ids: [id] } = await delivered();
      await desk.fresh.database.statement((em) => em.execute(`update kept_mail set kept_at = ?, disposition = 'filed' where id = ?`, [OLD, id!]));
      await get(RemoveOldBytes).run(NOW);
      expect(await delivered()).toMatchObject({ kept: 0, known: 1 });
      expect([await storage.has(sha256Of(bytes)), await removedAt(id!)]).toEqual([false, expect.anything()]);
    });

    it('what ended stays due where the storage cannot forget it then', async () => {
      const bytes = mailOf('Die Leitung klemmt');
      const old = await oldMail(bytes, 'set-aside');
      await ends['by an administrator'].run(old.id);
      jest.spyOn(storage, 'forget').mockRejectedValueOnce(new StorageFault('no answer in time'));
      expect(await rescanned([bytes])).toEqual({ kept: 0, known: 1 });
      expect([await storage.has(old.sha), await removedAt(old.id)]).toEqual([true, null]);
      await get(RemoveOldBytes).run(new Date());
      expect([await storage.has(old.sha), await removedAt(old.id)]).toEqual([false, expect.anything()]);
    });

    it('while the upkeep is just ending it, too: the row and the storage say the same', async () => {
      const bytes = mailOf('Im selben Augenblick');
      const old = await oldMail(bytes);
      const forget = storage.forget.bind(storage);
      let keeping: Promise<unknown> | undefined;
      jest.spyOn(storage, 'forget').mockImplementation(async (sha256) => {
        await forget(sha256);
        if (sha256 !== old.sha || keeping) return;
        keeping = rescanned([bytes]);
        await Promise.race([keeping, waitsForALock()]);
      });
      await get(RemoveOldBytes).run(NOW);
      expect(await keeping).toEqual({ kept: 0, known: 1 });
      expect([await storage.has(old.sha), await removedAt(old.id)]).toEqual([false, expect.anything()]);
    });

    it('what is needed stays, and what lies in the quarantine and was lost can be let out again', async () => {
      const [needed, lost] = [mailOf('Gebraucht'), mailOf('Verloren und wieder da')];
      await arrives(needed);
      const old = await oldMail(lost, 'set-aside');
      await desk.fresh.database.statement((em) => em.execute('update kept_mail set raw_removed_at = ?, kept_at = ? where id = ?', [NOW, NOW, old.id]));
      await storage.forget(old.sha);
      expect(await rescanned([needed, lost])).toEqual({ kept: 0, known: 2 });
      expect(await storage.has(sha256Of(needed))).toBe(true);
      expect([await storage.has(old.sha), await removedAt(old.id)]).toEqual([true, null]);
      await nothingIsLost();
    });

    it('neither new mails nor known ones ask the storage anything, and however many they are, they cost six statements, or five', async () => {
      const mails = Array.from({ length: 30 }, (_, n) => mailOf(`Bekannt ${n}`));
      const statements = jest.spyOn(EntityManager.prototype, 'execute');
      const has = jest.spyOn(storage, 'has');
      const cost = async (uidValidity: string) => {
        statements.mockClear();
        await rescanned(mails, uidValidity);
        return statements.mock.calls.length;
      };
      // Rows, locks, what is seen and when the last one came; traces and jobs of new ones, ended ones among those that are known.
      expect({ ofNew: await cost('9'), ofKnown: await cost('10') }).toEqual({ ofNew: 6, ofKnown: 5 });
      expect(has).not.toHaveBeenCalled();
    });

    it('the same bytes as new mails are asked for a few at a time, behind locks that are taken at once and in order', async () => {
      const bytes = Array.from({ length: 20 }, (_, n) => mailOf(`Unter neuer Nummer ${n}`));
      await rescanned(bytes, '11');
      const has = storage.has.bind(storage);
      let [now, most, locked] = [0, 0, 0];
      jest.spyOn(storage, 'has').mockImplementation(async (sha256) => {
        most = Math.max(most, (now += 1));
        locked ||= (await desk.rows(`select 1 from pg_locks where locktype = 'advisory' and mode = 'ShareLock' and granted and database = (select oid from pg_database where datname = current_database())`)).length;
        await new Promise((resolve) => setTimeout(resolve, 5));
        now -= 1;
        return has(sha256);
      });
      const again = await get(KeepMail).run({ id: desk.mailbox.id, portalKey: 'school', folder: 'INBOX' }, { uidValidity: '11', mails: bytes.map((one, at) => ({ uid: 20_000 + at, receivedAt: NOW, sizeBytes: one.length, bytes: one })) });
      expect(again).toEqual({ kept: 20, known: 0 });
      expect({ locked, isAFew: most > 1 && most <= 8 }).toEqual({ locked: 20, isAFew: true });
    });
  });

  it('what an administrator deletes stays where an attachment of another mail is the same', async () => {
    const old = await oldMail(mailOf('Als Anlage weitergeleitet'), 'set-aside');
    await arrives(mailOf('Anbei'));
    const { id } = await rowOf(uid);
    await desk.fresh.database.statement((em) => em.execute(
      `insert into attachment (id, created_at, kept_mail_id, part, name, sha256, size_bytes, type, marks, is_picture, scan) values (?, ?, ?, '2', 'a.eml', ?, 1, 'message/rfc822', '[]', false, 'unscanned')`, [newId(), NOW, id, old.sha]));
    await ends['by an administrator'].run(old.id);
    expect(await storage.has(old.sha)).toBe(true);
  });
});

async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
