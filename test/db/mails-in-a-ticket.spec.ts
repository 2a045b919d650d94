import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import PostalMime from 'postal-mime';
import type { MailText, TicketMail } from '#contracts';
import { DAY_MS } from '#kernel';
import { DeliverMail, QueueMail, SaveWording, type QueueMailCommand } from '#outbound';
import { Database } from '#persistence';
import { ImportPortal, shippedProfiles } from '#portals';
import type { AgentClient } from '../support/agent-client.js';
import { TestApi } from '../support/api.js';
import { openLinkedTicket } from '../support/linked-ticket.js';
import { SmtpSink } from '../support/smtp-sink.js';

const SECRETS = { link: 'https://desk.example/r/Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmE', code: 'K7QM-4TXA', codePage: 'https://desk.example/r/code?portal=manufacturer' };
const NOBODY = '019b0000-0000-7000-8000-00000000dead';

describe('what Rekey sent can be read in the ticket', () => {
  let api: TestApi;
  let sink: SmtpSink;
  let mara: AgentClient;
  let ticket: { id: string; number: string; mailboxId: string };

  beforeAll(async () => {
    sink = await SmtpSink.start();
    api = await TestApi.open({ REKEY_OUTBOUND_SMTP_URL: `smtp://127.0.0.1:${sink.port}` });
    mara = await api.agent('mara', ['agent']);
    ticket = await open(1);
  });
  afterAll(async () => {
    await api?.close();
    await sink?.stop();
  });

  it('word for word as the person has it, but for links and codes', async () => {
    const id = await sends({ variables: { salutationName: 'Thomas', username: 'thomas1', expiresAt: tomorrow(), agentCode: 'mara' } });
    const line = await lineOf(id);
    expect(line).toMatchObject({ kind: 'recovery-link', event: null, recipient: 't•••@p•••.example', toRequester: true, state: 'sent', failure: null });
    expect(line.sentAt).not.toBeNull();
    const read = await reads(id);
    expect(read).toMatchObject({ id, language: 'de', words: 'as-left' });
    const mail = await PostalMime.parse(sink.received.at(-1)!.raw);
    expect(read.subject).toBe(mail.subject);
    for (const secret of Object.values(SECRETS)) expect(mail.text).toContain(secret);
    const hidden = mail.text!.replaceAll(SECRETS.codePage, '[Adresse der Seite, nur in der Mail]').replaceAll(SECRETS.link, '[Link, nur in der Mail]').replaceAll(SECRETS.code, '[Code, nur in der Mail]');
    expect(read.text!.trim()).toBe(hidden.trim());
    expect(read.text).toContain('thomas1');
    expect(read.text).not.toMatch(/<[a-z]/i);
  });

  it('before it leaves, with its secrets still sealed', async () => {
    const id = await queues({ sendAt: new Date(Date.now() + 3_600_000) });
    expect(await lineOf(id)).toMatchObject({ state: 'queued', sentAt: null });
    const said = await mara.says('GET', `/api/v1/tickets/${ticket.number}/mails/${id}`);
    expect(JSON.parse(said)).toMatchObject({ words: 'not-left', text: expect.stringContaining('[Link, nur in der Mail]') });
    const whole = await mara.says('GET', `/api/v1/tickets/${ticket.number}`);
    for (const secret of Object.values(SECRETS)) expect([said.includes(secret), whole.includes(secret)]).toEqual([false, false]);
  });

  it('with the reason why it did not arrive, and without the address that is masked', async () => {
    sink.mood = { kind: 'reply', at: 'recipient', code: 550, text: '5.1.1 <thomas1@post.example> is nobody here' };
    const id = await sends({});
    sink.mood = { kind: 'accept' };
    const line = await lineOf(id);
    expect(line.state).toBe('failed');
    expect(line.failure).toContain('<t•••@p•••.example> is nobody here');
    expect(await reads(id)).toMatchObject({ words: 'as-left' });
  });

  it('in the words that it left with, although the portal has others since; and says so where those cannot be known', async () => {
    const says = async (intro: string, version: number) => api.get(SaveWording).run({ portalKey: 'manufacturer', kind: 'recovery-link', locale: 'de', words: { intro }, version, agentId: null, actor: { kind: 'operator' } });
    expect(await says('hier ist der eine Weg zu {organisation}.', 0)).toMatchObject({ allowed: true });
    const id = await sends({});
    expect(await says('hier ist ein anderer Weg zu {organisation}.', 1)).toMatchObject({ allowed: true });
    const read = await reads(id);
    expect(read.words).toBe('as-left');
    expect(read.text).toContain('hier ist der eine Weg zu');
    expect((await PostalMime.parse(sink.received.at(-1)!.raw)).text).toContain('hier ist der eine Weg zu');

    // The portal has moved meanwhile: what it says of itself is not kept.
    const { yaml } = (await shippedProfiles()).find(({ key }) => key === 'manufacturer')!;
    const moved = yaml.replace(/^( +street: ).*$/m, '$1Neue Gasse 7');
    expect(moved).not.toBe(yaml);
    await api.get(ImportPortal).run(moved, { kind: 'operator' });
    expect(await reads(id)).toMatchObject({ words: 'as-now', text: expect.stringMatching(/hier ist der eine Weg zu[^]*Neue Gasse 7/) });
    await api.get(ImportPortal).run(yaml, { kind: 'operator' });
    expect(await reads(id)).toMatchObject({ words: 'as-left' });

    // Sent by a release that kept no digest.
    await sql('update outbound_message set words_digest = null where id = ?', [id]);
    expect(await reads(id)).toMatchObject({ words: 'as-now', text: expect.stringContaining('hier ist der eine Weg zu') });
  });

  it('a reply, too, as it left; it is no line of its own', async () => {
    const { messageId } = await mara.post<{ messageId: string }>(`/api/v1/tickets/${(await answerable()).number}/replies`, { text: 'Bitte sehen Sie in Ihr Postfach.' });
    const view = await mara.ticket((await answerable()).number);
    const { delivery } = view.messages.find(({ id }) => id === messageId)!;
    expect(view.mails.map(({ id }) => id)).not.toContain(delivery!.mailId);
    const read = await mara.get<MailText>(`/api/v1/tickets/${view.number}/mails/${delivery!.mailId}`);
    expect(read.subject).toMatch(/^Re: Passwort vergessen/);
    expect(read.text).toContain('Bitte sehen Sie in Ihr Postfach.');
  });

  it('tells what cannot be written any more instead of guessing', async () => {
    const id = await sends({});
    await sql(`update outbound_message set variables = '{"unheard": "of"}' where id = ?`, [id]);
    expect(await reads(id)).toMatchObject({ subject: null, text: null, words: 'as-left' });
    await sql(`update outbound_message set kind = 'carrier-pigeon' where id = ?`, [id]);
    expect(await reads(id)).toMatchObject({ subject: null, text: null, words: 'as-now' });
    await sql('delete from delivery_attempt where outbound_message_id = ?', [id]);
    await sql('delete from outbound_message where id = ?', [id]);
  });

  it('only in its own ticket, and only by those who see that', async () => {
    const id = await sends({});
    const other = await open(2);
    const school = await api.agent('school', ['agent'], ['school']);
    const no = (who: AgentClient, number: string, mail: string) => who.refusalOf(who.get(`/api/v1/tickets/${number}/mails/${mail}`));
    const none = await no(mara, other.number, NOBODY);
    expect(none).toMatchObject({ status: 404, code: 'outbound.mail-unknown' });
    expect(await no(mara, other.number, id)).toEqual(none);
    expect(await no(school, ticket.number, id)).toMatchObject({ status: 404, code: 'tickets.unknown' });
    expect(await no(school, ticket.number, id)).toEqual(await no(school, 'MAN-9999', id));
    expect(await no(mara, ticket.number, 'x')).toMatchObject({ status: 400 });
    const admin = await api.agent('admin', ['admin']);
    expect(await no(admin, ticket.number, id)).toMatchObject({ status: 403 });
  });

  it('from the ticket into which its own was merged', async () => {
    const [from, into] = [await open(3), await open(4)];
    const id = await sends({ ticketId: from.id });
    await mara.post(`/api/v1/tickets/${from.number}/merge`, { into: into.number, acrossRequesters: true });
    expect((await mara.ticket(into.number)).mails.map((mail) => mail.id)).toContain(id);
    expect(await mara.get<MailText>(`/api/v1/tickets/${into.number}/mails/${id}`)).toMatchObject({ words: 'as-left', subject: expect.stringContaining(from.number) });
  });

  it('until its time or that of the conversation is over', async () => {
    const gone = await open(5);
    const id = await sends({ ticketId: gone.id });
    const no = () => mara.refusalOf(mara.get(`/api/v1/tickets/${gone.number}/mails/${id}`));
    await sql('update ticket set texts_ended_at = now() where id = ?', [gone.id]);
    expect(await no()).toMatchObject({ status: 404, code: 'outbound.mail-unknown' });
    expect((await mara.ticket(gone.number)).mails).toEqual([]);
    await sql('update ticket set texts_ended_at = null where id = ?', [gone.id]);
    await sql('delete from outbound_message where id = ?', [id]);
    expect(await no()).toMatchObject({ status: 404, code: 'outbound.mail-unknown' });
  });

  it('is written down as little as reading the ticket is', async () => {
    const id = await sends({});
    const entries = async () => (await sql<{ count: number }>('select count(*)::int as count from audit_entry'))[0]!.count;
    const before = await entries();
    await mara.ticket(ticket.number);
    await reads(id);
    expect(await entries()).toBe(before);
  });

  const sql = <Row = Record<string, unknown>>(text: string, values: unknown[] = []) => api.get(Database).read((em) => em.execute<Row[]>(text, values));
  const tomorrow = () => new Date(Date.now() + DAY_MS).toISOString();

  async function open(count: number): Promise<typeof ticket> {
    const { number } = await openLinkedTicket(api, count);
    const [row] = await sql<{ id: string; mailbox_id: string }>('select id, mailbox_id from ticket where number = ?', [number]);
    return { id: row!.id, number, mailboxId: row!.mailbox_id };
  }

  async function queues(more: Partial<QueueMailCommand<'recovery-link'>>): Promise<string> {
    const queued = await api.get(Database).transaction((tx) => api.get(QueueMail).within(tx, {
      portalKey: 'manufacturer', mailboxId: ticket.mailboxId, ticketId: ticket.id, kind: 'recovery-link', locale: 'de', recipient: 'thomas1@post.example', startedByAgent: true,
      variables: { username: 'thomas1', expiresAt: tomorrow() }, secrets: SECRETS, now: new Date(), ...more,
    }));
    if (!queued.allowed) throw new Error(queued.refusal);
    return queued.message.id;
  }

  async function sends(more: Partial<QueueMailCommand<'recovery-link'>>): Promise<string> {
    const id = await queues({ recipient: `thomas1@post.example`, ...more });
    await api.get(DeliverMail).run({ outboundMessageId: id, round: 0 });
    return id;
  }

  async function lineOf(id: string): Promise<TicketMail> {
    return (await mara.ticket(ticket.number)).mails.find((mail) => mail.id === id)!;
  }

  function reads(id: string): Promise<MailText> {
    return mara.get<MailText>(`/api/v1/tickets/${ticket.number}/mails/${id}`);
  }

  let withMail: typeof ticket | undefined;
  async function answerable(): Promise<typeof ticket> {
    if (withMail) return withMail;
    withMail = await open(6);
    await sql(`insert into ticket_message (id, ticket_id, kind, from_address, message_id, "references", attachments, warnings, text, created_at) values (gen_random_uuid(), ?, 'inbound', 'thomas6@post.example', 'x@post.example', '[]', '[]', '[]', 'Hilfe', now())`, [withMail.id]);
    return withMail;
  }
});
