import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AgentsConfig, type Caller } from '#agents';
import { ConfigModule } from '#config';
import { IntakeConfig, IntakeModule, KeepMail, ProcessMail, StartReading } from '#intake';
import { JobsConfig } from '#jobs';
import { DAY_MS, newId, Secret } from '#kernel';
import { DeliverMail, LiftBounce, MailRelay, OutboundConfig, OutboundIds, QueueMail, ReadOutbox, WatchOutbox, type MailKind, type QueueMailCommand } from '#outbound';
import { Database, PersistenceConfig, PersistenceModule } from '#persistence';
import { ImportPortal, Mailboxes, shippedProfiles, type Mailbox } from '#portals';
import { StorageConfig, StorageModule } from '#storage';
import { Reply } from '#tickets';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { allEntities } from '../support/entities.js';

const mara: Caller = { agentId: newId(), email: 'mara@desk.example', displayName: 'Mara', code: 'ma', roles: ['agent'], portals: [], locale: 'de', strength: 'second-factor' };

function mail(from: string, subject: string, headers: readonly string[], body: readonly string[]): Buffer {
  return Buffer.from([`From: ${from}`, 'To: support@school.example', `Subject: ${subject}`, `Message-ID: <${newId()}@mx.example>`, ...headers, '', ...body, ''].join('\r\n'));
}

function report(about: { readonly recipient: string; readonly action?: string; readonly status?: string; readonly messageId?: string; readonly to?: string; readonly sender?: string }): Buffer {
  const { recipient, action = 'failed', status = '5.1.1', messageId, to, sender = '<>' } = about;
  return mail('MAILER-DAEMON@mx.example', 'Undelivered Mail Returned to Sender', [`Return-Path: ${sender}`, ...(to === undefined ? [] : [`Delivered-To: ${to}`]), 'Content-Type: multipart/report; report-type=delivery-status; boundary=b'], [
    '--b', 'Content-Type: text/plain', '', 'Your mail could not be delivered.',
    '--b', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mx.example', '', `Final-Recipient: rfc822; ${recipient}`, `Action: ${action}`, `Status: ${status}`, 'Diagnostic-Code: smtp; 550 User unknown',
    ...(messageId === undefined ? [] : ['--b', 'Content-Type: message/rfc822', '', `Message-ID: <${messageId}>`, 'Subject: Re: Passwort', '', 'Hallo']),
    '--b--',
  ]);
}

