import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdir, rename, rm } from 'node:fs/promises';
import type { SignedIn } from '#agents';
import { KeepMail, ReleaseMail, RemoveOldBytes } from '#intake';
import { DAY_MS, newId } from '#kernel';
import { Storage } from '#storage';
import { IntakeHouse } from '../support/intake-house.js';

/** A mail whose file is lost can never be read: its row has to say so, or its job comes up for ever. */
describe('a mail whose file is lost', () => {
  let desk: IntakeHouse;
  let admin: SignedIn;
  let uid = 0;
  beforeAll(async () => {
    desk = await IntakeHouse.open();
    admin = {
      agentId: newId(), email: 'ada@desk.example', displayName: 'Ada', code: 'ad', roles: ['admin'], portals: [], locale: 'de', trained: true, strength: 'second-factor', sessionId: newId(), provedAt: new Date(),
      hasSecondFactor: true, hasApp: true, keys: 0, keyId: null, keyIsNeeded: false, mustUseKey: false, isEnrolling: false, mustEnrolSecondFactor: false, csrfHash: '',
    };
  });
  afterAll(() => desk.close());
  /** What came on the empty disk went with it. */
  afterEach(() => desk.fresh.database.statement((em) => em.execute('delete from kept_mail where disposition is null')));

  const get = <T>(type: abstract new (...given: never[]) => T): T => desk.house.get(type as never, { strict: false });
  const release = (keptMailId: string) => get(ReleaseMail).run({ keptMailId, agent: admin });

  async function arrives(bytes: Buffer): Promise<void> {
    uid += 1;
    await get(KeepMail).run({ id: desk.mailbox.id, portalKey: 'school', folder: 'INBOX' }, { uidValidity: '7', mails: [{ uid, receivedAt: new Date(), sizeBytes: bytes.length, bytes }] });
  }

  /** From a list, so that it lies in the quarantine. */
  async function setAside() {
    const bytes = Buffer.from(`Message-ID: <${newId()}@post.example>\r\nFrom: Vera <vera@post.example>\r\nTo: support@school.example\r\nList-Id: <eltern.post.example>\r\nSubject: Kein Zugang\r\n\r\nIch komme nicht hinein.\r\n`);
    await arrives(bytes);
    await desk.works();
    const [mail] = await desk.kept('uid = ?', [uid]);
    expect(mail).toMatchObject({ disposition: 'set-aside', screen: 'mailing-list' });
    return mail!;
  }

  /** Another disk, or none, is mounted meanwhile. */
  async function onAnEmptyDisk(work: () => Promise<void>): Promise<void> {
    await rename(desk.directory, `${desk.directory}.away`);
    await mkdir(desk.directory);
    try {
      await work();
    } finally {
      await rm(desk.directory, { recursive: true });
      await rename(`${desk.directory}.away`, desk.directory);
    }
  }

  it('and that somebody releases ends with a reason on it, an alarm and a ticket that says who wrote', async () => {
    await setAside();
    const mail = await setAside();
    await get(Storage).forget(mail.raw_sha256);
    expect(await release(mail.id)).toEqual({ allowed: true });
    for (let tries = 0; tries < 5; tries += 1) await desk.tries(mail.id);
    expect((await desk.kept('id = ?', [mail.id]))[0]).toMatchObject({ disposition: 'set-aside', screen: 'unreadable', reason: expect.stringMatching(/^its stored bytes are lost/), raw_removed_at: expect.anything() });
    expect(await desk.rows(`select detail ->> 'keptMailId' as mail from audit_entry where verb = 'mail.bytes-lost'`)).toEqual([{ mail: mail.id }]);
    expect(await desk.rows(`select subject from alarm where kind = 'mail-unreadable' and cleared_at is null`)).toEqual([{ subject: mail.id }]);
    expect(await desk.rows('select t.subject, t.requester_address as "from" from ticket t join kept_mail k on k.ticket_id = t.id where k.id = ?', [mail.id])).toEqual([{ subject: 'Kein Zugang', from: 'vera@post.example' }]);
    // Whoever would try once more hears why that is in vain.
    expect(await release(mail.id)).toMatchObject({ refusal: 'intake.raw-removed' });
  });

  it('waits, while nothing else is there either: then the storage is another one, and it may come back', async () => {
    const mail = await setAside();
    await release(mail.id);
    await onAnEmptyDisk(async () => {
      for (let tries = 0; tries < 5; tries += 1) expect(await desk.tries(mail.id)).toMatchObject({ code: 'storage.unavailable' });
      expect((await desk.kept('id = ?', [mail.id]))[0]).toMatchObject({ disposition: null });
    });
    expect(await desk.tries(mail.id)).toBeUndefined();
    expect((await desk.kept('id = ?', [mail.id]))[0]).toMatchObject({ disposition: 'filed' });
  });

  it.each([['another mail', () => Buffer.from(`Message-ID: <${newId()}@post.example>\r\nSubject: x\r\n\r\nHallo\r\n`)], ['one that was kept before', (old: Buffer) => old]] as const)(
    'waits, too, where %s came since on the empty disk: that says nothing of what lies on the right one', async (_what, comes) => {
      const old = Buffer.from(`Message-ID: <${newId()}@post.example>\r\nSubject: vorher\r\n\r\nHallo\r\n`);
      await arrives(old);
      const mail = await setAside();
      await release(mail.id);
      await onAnEmptyDisk(async () => {
        await arrives(comes(old));
        for (let tries = 0; tries < 4; tries += 1) expect(await desk.tries(mail.id)).toMatchObject({ code: 'storage.unavailable' });
        expect((await desk.kept('id = ?', [mail.id]))[0]).toMatchObject({ disposition: null, raw_removed_at: null });
      });
      expect(await desk.tries(mail.id)).toBeUndefined();
      expect((await desk.kept('id = ?', [mail.id]))[0]).toMatchObject({ disposition: 'filed' });
    });

  it('is not called lost by its age because a mail that was kept on the empty disk ends there', async () => {
    const mail = await setAside();
    await desk.fresh.database.statement((em) => em.execute('update kept_mail set kept_at = ? where id = ?', [new Date(Date.now() - 60 * DAY_MS), mail.id]));
    await onAnEmptyDisk(async () => {
      const since = await setAside();
      await desk.fresh.database.statement((em) => em.execute('update kept_mail set bytes_end_at = kept_at where id = ?', [since.id]));
      await get(RemoveOldBytes).run(new Date());
      expect((await desk.kept('id = any(?::uuid[]) and raw_removed_at is not null', [`{${mail.id},${since.id}}`])).map(({ id }) => id)).toEqual([since.id]);
    });
    await get(RemoveOldBytes).run(new Date());
    expect(await get(Storage).has(mail.raw_sha256)).toBe(false);
  });
});
