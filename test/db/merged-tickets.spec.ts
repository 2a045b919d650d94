import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RemoveOldBytes } from '#intake';
import { DAY_MS, newId } from '#kernel';
import { EnforceRetention, HoldTicket, WatchDataRequests } from '#privacy';
import { ChangeTicket, MergeTickets, ReadTickets, Reply, UnmergeTicket } from '#tickets';
import { found, MailDesk } from '../support/mail-desk.js';
import { mailWith } from '../support/mailing-api.js';

const person = (name: string) => ({ agentId: newId(), email: `${name}@desk.example`, displayName: name, code: name, roles: ['agent' as const, 'approver' as const, 'admin' as const], portals: [], locale: 'de' as const, strength: 'second-factor' as const });
const mara = person('mara');

interface Received {
  readonly keptMailId: string;
  readonly ticketId: string;
  readonly number: string;
  readonly messageId: string;
}

/** Two tickets that became one are one for everything that ends with time, is promised, or waits for an answer. */
describe('merged tickets', () => {
  let desk: MailDesk;
  let people = 0;
  beforeAll(async () => {
    desk = await MailDesk.open();
  });
  afterAll(() => desk?.close());

  /** Mails of one person, each with a report card, each a ticket of its own. */
  const receives = async (count: number): Promise<Received[]> => {
    const domain = `post${(people += 1)}.example`;
    const received: Received[] = [];
    for (let nth = 0; nth < count; nth += 1) received.push(await writes(domain, [`Subject: Frage ${nth} zu ${domain}`]));
    return received;
  };
  const writes = async (domain: string, lines: readonly string[] = []): Promise<Received> => {
    const { lines: types, body } = mailWith([{ name: 'zeugnis.pdf', type: 'application/pdf', bytes: Buffer.from(`%PDF-1.4 ${newId()}`) }], 'Guten Tag, ich habe mein Passwort vergessen und brauche einen neuen Link.');
    const { id, ticket_id: ticketId } = await desk.arrives([found('pass', domain), `From: ada@${domain}`, ...types, ...lines], body);
    const [row] = await desk.rows<{ number: string; message_id: string }>('select t.number, k.message_id from kept_mail k join ticket t on t.id = k.ticket_id where k.id = ?', [id]);
    return { keptMailId: id, ticketId: ticketId!, number: row!.number, messageId: row!.message_id };
  };
  const domainOf = async ({ ticketId }: Received): Promise<string> => (await desk.rows<{ domain: string }>(`select split_part(requester_address, '@', 2) as domain from ticket where id = ?`, [ticketId]))[0]!.domain;
  const merges = async (source: Received, target: Received) => expect(await desk.get(MergeTickets).run({ ticketNumber: source.number, into: target.number, agent: mara })).toEqual({ allowed: true, into: target.number });
  const takesBack = async (source: Received) => expect(await desk.get(UnmergeTicket).run({ ticketNumber: source.number, agent: mara })).toMatchObject({ allowed: true });
  const closes = async ({ number }: Received) => {
    const [row] = await desk.rows<{ version: number }>('select version from ticket where number = ?', [number]);
    expect(await desk.get(ChangeTicket).run({ ticketNumber: number, agent: mara, patch: { state: 'closed' }, version: row!.version })).toMatchObject({ allowed: true });
  };
  const passes = async (days: number): Promise<void> => {
    const now = new Date(Date.now() + days * DAY_MS);
    await desk.get(RemoveOldBytes).run(now);
    await desk.rows('update retention_run set next_at = ? returning name', [new Date(0)]);
    await desk.get(EnforceRetention).run(now);
  };
  const promised = async ({ number }: Received, hours: number) => desk.rows('update ticket set promised_by = ? where number = ? returning id', [new Date(Date.now() + hours * 3_600_000), number]);
  const replies = async ({ number }: Received) => expect(await desk.get(Reply).run({ ticketNumber: number, agent: mara, text: 'Bitte versuchen Sie es noch einmal.' })).toMatchObject({ allowed: true });
  /** How many broken promises the desk shows more than before. */
  const overdue = async () => (await desk.get(ReadTickets).queues({ portals: [] })).reduce((sum, queue) => sum + queue.overdue, 0);
  const owes = async ({ number }: Received) => (await desk.rows<{ promised_by: Date | null; first_answered_at: Date | null }>('select promised_by, first_answered_at from ticket where number = ?', [number]))[0]!;
  /** What is left of a mail. */
  const left = async ({ keptMailId }: Received) => (await desk.rows<{ ticket: string; sender: boolean; attachment: boolean }>(
    `select t.number as ticket, k.from_address is not null as sender, exists (select from attachment a where a.kept_mail_id = k.id and a.removed_at is null) as attachment from kept_mail k join ticket t on t.id = k.ticket_id where k.id = ?`, [keptMailId]))[0]!;

  it('keep what moved as long as the ticket that it moved to: mail, attachments, and by what an answer finds them', async () => {
    const [a, b, c] = await receives(3) as [Received, Received, Received];
    await merges(a, b);
    await merges(b, c);
    await passes(200);
    for (const mail of [a, b, c]) expect(await left(mail)).toEqual({ ticket: c.number, sender: true, attachment: true });
    expect((await writes(await domainOf(c), [`In-Reply-To: <${a.messageId}>`])).number).toBe(c.number);

    await closes(c);
    await passes(179);
    for (const mail of [a, b, c]) expect(await left(mail)).toMatchObject({ sender: true, attachment: false });
    await passes(181);
    for (const mail of [a, b, c]) expect(await left(mail)).toMatchObject({ sender: false, attachment: false });
    expect(await desk.rows('select number from ticket where texts_ended_at is null and id = any(?::uuid[])', [`{${[a, b, c].map(({ ticketId }) => ticketId).join(',')}}`])).toEqual([]);
    expect(await desk.rows('select 1 from thread_key where ticket_id = any(?::uuid[])', [`{${[a, b, c].map(({ ticketId }) => ticketId).join(',')}}`])).toEqual([]);
  });

  it.each(['target', 'source'] as const)('keep all of it while a legal hold lies on the %s', async (held) => {
    const [source, target] = await receives(2) as [Received, Received];
    await merges(source, target);
    await closes(target);
    expect(await desk.get(HoldTicket).hold({ ticketNumber: { source, target }[held].number, reason: 'Rechtsstreit vor dem Amtsgericht', agent: mara })).toEqual({ allowed: true });
    await passes(400);
    for (const mail of [source, target]) expect(await left(mail)).toEqual({ ticket: target.number, sender: true, attachment: true });
  });

  it('leave a correction (Art. 16) to be answered: it is when the ticket that is left is over', async () => {
    const [source, target] = await receives(2) as [Received, Received];
    const id = newId();
    await desk.rows(`insert into data_request (id, created_at, portal_key, ticket_id, kind, state, received_at, due_at) values (?, now(), 'school', ?, 'rectification', 'open', now(), now() + interval '28 days') returning id`, [id, source.ticketId]);
    const correction = async () => {
      await desk.get(WatchDataRequests).run(new Date());
      return (await desk.rows<{ state: string }>('select state from data_request where id = ?', [id]))[0]!.state;
    };
    await merges(source, target);
    expect(await correction()).toBe('open');
    await closes(target);
    expect(await correction()).toBe('done');
  });

  it('owe what either owed: an answer on the one keeps no promise made on the other, and taken back each owes its own again', async () => {
    const [source, target] = await receives(2) as [Received, Received];
    await promised(target, 48);
    await replies(target);
    await promised(source, -24);
    const [before, own] = [await overdue(), await owes(target)];
    await merges(source, target);
    expect(await overdue()).toBe(before);
    await takesBack(source);
    expect([await overdue(), await owes(target)]).toEqual([before, own]);

    // Not answered yet: the sooner counts. An answer in between stays one when the merger is taken back.
    const [later, sooner] = await receives(2) as [Received, Received];
    await promised(later, 48);
    await promised(sooner, 24);
    const due = { later: (await owes(later)).promised_by, sooner: (await owes(sooner)).promised_by };
    await merges(later, sooner);
    expect((await owes(sooner)).promised_by).toEqual(due.sooner);
    await takesBack(later);
    await merges(sooner, later);
    expect((await owes(later)).promised_by).toEqual(due.sooner);
    await replies(later);
    await takesBack(sooner);
    expect(await owes(later)).toEqual({ promised_by: due.later, first_answered_at: expect.anything() });
    expect((await owes(sooner)).first_answered_at).toBeNull();
  });

  it('wait as long as the first of them waits; answered, as long as who writes next; and taken back, each as long as its own', async () => {
    const [first, second] = await receives(2) as [Received, Received];
    const waits = async ({ number }: Received) => (await desk.rows<{ since: number | null }>('select extract(epoch from owed_since)::float8 as since from ticket where number = ?', [number]))[0]!.since;
    // Came a day earlier, and was taken for new when it was filed.
    await desk.rows(`update ticket set owed_since = owed_since - interval '1 day' where number = ? returning id`, [first.number]);
    const [since, own] = [await waits(first), await waits(second)];
    expect(since!).toBeLessThan(own!);
    await merges(first, second);
    expect(await waits(second)).toEqual(since);
    // Whoever writes again loses nothing, and an answer that comes before the merger is taken back answers both.
    await writes(await domainOf(second), [`In-Reply-To: <${second.messageId}>`]);
    expect(await waits(second)).toEqual(since);
    await takesBack(first);
    expect([await waits(first), await waits(second)]).toEqual([since, own]);
    await merges(first, second);
    await replies(second);
    expect(await waits(second)).toBeNull();
    await writes(await domainOf(second), [`In-Reply-To: <${second.messageId}>`]);
    const again = await waits(second);
    expect(again!).toBeGreaterThan(own!);
    await writes(await domainOf(second), [`In-Reply-To: <${second.messageId}>`]);
    expect(await waits(second)).toEqual(again);
  });

  it('taken back in whatever order, and with what came meanwhile, wait for what stands on them', async () => {
    const day = Math.floor(Date.now() / DAY_MS - 1) * DAY_MS;
    const came = async ({ keptMailId, ticketId }: Received, hour: number) => {
      const at = new Date(day + hour * 3_600_000);
      await desk.rows('update kept_mail set received_at = ? where id = ? returning id', [at, keptMailId]);
      await desk.rows('update ticket set owed_since = ?, last_message_at = ? where id = ? returning id', [at, at, ticketId]);
    };
    const waits = async ({ number }: Received) => {
      const [row] = await desk.rows<{ since: number | null }>('select extract(epoch from owed_since)::float8 as since from ticket where number = ?', [number]);
      return row!.since === null ? null : (row!.since * 1000 - day) / 3_600_000;
    };
    const [target, eight, six] = await receives(3) as [Received, Received, Received];
    await came(target, 10);
    await came(eight, 8);
    await came(six, 6);
    await merges(eight, target);
    await merges(six, target);
    expect(await waits(target)).toBe(6);
    await takesBack(eight);
    expect(await waits(target)).toBe(6);
    await takesBack(six);
    expect([await waits(target), await waits(eight), await waits(six)]).toEqual([10, 8, 6]);
    // Answered; then a ticket goes in, and its person writes on: that stays, and is owed since it came.
    await replies(target);
    await merges(eight, target);
    const before = Date.now();
    await writes(await domainOf(target), [`In-Reply-To: <${target.messageId}>`]);
    const between = Date.now();
    await writes(await domainOf(target), [`In-Reply-To: <${target.messageId}>`]);
    expect(await waits(target)).toBe(8);
    await takesBack(eight);
    const since = day + (await waits(target))! * 3_600_000;
    expect(since).toBeGreaterThanOrEqual(before - 1_000);
    expect(since).toBeLessThanOrEqual(between);
  });

  it('an answer by ourselves that did not help is followed by a promise; an agent’s answer is not', async () => {
    const domain = `post${(people += 1)}.example`;
    const asks = (text: string, lines: readonly string[] = []) => desk.arrives([found('pass', domain), `From: ada@${domain}`, 'Subject: Frage', ...lines], text);
    const first = await asks('Welche Kriterien gelten für das Kennwort?', ['Message-ID: <k-1@ada.example>']);
    const [ticket] = await desk.rows<{ id: string; number: string; state: string; first_answered_at: Date | null }>('select id, number, state, first_answered_at from ticket where id = ?', [first.ticket_id]);
    expect(ticket).toMatchObject({ state: 'solved', first_answered_at: expect.anything() });
    await desk.rows(`update ticket set promised_by = now() - interval '2 days' where id = ? returning id`, [ticket!.id]);
    const answer = { keptMailId: first.id, ticketId: ticket!.id, number: ticket!.number, messageId: 'k-1@ada.example' };
    const saysNo = () => asks('Das hilft mir leider nicht weiter.', ['In-Reply-To: <k-1@ada.example>']);
    expect((await saysNo()).ticket_id).toBe(ticket!.id);
    const owed = await owes(answer);
    expect(owed.first_answered_at).toBeNull();
    expect(new Date(owed.promised_by!).getTime()).toBeGreaterThan(Date.now());
    await replies(answer);
    await saysNo();
    expect((await owes(answer)).first_answered_at).not.toBeNull();
  });

  it('give back the mails, too, when they are taken back; what came later stays', async () => {
    const [source, target] = await receives(2) as [Received, Received];
    await merges(source, target);
    const later = await writes(await domainOf(target), [`In-Reply-To: <${source.messageId}>`]);
    await takesBack(source);
    expect([await left(source), await left(target), await left(later)].map(({ ticket }) => ticket)).toEqual([source.number, target.number, target.number]);
  });
});