describe('delivery reports about our own mails', () => {
  let fresh: FreshDatabase;
  let house: INestApplicationContext;
  let database: Database;
  let mailbox: Mailbox;
  let directory: string;
  let uid = 0;

  beforeAll(async () => {
    fresh = await freshDatabase();
    directory = await mkdtemp(join(tmpdir(), 'rekey-reports-'));
    const environment = { REKEY_DATABASE_URL: fresh.url, REKEY_SECRET_KEY: 'k'.repeat(40), REKEY_OUTBOUND_SMTP_URL: 'smtp://127.0.0.1:1', REKEY_STORAGE_URL: `file:${directory}`, REKEY_PUBLIC_URL: 'https://desk.example' };
    @Module({ imports: [ConfigModule.forRoot([PersistenceConfig, JobsConfig, AgentsConfig, OutboundConfig, StorageConfig, IntakeConfig], environment), PersistenceModule.forRoot(await allEntities()), StorageModule, IntakeModule] })
    class Room {}
    house = await NestFactory.createApplicationContext(Room, { logger: ['error'], abortOnError: false });
    database = house.get(Database);
    await house.get(ImportPortal, { strict: false }).run((await shippedProfiles()).find(({ key }) => key === 'school')!.yaml, { kind: 'operator' });
    const mailboxes = house.get(Mailboxes, { strict: false });
    const id = await mailboxes.save({ portalKey: 'school', address: 'support@school.example', displayName: 'School', imapHost: '127.0.0.1', imapPort: 1, imapSecurity: 'none', imapUser: 'x', imapPassword: new Secret('x') });
    mailbox = (await mailboxes.get(id))!;
    await house.get(StartReading).run(mailbox.id, { uidValidity: '1', uidNext: 1 }, true);
  });
  afterAll(async () => {
    await house?.close();
    await fresh?.close();
    await rm(directory, { recursive: true, force: true });
  });

  const sql = <T>(text: string, values: unknown[] = []): Promise<T[]> => database.read((em) => em.execute<T[]>(text, values));

  async function arrives(raw: Buffer, verdict?: string): Promise<{ disposition: string; ticket_id: string | null }> {
    uid += 1;
    await house.get(KeepMail).run(mailbox, { uidValidity: '1', mails: [{ uid, bytes: raw, sizeBytes: raw.length, receivedAt: new Date() }] });
    const [row] = await sql<{ id: string }>('select id from kept_mail where disposition is null order by id desc limit 1');
    if (verdict) await database.transaction((tx) => tx.execute('update kept_mail set authenticity = ?::jsonb where id = ?', [JSON.stringify({ verdict, because: 'as found before', by: 'own-check', checked: [] }), row!.id]));
    await house.get(ProcessMail).run({ keptMailId: row!.id });
    return (await sql<{ disposition: string; ticket_id: string | null }>('select disposition, ticket_id from kept_mail where id = ?', [row!.id]))[0]!;
  }

  /** A ticket that is solved, with an agent's reply that the relay took. */
  async function answered(requester: string): Promise<{ ticketId: string; messageId: string }> {
    const { ticket_id: ticketId } = await arrives(mail(requester, 'Passwort vergessen', ['Content-Type: text/plain'], ['Guten Tag, ich habe mein Passwort vergessen.']));
    const [{ number }] = (await sql<{ number: string }>('select number from ticket where id = ?', [ticketId])) as [{ number: string }];
    await house.get(Reply, { strict: false }).run({ ticketNumber: number, agent: mara, text: 'Bitte sehen Sie in Ihr Postfach.' });
    await database.transaction(async (tx) => {
      await tx.execute("update outbound_message set state = 'sent', sent_at = now() where ticket_id = ?", [ticketId]);
      await tx.execute("update ticket set state = 'solved' where id = ?", [ticketId]);
    });
    const [{ message_id: messageId }] = (await sql<{ message_id: string }>("select message_id from outbound_message where ticket_id = ? and kind = 'reply'", [ticketId])) as [{ message_id: string }];
    return { ticketId: ticketId!, messageId };
  }

  const replyOf = async (ticketId: string) => (await house.get(ReadOutbox, { strict: false }).ofTicket(ticketId)).find(({ kind }) => kind === 'reply')!;
  const bounces = (ticketId: string): Promise<{ detail: Record<string, unknown> }[]> => sql("select detail from ticket_event where ticket_id = ? and verb = 'delivery.bounced' order by id", [ticketId]);
  const reopened = (ticketId: string): Promise<Record<string, unknown>[]> => sql("select actor_kind, detail from ticket_event where ticket_id = ? and verb = 'ticket.reopened'", [ticketId]);
  const owedSinceItCame = async (ticketId: string) => (await sql<{ same: boolean | null }>(`select t.owed_since = (select least(k.received_at, m.created_at) from ticket_message m join kept_mail k on k.id = m.kept_mail_id where m.ticket_id = t.id and m.kind = 'inbound' and not m.from_machine order by m.created_at limit 1) as same from ticket t where t.id = ?`, [ticketId]))[0]!.same;
  const stateOf = async (ticketId: string) => (await sql<{ state: string }>('select state from ticket where id = ?', [ticketId]))[0]!.state;

  it('stand in the outbox and in the timeline, make the ticket ours again and are answered by nobody', async () => {
    const { ticketId, messageId } = await answered('ada@home.example');
    const before = await sql('select id from outbound_message');
    expect(await arrives(report({ recipient: 'ada@home.example', messageId }))).toEqual({ disposition: 'filed', ticket_id: ticketId });
    expect(await replyOf(ticketId)).toMatchObject({ state: 'bounced', failure: 'hard 5.1.1: 550 User unknown' });
    expect(await bounces(ticketId)).toMatchObject([{ detail: { recipient: 'ada@home.example', kind: 'hard', status: '5.1.1', proven: true } }]);
    expect(await reopened(ticketId)).toEqual([{ actor_kind: 'rekey', detail: { from: 'solved', because: 'delivery.bounced' } }]);
    expect(await stateOf(ticketId)).toBe('open');
    // What the lost answer was to answer is owed since it came.
    expect(await owedSinceItCame(ticketId)).toBe(true);
    expect(await sql('select id from outbound_message')).toHaveLength(before.length);
    await database.transaction((tx) => tx.execute("update ticket set state = 'solved' where id = ?", [ticketId]));
    await arrives(report({ recipient: 'ada@home.example', messageId }));
    expect(await bounces(ticketId)).toHaveLength(1);
    expect(await stateOf(ticketId)).toBe('solved');
  });

  it('warn of a delay without taking the mail for lost, and name where it was forwarded to', async () => {
    const { ticketId, messageId } = await answered('bea@home.example');
    await arrives(report({ recipient: 'bea@forwarded.example', action: 'delayed', status: '4.4.1', messageId }));
    expect(await replyOf(ticketId)).toMatchObject({ state: 'sent', failure: 'delayed 4.4.1 (bea@forwarded.example): 550 User unknown' });
    expect(await stateOf(ticketId)).toBe('solved');
    await arrives(report({ recipient: 'bea@forwarded.example', status: '5.4.4', messageId }));
    expect(await replyOf(ticketId)).toMatchObject({ state: 'bounced' });
    expect((await bounces(ticketId)).map(({ detail }) => detail['kind'])).toEqual(['delayed', 'hard']);
  });

  it('prove nothing by an address alone: the outbox says so, and the mail stays sent', async () => {
    const { ticketId } = await answered('cleo@home.example');
    expect(await arrives(report({ recipient: 'cleo@home.example' }))).toEqual({ disposition: 'set-aside', ticket_id: null });
    expect(await house.get(ReadOutbox, { strict: false }).ofTicket(ticketId)).toEqual(expect.arrayContaining([expect.objectContaining({ state: 'sent', failure: expect.stringMatching(/^unproven report: hard 5\.1\.1/) })]));
    expect(await bounces(ticketId)).toMatchObject([{ detail: { proven: false } }]);
    expect(await stateOf(ticketId)).toBe('solved');
  });

  it('wake nobody for a mail that nobody waits for', async () => {
    const { ticketId } = await answered('benno@home.example');
    const [acknowledgement] = await sql<{ message_id: string }>("select message_id from outbound_message where ticket_id = ? and kind = 'request-received'", [ticketId]);
    await arrives(report({ recipient: 'benno@home.example', messageId: acknowledgement!.message_id }));
    expect(await bounces(ticketId)).toMatchObject([{ detail: { mail: 'request-received', proven: true } }]);
    expect(await stateOf(ticketId)).toBe('solved');
  });

  it('call somebody when ten come back within the hour: what we sign with or where we send from is wrong, not ten addresses', async () => {
    const failures = () => sql("select detail from alarm where kind = 'outbox-failed' and cleared_at is null");
    const watch = house.get(WatchOutbox, { strict: false });
    await database.transaction((tx) => tx.execute("update outbound_message set state = 'sent' where state = 'bounced'"));
    for (let nth = 0; nth < 10; nth += 1) {
      const { messageId } = await answered(`tenth${nth}@home.example`);
      await watch.run();
      expect(await failures()).toEqual([]);
      await arrives(report({ recipient: `tenth${nth}@home.example`, status: '5.7.26', messageId }));
    }
    await watch.run();
    expect(await failures()).toEqual([{ detail: { mails: 10 } }]);
    await watch.run(new Date(Date.now() + DAY_MS));
    expect(await failures()).toEqual([]);
  });

  it('leave no remark when somebody sends them who is no mail system, nor when words without its fields come from nobody', async () => {
    const { ticketId } = await answered('dora@home.example');
    await arrives(report({ recipient: 'dora@home.example', sender: '<mallory@evil.example>' }));
    await arrives(mail('MAILER-DAEMON@mx.example', 'Undelivered Mail Returned to Sender', ['Content-Type: text/plain'], ['Your mail to the following recipient could not be delivered:', '', '<dora@home.example>: user unknown']));
    expect(await replyOf(ticketId)).toMatchObject({ state: 'sent', failure: null });
    expect(await bounces(ticketId)).toEqual([]);
  });

  it('are proven by the return path they come to, which quotes nothing of ours', async () => {
    const { ticketId } = await answered('emil@home.example');
    const { id } = await replyOf(ticketId);
    const to = house.get(OutboundIds, { strict: false }).returnPath(mailbox.address, id);
    expect(await arrives(report({ recipient: 'emil@home.example', to }))).toEqual({ disposition: 'filed', ticket_id: ticketId });
    expect(await replyOf(ticketId)).toMatchObject({ state: 'bounced', failure: 'hard 5.1.1: 550 User unknown' });
    expect(await bounces(ticketId)).toMatchObject([{ detail: { proven: true } }]);
  });

  it('prove nothing by a forged return path, or when somebody sends them who is no mail system', async () => {
    const { ticketId } = await answered('fred@home.example');
    const { id } = await replyOf(ticketId);
    const to = house.get(OutboundIds, { strict: false }).returnPath(mailbox.address, id);
    await arrives(report({ recipient: 'stranger@else.example', to: to.replace(/.(?=@)/, (last) => (last === 'a' ? 'b' : 'a')) }));
    await arrives(report({ recipient: 'stranger@else.example', to: mailbox.address }));
    await arrives(report({ recipient: 'stranger@else.example', to, sender: '<mallory@evil.example>' }));
    expect(await replyOf(ticketId)).toMatchObject({ state: 'sent', failure: null });
    expect(await bounces(ticketId)).toEqual([]);
  });

  it('are not waited for when the relay refuses at once: the reason stands in the timeline', async () => {
    const { ticketId } = await answered('gero@home.example');
    const { id } = await replyOf(ticketId);
    await database.transaction((tx) => tx.execute("update outbound_message set state = 'queued', sent_at = null where id = ?", [id]));
    const relay = house.get(MailRelay, { strict: false });
    jest.spyOn(relay, 'hand').mockResolvedValue({ outcome: 'rejected', reply: '550 5.7.1 not here' });
    expect(await house.get(DeliverMail, { strict: false }).run({ outboundMessageId: id, round: 0 })).toBe('failed');
    expect(await house.get(DeliverMail, { strict: false }).run({ outboundMessageId: id, round: 0 })).toBe('skipped');
    expect(await sql("select detail from ticket_event where ticket_id = ? and verb = 'mail.failed'", [ticketId])).toMatchObject([{ detail: { outboundMessageId: id, kind: 'reply', recipient: 'gero@home.example', reason: '550 5.7.1 not here' } }]);
    // Whoever waits for the answer waits in vain: it is ours again.
    expect(await sql('select state, closed_at from ticket where id = ?', [ticketId])).toEqual([{ state: 'open', closed_at: null }]);
    expect(await owedSinceItCame(ticketId)).toBe(true);
    expect(await sql("select actor_kind, detail from ticket_event where ticket_id = ? and verb = 'ticket.reopened'", [ticketId])).toMatchObject([{ actor_kind: 'rekey', detail: { from: 'solved', because: 'mail.failed' } }]);
  });

  it('are not waited for when nobody knows whether the relay has the mail: the timeline says so, and the ticket stays as it is', async () => {
    const { ticketId } = await answered('gesa@home.example');
    const { id } = await replyOf(ticketId);
    await database.transaction((tx) => tx.execute("update outbound_message set state = 'queued', sent_at = null where id = ?", [id]));
    jest.spyOn(house.get(MailRelay, { strict: false }), 'hand').mockResolvedValue({ outcome: 'unknown', reply: 'connection lost' });
    expect(await house.get(DeliverMail, { strict: false }).run({ outboundMessageId: id, round: 0 })).toBe('unknown');
    expect(await sql("select detail from ticket_event where ticket_id = ? and verb = 'mail.unknown'", [ticketId])).toMatchObject([{ detail: { outboundMessageId: id, kind: 'reply', reason: 'connection lost' } }]);
    expect(await sql('select state from ticket where id = ?', [ticketId])).toEqual([{ state: 'solved' }]);
  });

  it('find nothing by a Message-ID that only looks like ours', async () => {
    const { ticketId, messageId } = await answered('dora@home.example');
    await arrives(report({ recipient: 'somebody@else.example', messageId: messageId.replace(/\.[0-9a-f]{4}/, '.0000') }));
    expect(await replyOf(ticketId)).toMatchObject({ state: 'sent', failure: null });
    expect(await bounces(ticketId)).toEqual([]);
  });

  describe('that call an address unknown', () => {
    const actor = { kind: 'agent', id: mara.agentId, strength: 'second-factor' } as const;
    const suppressed = async (address: string): Promise<boolean> => (await sql('select 1 from bounced_address where address = ?', [address])).length > 0;
    /** A new request; returns what the outbox has for its ticket, and why nothing was sent. */
    const writes = async (address: string, text: string, verdict?: string) => {
      const { ticket_id: ticketId } = await arrives(mail(address, 'Passwort', ['Content-Type: text/plain'], [text]), verdict);
      const [refused] = await sql<{ because: string }>(`select detail->>'because' as because from ticket_event where ticket_id = ? and verb = 'request.not-acknowledged'`, [ticketId]);
      return { ticketId: ticketId!, because: refused?.because, outbox: await house.get(ReadOutbox, { strict: false }).ofTicket(ticketId!) };
    };
    const bounced = async (address: string): Promise<string> => {
      const { ticketId, messageId } = await answered(address);
      await arrives(report({ recipient: address, messageId }));
      return ticketId;
    };
    const queues = <Kind extends MailKind>(command: Pick<QueueMailCommand<Kind>, 'kind' | 'variables' | 'secrets' | 'recipient'>) =>
      database.transaction((tx) => house.get(QueueMail, { strict: false }).within(tx, { portalKey: 'school', mailboxId: mailbox.id, locale: 'de', now: new Date(), ...command }));

    it('spare it optional mail for fourteen days, and the ticket and the outbox say why; what an agent sends, links and notices still leave', async () => {
      await bounced('ida@home.example');
      const { ticketId, because, outbox } = await writes('Ida@Home.example', 'Ich komme immer noch nicht hinein.');
      expect(because).toBe('outbound.address-bounced');
      expect(outbox).toMatchObject([{ kind: 'request-received', state: 'cancelled', heldBy: 'bounced-address', nextAttemptAt: null }]);
      const days = (outbox[0]!.suppressedUntil!.getTime() - Date.now()) / DAY_MS;
      expect(days > 13.9 && days <= 14).toBe(true);
      expect(await sql('select secrets_sealed from outbound_message where id = ?', [outbox[0]!.id])).toEqual([{ secrets_sealed: null }]);
      expect(await sql('select 1 from outbox_job where job_key like ?', [`%${outbox[0]!.id}%`])).toEqual([]);

      const [{ number }] = (await sql<{ number: string }>('select number from ticket where id = ?', [ticketId])) as [{ number: string }];
      expect(await house.get(Reply, { strict: false }).run({ ticketNumber: number, agent: mara, text: 'Bitte rufen Sie uns an.' })).toMatchObject({ allowed: true });
      const recipient = 'ida@home.example';
      const link = 'https://desk.example/r/x';
      const person = { salutationName: null, agentCode: null };
      const expiresAt = new Date(Date.now() + DAY_MS).toISOString();
      expect(await queues({ recipient, kind: 'notice', variables: { ...person, username: 'ida', event: 'password-set', happenedAt: new Date().toISOString(), actor: 'requester' }, secrets: { reportLink: link, typedNumber: '4711' } })).toMatchObject({ allowed: true });
      expect(await queues({ recipient, kind: 'recovery-link', variables: { ...person, username: 'ida', expiresAt }, secrets: { link, code: 'AAAA2222', codePage: link } })).toMatchObject({ allowed: true });
      expect(await queues({ recipient, kind: 'form-request', variables: { ...person, asks: ['username'] }, secrets: { link } })).toMatchObject({ allowed: false, refusal: 'outbound.address-bounced' });
      expect(await queues({ recipient, kind: 'form-request', variables: { ...person, agentCode: 'ma', asks: ['username'] }, secrets: { link } })).toMatchObject({ allowed: true });
    });

    it('count no more once an agent says why, and from the next that comes back on again', async () => {
      const ticketId = await bounced('ina@home.example');
      const { id } = await replyOf(ticketId);
      const lift = house.get(LiftBounce, { strict: false });
      expect(await lift.run({ id, reason: 'so', actor })).toMatchObject({ allowed: false, refusal: 'outbound.reason-too-short' });
      expect(await lift.run({ id, reason: 'Sie hat angerufen, das Postfach geht wieder.', actor })).toEqual({ allowed: true });
      expect(await lift.run({ id, reason: 'Sie hat angerufen, das Postfach geht wieder.', actor })).toMatchObject({ allowed: false, refusal: 'outbound.address-not-suppressed' });
      expect(await sql(`select actor_kind, detail->>'reason' as reason from audit_entry where verb = 'address.lifted'`)).toEqual([{ actor_kind: 'agent', reason: 'Sie hat angerufen, das Postfach geht wieder.' }]);
      const { because, outbox } = await writes('ina@home.example', 'Danke für den Anruf.');
      expect(because).toBeUndefined();
      expect(outbox).toMatchObject([{ kind: 'request-received', state: 'queued', heldBy: null, suppressedUntil: null }]);
      const [{ message_id: messageId }] = (await sql<{ message_id: string }>(`update outbound_message set state = 'sent', sent_at = now() where id = ? returning message_id`, [outbox[0]!.id])) as [{ message_id: string }];
      await arrives(report({ recipient: 'ina@home.example', messageId }));
      expect(await suppressed('ina@home.example')).toBe(true);
    });

    it('count no more once authentic mail comes from there, and a forged one changes nothing', async () => {
      await bounced('ira@home.example');
      expect((await writes('ira@home.example', 'Erste Frage.', 'none')).because).toBe('outbound.address-bounced');
      expect((await writes('ira@home.example', 'Zweite Frage.', 'pass')).outbox).toMatchObject([{ kind: 'request-received', state: 'queued' }]);
      expect(await suppressed('ira@home.example')).toBe(false);
    });

    it('say nothing of it when they are unproven, of another address, of a full box, or only late', async () => {
      for (const [name, about] of [['ole', { status: '4.2.2', action: 'delayed' }], ['olga', { recipient: 'olga@forwarded.example' }]] as const) {
        const { messageId } = await answered(`${name}@home.example`);
        await arrives(report({ recipient: `${name}@home.example`, messageId, ...about }));
        expect(await suppressed(`${name}@home.example`)).toBe(false);
      }
      await answered('oda@home.example');
      await arrives(report({ recipient: 'oda@home.example' }));
      expect(await suppressed('oda@home.example')).toBe(false);
      expect(await sql(`select 1 from bounced_address where address like '%forwarded%'`)).toEqual([]);
    });

    it('need not come by mail: the relay may say so at once. After fourteen days it is forgotten', async () => {
      const { ticketId } = await answered('uwe@home.example');
      const { id } = await replyOf(ticketId);
      await database.transaction((tx) => tx.execute("update outbound_message set state = 'queued', sent_at = null where id = ?", [id]));
      jest.spyOn(house.get(MailRelay, { strict: false }), 'hand').mockResolvedValue({ outcome: 'rejected', reply: '550 5.1.1 <uwe@home.example>: user unknown' });
      expect(await house.get(DeliverMail, { strict: false }).run({ outboundMessageId: id, round: 0 })).toBe('failed');
      expect(await suppressed('uwe@home.example')).toBe(true);
      await house.get(WatchOutbox, { strict: false }).run(new Date(Date.now() + 13 * DAY_MS));
      expect(await suppressed('uwe@home.example')).toBe(true);
      await house.get(WatchOutbox, { strict: false }).run(new Date(Date.now() + 15 * DAY_MS));
      expect(await suppressed('uwe@home.example')).toBe(false);
    });
  });
});
