import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AgentsConfig, type Caller } from '#agents';
import { VerifyAudit } from '#audit';
import { ConfigModule } from '#config';
import { CreateBuiltinAccount } from '#directory';
import { IntakeConfig, IntakeModule, KeepMail, LeaseMailbox, ProcessMail, ProcessMails, ReadMailboxHealth, ReadQuarantine, ReadTrace, ReleaseMail, RequeueStuckMail, StartReading } from '#intake';
import { JobsConfig } from '#jobs';
import { newId, Secret } from '#kernel';
import { OutboundConfig } from '#outbound';
import { Database, PersistenceConfig, PersistenceModule } from '#persistence';
import { ImportPortal, Mailboxes, shippedProfiles, type Mailbox } from '#portals';
import { Storage, StorageConfig, StorageModule } from '#storage';
import { Reply } from '#tickets';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { allEntities } from '../support/entities.js';

const BORDER = 'mx.school.example';
const mara: Caller = { agentId: newId(), email: 'mara@desk.example', displayName: 'Mara', code: 'ma', roles: ['agent'], portals: [], locale: 'de', strength: 'second-factor' };

interface Writing {
  readonly from?: string;
  readonly subject?: string;
  readonly text?: string;
  readonly messageId?: string;
  readonly headers?: readonly string[];
  readonly dmarc?: string;
}

function aMail({ from = 'Jonas Weber <jonas.weber@post.example>', subject = 'Passwort vergessen', text = 'Guten Tag, ich habe mein Passwort vergessen und brauche einen neuen Link.', messageId = `${newId()}@post.example`, headers = [], dmarc = 'pass' }: Writing): Buffer {
  const domain = /@([^>]+)/.exec(from)![1];
  return Buffer.from([
    'Return-Path: <someone@post.example>', `Authentication-Results: ${BORDER}; dmarc=${dmarc} header.from=${domain}`, 'Received: from post.example',
    `From: ${from}`, 'To: support@school.example', `Subject: ${subject}`, `Message-ID: <${messageId}>`, ...headers, 'Content-Type: text/plain; charset=utf-8', '', text, '',
  ].join('\r\n'));
}

