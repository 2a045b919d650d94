import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Alarms } from '#alarms';
import type { Caller } from '#agents';
import { DeleteMail, KeepDelivered, LookAtMail, ReadQuarantine, ReleaseMail, WatchIntake } from '#intake';
import { newId } from '#kernel';
import { Database } from '#persistence';
import { Storage, StorageFault } from '#storage';
import { MailReader } from '../../libs/intake/mail-reader.js';
import { readMime } from '../../libs/intake/read/read-mime.js';
import { IntakeHouse, type KeptRow } from '../support/intake-house.js';
import { LmtpClient } from '../support/lmtp-client.js';
import { SmallDisk } from '../support/small-disk.js';

const SUPPORT = 'support@school.example';
const agent = (...roles: Caller['roles']): Caller => ({ agentId: newId(), email: 'mara@desk.example', displayName: 'Mara', code: 'ma', roles, portals: [], locale: 'de', strength: 'second-factor' });

function aMail(name: string, text = 'ich habe mein Passwort vergessen'): Buffer {
  return Buffer.from(`From: ${name}@post.example\r\nTo: ${SUPPORT}\r\nSubject: Frage von ${name}\r\nMessage-ID: <${name}@post.example>\r\n\r\n${text}\r\n`);
}

describe('hard cases at the doors', () => {
  let desk: IntakeHouse;
  beforeAll(async () => {
    desk = await IntakeHouse.open();
  });
  afterAll(() => desk?.close());

  async function keeps(raw: Buffer): Promise<string> {
    const sha256 = await desk.house.get(Storage).put(raw);
    const { ids } = await desk.house.get(KeepDelivered).run({ mailbox: desk.mailbox, door: 'lmtp', mails: [{ sha256, sizeBytes: raw.length, receivedAt: new Date(), envelope: { from: 'a@post.example', to: SUPPORT }, from: 'a test' }] });
    return ids[0]!;
  }

  const row = async (id: string): Promise<KeptRow> => (await desk.kept('id = ?', [id]))[0]!;
  const openAlarms = async (): Promise<string[]> => (await desk.house.get(Alarms, { strict: false }).open()).map(({ kind }) => kind);

  /** As long as `work` runs, our reader fails at the mail with these bytes. */
  async function whilePoisonous(raw: Buffer, work: () => Promise<void>): Promise<void> {
    const poison = await desk.house.get(Storage).put(raw);
    const reader = desk.house.get(MailReader, { strict: false });
    const read = reader.read.bind(reader);
    reader.read = (sha256, context) => (sha256 === poison ? Promise.reject(new Error('reading took longer than 30 s')) : read(sha256, context));
    try {
      await work();
    } finally {
      reader.read = read;
    }
  }

  it('case 5 (zammad#2754, #2416): a mail at which reading hangs becomes a ticket stub, an alarm and a row in quarantine; those behind it are filed', async () => {
    const raw = aMail('poison');
    const poison = await keeps(raw);
    const innocent = await Promise.all(['one', 'two', 'three'].map((name) => keeps(aMail(name))));
    await whilePoisonous(raw, async () => {
      // As the lane does: the others at once, the guilty one again until its tries are used up.
      for (let tries = 0; tries < 3; tries += 1) await desk.works().catch(() => undefined);
    });
    for (const id of innocent) expect(await row(id)).toMatchObject({ disposition: 'filed' });
    expect(await row(poison)).toMatchObject({ disposition: 'set-aside', screen: 'unreadable', reason: expect.stringContaining('took longer'), ticket_id: expect.any(String) });
    const [stub] = await desk.rows<{ state: string; subject: string; requester_address: string; warnings: string[] }>(
      'select t.state, t.subject, t.requester_address, m.warnings from ticket t join ticket_message m on m.ticket_id = t.id where m.kept_mail_id = ?', [poison]);
    expect(stub).toMatchObject({ state: 'new', subject: 'Frage von poison', requester_address: 'poison@post.example', warnings: expect.arrayContaining(['unreadable']) });
    // Neither its sender nor what went wrong in it: an alarm goes to a webhook, and stays for a year.
    expect(await desk.rows(`select kind, subject, detail from alarm where kind = 'mail-unreadable'`)).toEqual([{ kind: 'mail-unreadable', subject: poison, detail: { tries: 3 } }]);
    expect(await desk.rows(`select 1 from outbound_message where recipient = 'poison@post.example'`)).toEqual([]);

    // The reader is mended: let in, the mail takes its place on the ticket that was opened for it.
    expect(await desk.house.get(ReleaseMail).run({ keptMailId: poison, agent: agent('agent') })).toEqual({ allowed: true });
    expect(await openAlarms()).not.toContain('mail-unreadable');
    await desk.works();
    const released = await row(poison);
    expect(released).toMatchObject({ disposition: 'filed' });
    const messages = await desk.rows<{ text: string; ticket_id: string }>('select text, ticket_id from ticket_message where kept_mail_id = ?', [poison]);
    expect(messages).toMatchObject([{ ticket_id: released.ticket_id, text: expect.stringContaining('Passwort vergessen') }]);
    expect(await desk.rows('select 1 from recovery_case where ticket_id = ?', [released.ticket_id])).toHaveLength(1);
  });

  it('case 6 (zammad#3603): while the database is away no mail is blamed; all are filed when it is back', async () => {
    const ids = await Promise.all(['a', 'b', 'c'].map((name) => keeps(aMail(`down-${name}`))));
    await desk.databaseGoesDown();
    try {
      for (let tries = 0; tries < 4; tries += 1) for (const id of ids) expect(await desk.tries(id)).toBeInstanceOf(Error);
    } finally {
      await desk.databaseComesBack();
    }
    await desk.works();
    expect(await desk.rows(`select disposition, tries from kept_mail where message_id like 'down-%'`)).toEqual(ids.map(() => ({ disposition: 'filed', tries: 0 })));
  });

  it('case 6 (zammad#3603): a connection that dies in the middle, again and again, is not the mail’s fault either', async () => {
    const id = await keeps(aMail('thrown-out'));
    const database = desk.house.get(Database, { strict: false });
    // More often than a mail may fail by its own fault.
    for (let time = 0; time < 4; time += 1) {
      await database.transaction(async (tx) => {
        await tx.execute('select 1 from kept_mail where id = ? for update', [id]);
        const trying = desk.tries(id);
        // By another connection: within a transaction nobody sees others come to wait.
        const thrownOut = async () => (await desk.rows(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).length > 0;
        while (!(await thrownOut())) await new Promise((resolve) => setTimeout(resolve, 20));
        expect(await trying).toBeInstanceOf(Error);
      });
    }
    expect(await row(id)).toMatchObject({ disposition: null, tries: 0 });
    await desk.works();
    expect(await row(id)).toMatchObject({ disposition: 'filed', tries: 0 });
  });

  it('case 25 (zammad#2706): what cleaning makes of a mail never replaces it: the raw bytes are there, byte for byte, whatever the reader said', async () => {
    const deep = Buffer.from(`From: deep@post.example\r\nSubject: tief\r\nMessage-ID: <deep@post.example>\r\nContent-Type: text/html\r\n\r\n${'<div>'.repeat(20_000)}bitte helfen Sie mir${'</div>'.repeat(20_000)}\r\n`);
    const id = await keeps(deep);
    await desk.works();
    expect((await desk.house.get(Storage).get((await row(id)).raw_sha256)).equals(deep)).toBe(true);
    expect((await desk.rows<{ text: string }>('select text from ticket_message where kept_mail_id = ?', [id]))[0]!.text).toContain('bitte helfen Sie mir');
  });

  it('runner-up (Znuny): 251 KB with 43 inline images is one ticket with its text and 43 attachments', async () => {
    const image = Buffer.alloc(4_300, 9).toString('base64').replace(/.{76}/g, '$&\r\n');
    const raw = Buffer.from(`From: znuny@post.example\r\nSubject: Bilder\r\nMessage-ID: <znuny@post.example>\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Seht die Bilder</p>${Array.from({ length: 43 }, (_, at) => `<img src="cid:i${at}">`).join('')}\r\n${Array.from({ length: 43 }, (_, at) => `--b\r\nContent-Type: image/png; name=i${at}.png\r\nContent-ID: <i${at}>\r\nContent-Disposition: inline\r\nContent-Transfer-Encoding: base64\r\n\r\n${image}\r\n`).join('')}--b--\r\n`);
    expect(raw.length).toBeGreaterThan(251_000);
    expect((await readMime(raw)).attachments).toHaveLength(43);
    const id = await keeps(raw);
    await desk.works();
    const [message] = await desk.rows<{ text: string; attachments: { inline: boolean }[] }>('select text, attachments from ticket_message where kept_mail_id = ?', [id]);
    expect(message!.text).toContain('Seht die Bilder');
    expect(message!.attachments.filter(({ inline }) => inline)).toHaveLength(43);
  });

  it('shows what lies in quarantine as it came, lets only administrators delete, and what is deleted does not come back', async () => {
    const raw = Buffer.from('From: robot@post.example\r\nSubject: Abwesend\r\nAuto-Submitted: auto-replied\r\nMessage-ID: <robot@post.example>\r\n\r\nIch bin nicht da.\r\n');
    const id = await keeps(raw);
    await desk.works();
    expect((await desk.house.get(ReadQuarantine).list({ scope: { portals: [] }, limit: 10 })).items.map((item) => item.id)).toContain(id);
    expect(await desk.house.get(LookAtMail).header(id, { portals: [] })).toContain('Auto-Submitted: auto-replied');
    expect(await desk.house.get(LookAtMail).header(id, { portals: ['chamber'] })).toBeUndefined();
    const { stream } = (await desk.house.get(LookAtMail).raw(id, { portals: [] }))!;
    expect(Buffer.concat(await stream.toArray() as Buffer[]).equals(raw)).toBe(true);
    expect(await desk.house.get(DeleteMail).run({ keptMailId: id, agent: agent('agent') })).toMatchObject({ allowed: false, refusal: 'agents.not-permitted' });
    expect(await desk.house.get(DeleteMail).run({ keptMailId: id, agent: agent('admin') })).toEqual({ allowed: true });
    expect(await desk.house.get(Storage).has((await row(id)).raw_sha256)).toBe(false);
    expect(await desk.rows(`select 1 from audit_entry where verb = 'mail.deleted'`)).toHaveLength(1);
    expect(await keeps(raw)).toBe(id);
    await desk.works();
    expect(await row(id)).toMatchObject({ disposition: 'deleted' });
  });

  it('counts and shows nothing that its time has emptied, and no alarm about it stays', async () => {
    const watch = desk.house.get(WatchIntake);
    const id = await keeps(Buffer.from('From: robot@post.example\r\nSubject: Leer\r\nAuto-Submitted: auto-replied\r\nMessage-ID: <empty@post.example>\r\n\r\nIch bin nicht da.\r\n'));
    await desk.works();
    await desk.rows(`update kept_mail set processed_at = now() - interval '4 days' where id = '${id}' returning 1`);
    await desk.house.get(Alarms, { strict: false }).raiseNow({ kind: 'mail-unreadable', portalKey: 'school', subject: id });
    await watch.run(new Date());
    expect(await openAlarms()).toEqual(expect.arrayContaining(['quarantine-waiting', 'mail-unreadable']));
    await desk.rows(`update kept_mail set texts_ended_at = now(), subject = null where id = '${id}' returning 1`);
    await watch.run(new Date());
    for (const kind of ['quarantine-waiting', 'mail-unreadable']) expect(await openAlarms()).not.toContain(kind);
    expect((await desk.house.get(ReadQuarantine).list({ scope: { portals: [] }, limit: 100 })).items.map((item) => item.id)).not.toContain(id);
  });

  it('says so when a mail lies too long, unfinished or in quarantine, and is quiet again when it does not', async () => {
    const id = await keeps(aMail('late'));
    const watch = desk.house.get(WatchIntake);
    await desk.rows(`update kept_mail set kept_at = now() - interval '20 minutes' where id = '${id}' returning 1`);
    await watch.run(new Date());
    expect(await openAlarms()).toContain('mail-unprocessed');
    await desk.works();
    await watch.run(new Date());
    expect(await openAlarms()).not.toContain('mail-unprocessed');
  });
});

describe('a disk that is full', () => {
  it('costs no mail: the mail server keeps it, no half file stays behind, and it comes when there is room again', async () => {
    const disk = await SmallDisk.mount(512);
    const desk = await IntakeHouse.open({ storage: disk.path });
    const storage = desk.house.get(Storage);
    const putStream = storage.putStream.bind(storage);
    try {
      // Where nobody may mount, the storage plays the full disk.
      if (disk.isReal) await disk.fill(112);
      else storage.putStream = async (pieces) => putStream(noMoreThan(100_000, pieces));
      const border = await LmtpClient.connect(desk.lmtpPort);
      const large = aMail('large', 'x'.repeat(70).concat('\r\n').repeat(3_000));
      expect((await border.delivers('a@post.example', [SUPPORT], large)).data[0]).toMatch(/^452 4\.3\.1/);
      expect(await desk.kept()).toEqual([]);
      // A small one still fits: the half of the large one is gone.
      expect((await border.delivers('a@post.example', [SUPPORT], aMail('small'))).data[0]).toMatch(/^250/);
      await disk.empty();
      storage.putStream = putStream;
      expect((await border.delivers('a@post.example', [SUPPORT], large)).data[0]).toMatch(/^250/);
      await border.quits();
      await desk.works();
      expect((await desk.kept()).map(({ disposition }) => disposition)).toEqual(['filed', 'filed']);
    } finally {
      await desk.close();
      await disk.close();
    }
  });
});

async function* noMoreThan(bytes: number, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let left = bytes;
  for await (const piece of pieces) {
    left -= piece.length;
    if (left < 0) throw new StorageFault('writing: ENOSPC: no space left on device');
    yield piece;
  }
}
