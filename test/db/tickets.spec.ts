import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { AgentsConfig, type Caller } from '#agents';
import { AuditModule } from '#audit';
import { ConfigModule } from '#config';
import { JobsConfig } from '#jobs';
import { newId, Secret } from '#kernel';
import { OutboundConfig } from '#outbound';
import { Database, PersistenceConfig, PersistenceModule } from '#persistence';
import { ImportPortal, Mailboxes, shippedProfiles } from '#portals';
import type { Recognition } from '#recognition';
import { Acknowledge, ChangeTicket, FileMessage, FindThread, ReadTickets, Reply, ReplyAddresses, TicketsModule, WriteNote, type Filed, type MailToThread } from '#tickets';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { allEntities } from '../support/entities.js';

const ADA = 'ada@home.example';
const recognition: Recognition = {
  caseType: 'forgot-password', secondary: [], confidence: 0.9, language: 'de', fields: {}, risk: 'low', riskSignals: [], signals: [], instant: { allowed: false, because: [] },
};
const mara: Caller = { agentId: newId(), email: 'mara@desk.example', displayName: 'Mara', code: 'ma', roles: ['agent'], portals: [], locale: 'de', strength: 'second-factor' };

describe('tickets on a real database', () => {
  let fresh: FreshDatabase;
  let house: INestApplicationContext;
  let database: Database;
  let mailboxId: string;
  let address: string;
  let read: ReadTickets;

  beforeAll(async () => {
    fresh = await freshDatabase();
    const environment = { REKEY_DATABASE_URL: fresh.url, REKEY_SECRET_KEY: 'k'.repeat(40), REKEY_OUTBOUND_SMTP_URL: 'smtp://127.0.0.1:1' };
    @Module({ imports: [ConfigModule.forRoot([PersistenceConfig, JobsConfig, AgentsConfig, OutboundConfig], environment), PersistenceModule.forRoot(await allEntities()), AuditModule, TicketsModule] })
    class Room {}
    house = await NestFactory.createApplicationContext(Room, { logger: ['error'], abortOnError: false });
    database = house.get(Database);
    read = house.get(ReadTickets);
    await house.get(ImportPortal, { strict: false }).run((await shippedProfiles()).find(({ key }) => key === 'school')!.yaml, { kind: 'operator' });
    address = 'support@school.example';
    mailboxId = await house.get(Mailboxes, { strict: false }).save({
      portalKey: 'school', address, displayName: 'School', imapHost: '127.0.0.1', imapPort: 1, imapSecurity: 'none', imapUser: 'x', imapPassword: new Secret('x'),
    });
  });
  afterAll(async () => {
    await house?.close();
    await fresh?.close();
  });

  /** Files one mail the way intake does: find the thread, file, in one transaction. */
  function receives(more: Partial<MailToThread> & { text?: string } = {}): Promise<Filed> {
    const now = new Date();
    const sender = more.sender ?? ADA;
    const mail: MailToThread = {
      sender, isAuthenticated: true, closedForGoodDays: 14, fromMachine: false, recipients: [address], messageId: `${newId()}@home.example`, inReplyTo: [], references: [], reportedIds: [], subject: 'Passwort vergessen', now, ...more,
    };
    return database.transaction(async (tx) => {
      const [thread] = await house.get(FindThread).within(tx, 'school', [mail]);
      const [filed] = await house.get(FileMessage).within(tx, 'school', [{
        languages: ['de', 'en'], mailboxId, keptMailId: newId(),
        mail: { ...mail, from: { address: sender }, text: more.text ?? 'Hallo', quoted: '', attachments: [], hasPage: false, receivedAt: now },
        thread: thread!, fromMachine: mail.fromMachine, recognition, route: { queue: 'triage', priority: 'normal', because: ['rule=1'] }, promisedBy: null, authenticity: 'pass', warnings: [], now,
      }]);
      return filed!;
    });
  }

  it('opens a ticket, finds it again by every way, and lets no stranger in', async () => {
    const first = await receives({ messageId: 'first@home.example' });
    expect(first.opened).toBe(true);
    const { number } = first.ticket;
    const same = async (more: Partial<MailToThread>): Promise<boolean> => (await receives(more)).ticket.number === number;
    const signed = house.get(ReplyAddresses).make(address, first.ticket.id, ADA);

    expect(await same({ inReplyTo: ['first@home.example'] })).toBe(true);
    expect(await same({ recipients: [signed.toUpperCase()] })).toBe(true);
    expect(await same({ subject: `AW: Passwort vergessen [${number}]` })).toBe(true);
    expect(await same({ subject: 'Passwort vergessen' })).toBe(false);

    const eve = await receives({ sender: 'eve@elsewhere.example', recipients: [signed], inReplyTo: ['first@home.example'], subject: `Re: [${number}]` });
    expect(eve.opened).toBe(true);
    expect(eve.ticket.claimsTicketId).toBe(first.ticket.id);
  });

  it('does not let a stranger take a Message-ID away by quoting it first', async () => {
    await receives({ sender: 'eve@elsewhere.example', references: ['later@home.example'] });
    const mine = await receives({ messageId: 'later@home.example' });
    expect((await receives({ inReplyTo: ['later@home.example'] })).ticket.number).toBe(mine.ticket.number);
  });

  it('opens one ticket when two copies of an answer arrive at the same moment (case 15)', async () => {
    const filed = await Promise.all([1, 2, 3, 4].map(() => receives({ references: ['outside@board.example'], messageId: `${newId()}@home.example` })));
    expect(new Set(filed.map(({ ticket }) => ticket.number)).size).toBe(1);
  });

  it('replies so that the answer threads, and holds a reply back when the requester wrote meanwhile', async () => {
    const { ticket } = await receives({ messageId: 'q1@home.example', sender: 'bo@home.example' });
    const seenVersion = (await read.get(ticket.number, { portals: [] }))!.ticket.version;
    const sent = await house.get(Reply).run({ ticketNumber: ticket.number, agent: mara, text: 'Bitte versuchen Sie es erneut.', seenVersion });
    expect(sent).toMatchObject({ allowed: true });
    const [row] = await database.read((em) => em.execute<{ kind: string; subject: string; in_reply_to: string; reply_to: string; message_id: string }[]>(
      'select kind, subject, in_reply_to, reply_to, message_id from outbound_message where ticket_id = ?', [ticket.id]));
    expect(row).toMatchObject({ kind: 'reply', subject: `Re: Passwort vergessen [${ticket.number}]`, in_reply_to: 'q1@home.example' });
    expect(row!.reply_to).toBe(house.get(ReplyAddresses).make(address, ticket.id, 'bo@home.example'));
    expect((await read.get(ticket.number, { portals: [] }))!.ticket).toMatchObject({ state: 'waiting', firstAnsweredAt: expect.any(Date) });

    const answer = await receives({ sender: 'bo@home.example', inReplyTo: [row!.message_id] });
    expect(answer).toMatchObject({ opened: false });
    expect(answer.ticket.state).toBe('open');
    expect(await house.get(Reply).run({ ticketNumber: ticket.number, agent: mara, text: 'Zu spät', seenVersion })).toMatchObject({ allowed: false, refusal: 'tickets.changed-meanwhile' });
    const { ticket: now, messages } = (await read.get(ticket.number, { portals: [] }))!;
    expect(messages.map(({ kind }) => kind)).toEqual(['inbound', 'reply', 'inbound']);
    expect(await house.get(Reply).run({ ticketNumber: ticket.number, agent: mara, text: 'Jetzt', close: true, seenVersion: now.version })).toMatchObject({ allowed: true });
    expect((await read.get(ticket.number, { portals: [] }))!.ticket).toMatchObject({ state: 'closed', closedAt: expect.any(Date) });
  });

  it('attaches a bounce of our mail without waking the ticket, and no robot without our signature', async () => {
    const { ticket } = await receives({ sender: 'cy@home.example' });
    await house.get(Reply).run({ ticketNumber: ticket.number, agent: mara, text: 'Hallo' });
    const [row] = await database.read((em) => em.execute<{ message_id: string }[]>('select message_id from outbound_message where ticket_id = ?', [ticket.id]));
    const bounce = await receives({ sender: 'mailer-daemon@mx.example', fromMachine: true, reportedIds: [row!.message_id] });
    expect(bounce.ticket.number).toBe(ticket.number);
    expect((await read.get(ticket.number, { portals: [] }))!.ticket.state).toBe('waiting');
    const [thread] = await database.transaction((tx) => house.get(FindThread).within(tx, 'school', [{
      sender: 'cy@home.example', isAuthenticated: false, closedForGoodDays: 14, fromMachine: true, recipients: [], messageId: 'r@x.example', inReplyTo: [], references: [], reportedIds: [], subject: `[${ticket.number}] your code is 123456`, now: new Date(),
    }]));
    expect(thread!.kind).toBe('new');
  });

  it('keeps notes inside, and refuses who may not write', async () => {
    const { ticket } = await receives({ sender: 'di@home.example' });
    expect(await house.get(WriteNote).run({ ticketNumber: ticket.number, agent: mara, text: 'intern' })).toMatchObject({ allowed: true });
    expect(await house.get(WriteNote).run({ ticketNumber: ticket.number, agent: { ...mara, roles: ['auditor'] }, text: 'x' })).toMatchObject({ refusal: 'agents.not-permitted' });
    expect(await house.get(WriteNote).run({ ticketNumber: 'SCH-9', agent: mara, text: 'x' })).toMatchObject({ refusal: 'tickets.unknown' });
    expect(await database.read((em) => em.execute('select 1 from outbound_message where ticket_id = ?', [ticket.id]))).toEqual([]);
  });

  it('changes a ticket once, and tells the slower of two agents', async () => {
    const { ticket } = await receives({ sender: 'ed@home.example' });
    const { version } = (await read.get(ticket.number, { portals: [] }))!.ticket;
    const change = house.get(ChangeTicket);
    const both = await Promise.all(['high', 'urgent'].map((priority) => change.run({ ticketNumber: ticket.number, agent: mara, version, patch: { priority: priority as 'high', assigneeId: mara.agentId } })));
    expect(both.filter(({ allowed }) => allowed)).toHaveLength(1);
    expect(both.find(({ allowed }) => !allowed)).toMatchObject({ refusal: 'tickets.version-conflict' });
    const now = (await read.get(ticket.number, { portals: [] }))!;
    expect(now.events.map(({ verb }) => verb)).toEqual(['ticket.opened', 'message.received', 'ticket.assigned', 'ticket.reprioritised']);
    expect(await change.run({ ticketNumber: ticket.number, agent: mara, version: now.ticket.version, patch: { queue: 'nowhere' } })).toMatchObject({ refusal: 'tickets.unknown-queue' });
    expect(await change.run({ ticketNumber: ticket.number, agent: mara, version: now.ticket.version, patch: { caseType: 'nothing' } })).toMatchObject({ refusal: 'tickets.unknown-case-type' });
  });

  it('acknowledges the first mail of a thread, three times a day at most, without a word of the sender', async () => {
    const acknowledge = house.get(Acknowledge);
    const sent: boolean[] = [];
    // Whatever a first answer says, it is one of the three.
    const first = [{ kind: 'received' as const }, { kind: 'ask' as const, asks: ['username' as const] }, { kind: 'answer' as const, text: 'So geht das.' }];
    for (let at = 0; at < 5; at += 1) {
      const filed = await receives({ sender: 'flo@home.example', subject: `<b>Betreff ${at}</b>` });
      const [acknowledged] = await database.transaction((tx) => acknowledge.within(tx, [{
        ticket: filed.ticket, mailbox: { id: mailboxId, address }, isWanted: true, fromMachine: false, asksForSilence: false, authenticity: 'none', returnPath: 'flo@home.example', senderIsOurs: false,
        messageId: `ack${at}@home.example`, text: `Anliegen ${at}`, promise: { de: 'bis morgen', en: 'by tomorrow' }, statusLink: 'https://desk.example/t/x', mentionsSecret: false, first: first[at % first.length]!, now: new Date(),
      }]));
      sent.push(acknowledged!.sent);
    }
    expect(sent).toEqual([true, true, true, false, false]);
    const rows = await database.read((em) => em.execute<{ variables: unknown; subject: string | null }[]>("select variables, subject from outbound_message where recipient = 'flo@home.example'"));
    expect(rows).toHaveLength(3);
    expect(JSON.stringify(rows)).not.toContain('Betreff');
  });

  it('acknowledges the same text of one sender once in seven days, however it is laid out; another text and another sender get theirs (R70)', async () => {
    const DAY_MS = 24 * 3_600_000;
    const acknowledges = async (sender: string, text: string, subject: string, days = 0): Promise<string> => {
      const { ticket } = await receives({ sender, subject });
      const now = new Date(Date.now() + days * DAY_MS);
      const [acknowledged] = await database.transaction((tx) => house.get(Acknowledge).within(tx, [{
        ticket, mailbox: { id: mailboxId, address }, isWanted: true, fromMachine: false, asksForSilence: false, authenticity: 'none', returnPath: sender, senderIsOurs: false, messageId: `${ticket.number}@home.example`, text,
        promise: { de: 'bis morgen', en: 'by tomorrow' }, statusLink: 'https://desk.example/t/x', mentionsSecret: false, first: { kind: 'received' }, now,
      }]));
      return acknowledged!.because;
    };
    const text = 'Guten Tag,\n\nich komme nicht mehr hinein.';
    const repeated = 'same text within 7 days';
    expect(await acknowledges('gabi@home.example', text, 'Hilfe')).toBe('first mail of a new request');
    expect(await acknowledges('gabi@home.example', 'guten tag - ich komme nicht  mehr hinein!', 'Noch einmal')).toBe(repeated);
    expect(await acknowledges('gabi@home.example', text, 'Hilfe', 6.9)).toBe(repeated);
    expect(await acknowledges('gina@home.example', text, 'Hilfe')).toBe('first mail of a new request');
    expect(await acknowledges('gabi@home.example', 'Guten Tag, ich komme noch immer nicht hinein.', 'Hilfe')).toBe('first mail of a new request');
    expect(await acknowledges('gabi@home.example', 'Ich habe auch die PIN verlegt.', 'PIN')).toBe('first mail of a new request');
    expect(await acknowledges('gabi@home.example', 'Und noch etwas anderes.', 'Noch etwas')).toBe('more than 3 in 24 hours');
    expect(await acknowledges('gabi@home.example', text, 'Hilfe', 7.1)).toBe('first mail of a new request');
    const [event] = await database.read((em) => em.execute<{ detail: object }[]>(`select detail from ticket_event where verb = 'request.not-acknowledged' and detail->>'because' = ? limit 1`, [repeated]));
    expect(event!.detail).toEqual({ because: repeated });
  });

  it('pages through a list without gaps or repetitions, and counts queues', async () => {
    const all = await read.list({ scope: { portals: [] }, limit: 100 });
    const walked: string[] = [];
    for (let cursor: string | undefined, pages = 0; pages < 50; pages += 1) {
      const page = await read.list({ scope: { portals: [] }, limit: 3, cursor });
      walked.push(...page.items.map(({ number }) => number));
      if (!page.nextCursor) break;
      cursor = page.nextCursor;
    }
    expect(walked).toEqual(all.items.map(({ number }) => number));
    expect(new Set(walked).size).toBe(walked.length);
    expect((await read.list({ limit: 10, scope: { portals: ['nowhere'] } })).items).toEqual([]);
    expect((await read.list({ scope: { portals: [] }, limit: 10, q: '%_' })).items).toEqual([]);
    expect((await read.list({ scope: { portals: [] }, limit: 10, q: 'bo@home' })).items).toHaveLength(1);
    // The one she took, and those that she answered.
    expect((await read.list({ scope: { portals: [] }, limit: 100, assignee: mara.agentId })).items.map(({ number }) => number)).toEqual(all.items.filter(({ assigneeId }) => assigneeId === mara.agentId).map(({ number }) => number));
    const [queue] = await read.queues({ portals: ['school'] });
    expect(queue).toMatchObject({ portalKey: 'school', queue: 'triage', active: all.items.filter(({ state }) => state !== 'closed').length });
  });
});