describe('a mail’s way on a real database', () => {
  let fresh: FreshDatabase;
  let house: INestApplicationContext;
  let database: Database;
  let mailbox: Mailbox;
  let directory: string;
  let uid = 0;

  beforeAll(async () => {
    fresh = await freshDatabase();
    directory = await mkdtemp(join(tmpdir(), 'rekey-intake-'));
    const environment = {
      REKEY_DATABASE_URL: fresh.url, REKEY_SECRET_KEY: 'k'.repeat(40), REKEY_OUTBOUND_SMTP_URL: 'smtp://127.0.0.1:1', REKEY_STORAGE_URL: `file:${directory}`, REKEY_PUBLIC_URL: 'https://desk.example',
    };
    @Module({
      imports: [ConfigModule.forRoot([PersistenceConfig, JobsConfig, AgentsConfig, OutboundConfig, StorageConfig, IntakeConfig], environment), PersistenceModule.forRoot(await allEntities()), StorageModule, IntakeModule],
    })
    class Room {}
    house = await NestFactory.createApplicationContext(Room, { logger: ['error'], abortOnError: false });
    database = house.get(Database);
    await house.get(ImportPortal, { strict: false }).run((await shippedProfiles()).find(({ key }) => key === 'school')!.yaml, { kind: 'operator' });
    const mailboxes = house.get(Mailboxes, { strict: false });
    const id = await mailboxes.save({
      portalKey: 'school', address: 'support@school.example', displayName: 'School', imapHost: '127.0.0.1', imapPort: 1, imapSecurity: 'none', imapUser: 'x', imapPassword: new Secret('x'), authservId: BORDER,
    });
    mailbox = (await mailboxes.get(id))!;
    await house.get(CreateBuiltinAccount, { strict: false }).run({
      portalKey: 'school', username: 'j.weber', givenName: 'Jonas', familyName: 'Weber', locale: 'de', userType: 'pupil', state: 'active', addresses: [{ address: 'jonas.weber@post.example' }], phones: [], password: new Secret('ein langes altes Passwort'),
    } as never);
    await house.get(StartReading).run(mailbox.id, { uidValidity: '1', uidNext: 1 }, true);
  });
  afterAll(async () => {
    await house?.close();
    await fresh?.close();
    await rm(directory, { recursive: true, force: true });
  });

  /** Keeps the mail under the next UID; returns its row's id. */
  async function keeps(raw: Buffer, at: { uid?: number; uidValidity?: string } = {}): Promise<string | undefined> {
    uid += 1;
    const before = await ids();
    await house.get(KeepMail).run(mailbox, { uidValidity: at.uidValidity ?? '1', mails: [{ uid: at.uid ?? uid, bytes: raw, sizeBytes: raw.length, receivedAt: new Date() }] });
    return (await ids()).find((id) => !before.includes(id));
  }

  async function arrives(mail: Writing): Promise<{ id: string; disposition: string; screen: string | null; reason: string | null; ticket_id: string | null }> {
    const id = (await keeps(aMail(mail)))!;
    await house.get(ProcessMail).run({ keptMailId: id });
    return kept(id);
  }

  const ids = async (): Promise<string[]> => (await database.read((em) => em.execute<{ id: string }[]>('select id from kept_mail'))).map(({ id }) => id);
  const kept = async (id: string): Promise<never> => (await database.read((em) => em.execute('select * from kept_mail where id = ?', [id])))[0] as never;
  const outbox = (ticketId: string): Promise<{ kind: string; message_id: string; recipient: string; next_attempt_at: Date; created_at: Date }[]> =>
    database.read((em) => em.execute('select kind, message_id, recipient, next_attempt_at, created_at from outbound_message where ticket_id = ? order by kind', [ticketId]));
  const count = async (table: string): Promise<number> => Number((await database.read((em) => em.execute<{ n: string }[]>(`select count(*) as n from ${table}`)))[0]!.n);

  // What one sender sets off in one test must not use up the limits of the next.
  beforeEach(() => database.transaction((tx) => tx.execute('update outbound_message set created_at = created_at - interval \'2 days\'')));

  it('files a request: ticket, case, link at once in place of the acknowledgement, audit, and a trace of every step', async () => {
    const messageId = `${newId()}@post.example`;
    const row = await arrives({ messageId });
    expect(row).toMatchObject({ disposition: 'filed', ticket_id: expect.any(String) });
    const sent = await outbox(row.ticket_id!);
    expect(sent.map(({ kind }) => kind)).toEqual(['recovery-link']);
    const [acknowledged] = await outbox((await arrives({ from: 'Nele <nele@post.example>' })).ticket_id!) as [(typeof sent)[number]];
    expect(acknowledged.kind).toBe('request-received');
    expect(new Date(acknowledged.next_attempt_at).getTime() - new Date(acknowledged.created_at).getTime()).toBeGreaterThan(0);
    const trace = await house.get(ReadTrace).run(`<${messageId}>`, { portals: [] });
    expect(trace.map(({ step }) => step)).toEqual(['fetch', 'keep', 'read', 'screen', 'recognise', 'thread', 'file', 'route', 'file', 'instant']);
    expect(trace.at(-1)).toMatchObject({ step: 'instant', verdict: 'allowed' });
    for (const [kind, seen] of [['teacher', false], ['pupil', true]] as const) {
      const lines = await house.get(ReadTrace).run(messageId, { portals: [], limits: { school: { kinds: [kind] } } });
      expect([kind, lines.length > 0]).toEqual([kind, seen]);
    }
  });

  it('gives the same rows when it runs again, one after the other or at the same time', async () => {
    const id = (await keeps(aMail({ from: 'Nora <nora@post.example>' })))!;
    const before = await count('ticket');
    await Promise.all([1, 2, 3].map(() => house.get(ProcessMail).run({ keptMailId: id })));
    await house.get(ProcessMail).run({ keptMailId: id });
    expect(await count('ticket')).toBe(before + 1);
    expect((await outbox((await kept(id) as { ticket_id: string }).ticket_id)).filter(({ kind }) => kind === 'request-received')).toHaveLength(1);
  });

  it('keeps a mail once: same UID, same bytes after a change of UIDVALIDITY, and the same Message-ID after a move to another server', async () => {
    const raw = aMail({ from: 'Rolf <rolf@post.example>', messageId: 'rolf-1@post.example' });
    const id = (await keeps(raw, { uid: 9_001 }))!;
    expect(await keeps(raw, { uid: 9_001 })).toBeUndefined();
    expect(await keeps(raw, { uid: 7, uidValidity: '2' })).toBeUndefined();
    await house.get(ProcessMail).run({ keptMailId: id });
    const before = await count('ticket_message');
    const moved = (await keeps(Buffer.concat([Buffer.from('X-Moved: yes\r\n'), raw]), { uid: 8, uidValidity: '2' }))!;
    await house.get(ProcessMail).run({ keptMailId: moved });
    expect(await kept(moved)).toMatchObject({ disposition: 'filed', ticket_id: ((await kept(id)) as { ticket_id: string }).ticket_id });
    expect(await count('ticket_message')).toBe(before);
  });

  it('answers no machine, shows what it set aside, and files it when a person lets it in', async () => {
    const row = await arrives({ from: 'Robo <robo@post.example>', subject: 'Abwesenheitsnotiz', headers: ['Auto-Submitted: auto-replied'] });
    expect(row).toMatchObject({ disposition: 'set-aside', screen: 'auto-reply', ticket_id: null });
    const { items } = await house.get(ReadQuarantine).list({ limit: 10, scope: { portals: ['school'] } });
    expect(items.find(({ id }) => id === row.id)).toMatchObject({ fromAddress: 'robo@post.example', subject: 'Abwesenheitsnotiz', screen: 'auto-reply' });
    expect(await house.get(ReleaseMail).run({ keptMailId: row.id, agent: { ...mara, roles: ['auditor'] } })).toMatchObject({ refusal: 'agents.not-permitted' });
    expect(await house.get(ReleaseMail).run({ keptMailId: row.id, agent: mara })).toEqual({ allowed: true });
    await house.get(ProcessMail).run({ keptMailId: row.id });
    expect(await kept(row.id)).toMatchObject({ disposition: 'filed', ticket_id: expect.any(String) });
    expect(await house.get(ReleaseMail).run({ keptMailId: row.id, agent: mara })).toMatchObject({ refusal: 'intake.not-in-quarantine' });
  });

  it('puts a bounce of our mail on its ticket, and an answer too, without a second acknowledgement', async () => {
    const { ticket_id: ticketId } = await arrives({ from: 'Petra <petra@post.example>' });
    const [{ number }] = await database.read((em) => em.execute<{ number: string }[]>('select number from ticket where id = ?', [ticketId])) as [{ number: string }];
    await house.get(Reply, { strict: false }).run({ ticketNumber: number, agent: mara, text: 'Bitte prüfen Sie Ihren Spam-Ordner.' });
    const ours = (await outbox(ticketId!)).find(({ kind }) => kind === 'reply')!.message_id;
    const bounce = await arrives({
      from: 'MAILER-DAEMON@mx.post.example', subject: 'Undelivered Mail Returned to Sender', headers: ['Auto-Submitted: auto-replied'], text: `could not be delivered\n\nMessage-ID: <${ours}>`,
    });
    expect(bounce).toMatchObject({ disposition: 'filed', ticket_id: ticketId });
    const answer = await arrives({ from: 'Petra <petra@post.example>', subject: 'AW: Passwort vergessen', headers: [`In-Reply-To: <${ours}>`] });
    expect(answer).toMatchObject({ disposition: 'filed', ticket_id: ticketId });
    expect((await outbox(ticketId!)).filter(({ kind }) => kind === 'request-received')).toHaveLength(1);
  });

  it('neither acknowledges nor answers a forged sender', async () => {
    const { ticket_id: ticketId } = await arrives({ dmarc: 'fail' });
    expect(ticketId).not.toBeNull();
    expect(await outbox(ticketId!)).toEqual([]);
  });

  it('acknowledges in the same way whether we know the sender or not (T10)', async () => {
    const unknown = await arrives({ from: 'Unbekannt <unbekannt@post.example>', subject: 'Frage <b>x</b>', text: 'Welche Kriterien gelten für das Kennwort?' });
    const sent = await outbox(unknown.ticket_id!);
    expect(sent.map(({ kind, recipient }) => [kind, recipient])).toEqual([['answer', 'unbekannt@post.example']]);
  });

  it('tries again when the world failed, and sets aside what we cannot read, so that it blocks nobody', async () => {
    const id = (await keeps(aMail({ from: 'Quirin <quirin@post.example>' })))!;
    const { raw_sha256: sha } = await kept(id) as { raw_sha256: string };
    const storage = house.get(Storage, { strict: false });
    const bytes = await storage.get(sha);
    await storage.forget(sha);
    await expect(house.get(ProcessMail).run({ keptMailId: id })).rejects.toMatchObject({ code: 'storage.unavailable' });
    expect(await kept(id)).toMatchObject({ disposition: null, tries: 0 });
    await storage.put(bytes);
    await house.get(ProcessMail).run({ keptMailId: id });
    expect(await kept(id)).toMatchObject({ disposition: 'filed' });

    const poison = (await keeps(aMail({ from: 'Gift <gift@post.example>' })))!;
    // A bug of ours, made by hand: the mailbox of this one mail is not there.
    await database.transaction((tx) => tx.execute('update kept_mail set mailbox_id = ? where id = ?', [newId(), poison]));
    for (let at = 0; at < 2; at += 1) await expect(house.get(ProcessMail).run({ keptMailId: poison })).rejects.toThrow('is gone');
    await house.get(ProcessMail).run({ keptMailId: poison });
    expect(await kept(poison)).toMatchObject({ disposition: 'set-aside', screen: 'unreadable', tries: 3 });
  });

  describe('many mails at once', () => {
    /** Keeps the mails as one batch of the mailroom would; returns their rows' ids in the order of the mails, in which they go to the queue. */
    async function keepTogether(mails: readonly Buffer[]): Promise<string[]> {
      await database.transaction((tx) => tx.execute('delete from outbox_job'));
      const { kept: many } = await house.get(KeepMail).run(mailbox, { uidValidity: '1', mails: mails.map((bytes) => ({ uid: (uid += 1), bytes, sizeBytes: bytes.length, receivedAt: new Date() })) });
      expect(many).toBe(mails.length);
      const jobs = await database.read((em) => em.execute<{ payload: { keptMailId: string } }[]>('select payload from outbox_job order by id'));
      expect(jobs).toHaveLength(mails.length);
      return jobs.map(({ payload }) => payload.keptMailId);
    }
    const rows = (): Promise<[tickets: number, messages: number, outbound: number, audit: number]> =>
      Promise.all([count('ticket'), count('ticket_message'), count('outbound_message'), count('audit_entry')]) as never;
    const strangers = (name: string, many: number): Buffer[] => Array.from({ length: many }, (_, at) => aMail({ from: `${name} ${at} <${name}-${at}@${name}.example>`, dmarc: 'none' }));

    it('files fifty in one go, numbers them without a gap, and does nothing when it runs again', async () => {
      const together = await keepTogether(strangers('zusammen', 50));
      const before = await rows();
      const commits = await database.read((em) => em.execute<{ xmin: string }[]>("select max(xmin::text::bigint) as xmin from ticket"));
      await Promise.all([house.get(ProcessMails).run({ keptMailIds: together }), house.get(ProcessMails).run({ keptMailIds: together })]);
      await house.get(ProcessMails).run({ keptMailIds: together });
      expect(await rows()).toEqual(before.map((one) => one + 50));
      const filed = await database.read((em) => em.execute<{ number: string; xmin: string }[]>(
        'select t.number, t.xmin::text from kept_mail k join ticket t on t.id = k.ticket_id where k.id in (?) order by t.created_at, t.number', [together]));
      expect(new Set(filed.map(({ xmin }) => xmin)).size).toBe(1);
      expect(commits[0]!.xmin).not.toBe(filed[0]!.xmin);
      const numbers = filed.map(({ number }) => Number(number.split('-')[1])).sort((one, other) => one - other);
      expect(numbers.at(-1)! - numbers[0]!).toBe(49);
      expect(await database.read((em) => em.execute('select sum(jsonb_array_length(lines))::int as n from mail_trace where kept_mail_id in (?)', [together]))).toEqual([{ n: 50 * 10 }]);
      expect(await house.get(VerifyAudit, { strict: false }).run()).toMatchObject({ ok: true });
    });

    it('loses nobody to a mail that PostgreSQL refuses: the other 49 are filed, that one is tried again and then set aside', async () => {
      const together = await keepTogether(strangers('gemeinsam', 50));
      const poison = together[17]!;
      await database.transaction((tx) => tx.execute(`create function refuse_one() returns trigger language plpgsql as $$ begin
        if new.kept_mail_id = '${poison}' then raise exception 'this one not' using errcode = '23514'; end if; return new; end $$`));
      await database.transaction((tx) => tx.execute('create trigger refuse_one before insert on ticket_message for each row execute function refuse_one()'));
      try {
        const before = await rows();
        await expect(house.get(ProcessMails).run({ keptMailIds: together })).rejects.toThrow('this one not');
        const [tickets, messages] = await rows();
        expect([tickets, messages]).toEqual([before[0] + 49, before[1] + 49]);
        expect(await kept(poison)).toMatchObject({ disposition: null, tries: 1 });
        await expect(house.get(ProcessMails).run({ keptMailIds: together })).rejects.toThrow('this one not');
        await house.get(ProcessMails).run({ keptMailIds: together });
        expect(await kept(poison)).toMatchObject({ disposition: 'set-aside', screen: 'unreadable', tries: 3 });
        expect((await rows())[0]).toBe(before[0] + 49);
      } finally {
        await database.transaction((tx) => tx.execute('drop trigger refuse_one on ticket_message; drop function refuse_one()'));
      }
    });

    it('waits for the bytes of one mail and files the others meanwhile', async () => {
      const together = await keepTogether(strangers('warten', 5));
      const { raw_sha256: sha } = await kept(together[2]!) as { raw_sha256: string };
      const storage = house.get(Storage, { strict: false });
      const bytes = await storage.get(sha);
      await storage.forget(sha);
      await expect(house.get(ProcessMails).run({ keptMailIds: together })).rejects.toMatchObject({ code: 'storage.unavailable' });
      expect(await Promise.all(together.map(async (id) => (await kept(id) as { disposition: string | null }).disposition))).toEqual(['filed', 'filed', null, 'filed', 'filed']);
      await storage.put(bytes);
      await house.get(ProcessMails).run({ keptMailIds: together });
      expect(await kept(together[2]!)).toMatchObject({ disposition: 'filed', tries: 0 });
    });

    it('puts an answer on the ticket that its own batch opened, and acknowledges once', async () => {
      const together = await keepTogether([
        aMail({ from: 'Edda <edda@post.example>', messageId: 'edda-1@post.example', dmarc: 'none' }),
        ...strangers('dazwischen', 3),
        aMail({ from: 'Edda <edda@post.example>', messageId: 'edda-2@post.example', headers: ['In-Reply-To: <edda-1@post.example>'], text: 'Noch etwas dazu.', dmarc: 'none' }),
        aMail({ from: 'Fremd <fremd@post.example>', headers: ['In-Reply-To: <edda-1@post.example>'], text: 'Ich gehöre nicht dazu.', dmarc: 'none' }),
      ]);
      await house.get(ProcessMails).run({ keptMailIds: together });
      const [first, second, stranger] = await Promise.all([0, 4, 5].map(async (at) => (await kept(together[at]!) as { ticket_id: string }).ticket_id));
      expect(second).toBe(first);
      expect(stranger).not.toBe(first);
      expect((await outbox(first!)).map(({ kind }) => kind)).toEqual(['request-received']);
      const trace = await house.get(ReadTrace).run('edda-2@post.example', { portals: [] });
      expect(trace.map(({ step }) => step)).toEqual(['fetch', 'keep', 'read', 'screen', 'recognise', 'thread', 'file', 'route', 'instant']);
    });

    it('treats several new requests of one sender as if they came one by one: three acknowledgements, the same mail twice once', async () => {
      const twice = aMail({ from: 'Gesa <gesa@post.example>', messageId: 'gesa-2@post.example', dmarc: 'none' });
      const together = await keepTogether([...[1, 2, 3, 4].map((at) => (at === 2 ? twice : aMail({ from: 'Gesa <gesa@post.example>', messageId: `gesa-${at}@post.example`, subject: `Frage ${at}`, text: `Meine Frage ${at}: wie komme ich wieder hinein?`, dmarc: 'none' }))), twice]);
      const before = await rows();
      await house.get(ProcessMails).run({ keptMailIds: together });
      expect((await rows()).slice(0, 3)).toEqual([before[0] + 4, before[1] + 4, before[2] + 3]);
      expect(await database.read((em) => em.execute("select count(*)::int as n from outbound_message where recipient = 'gesa@post.example'"))).toEqual([{ n: 3 }]);
    });
  });

  it('puts mails to work again whose job was lost', async () => {
    for (const left of await ids()) await house.get(ProcessMail).run({ keptMailId: left });
    const id = (await keeps(aMail({ from: 'Liegen <geblieben@post.example>' })))!;
    await database.transaction((tx) => tx.execute('delete from outbox_job'));
    expect(await house.get(RequeueStuckMail).run(new Date())).toBe(0);
    expect(await house.get(RequeueStuckMail).run(new Date(Date.now() + 10 * 60_000))).toBe(1);
    expect(await database.read((em) => em.execute('select job_key from outbox_job'))).toEqual([{ job_key: id }]);
  });

  it('lets one mailroom watch a mailbox, and another take over when the first is silent', async () => {
    const lease = house.get(LeaseMailbox);
    expect(await lease.take(mailbox.id, 'one')).toBe(true);
    expect(await lease.take(mailbox.id, 'two')).toBe(false);
    expect(await lease.take(mailbox.id, 'one')).toBe(true);
    expect((await house.get(ReadMailboxHealth).run())[0]).toMatchObject({ address: 'support@school.example', connected: true });
    await database.transaction((tx) => tx.execute("update mailbox_cursor set lease_until = now() - interval '1 second'"));
    expect(await lease.take(mailbox.id, 'two')).toBe(true);
    await lease.release(mailbox.id, 'two');
    expect(await lease.take(mailbox.id, 'one')).toBe(true);
  });
});
