import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Caller, SignedIn } from '#agents';
import { VerifyAudit } from '#audit';
import type { DataRequests, DataRequestView } from '#contracts';
import { CreateBuiltinAccount } from '#directory';
import { canonicalAddress, DAY_MS, newId, Sealer, Secret } from '#kernel';
import { Database } from '#persistence';
import { CarryOutDataRequest, DecideDataRequest, HoldTicket, WatchDataRequests } from '#privacy';
import { ReportNotMe } from '#recovery';
import { saidButNeverShown } from '../support/as-shown.js';
import { AgentClient } from '../support/agent-client.js';
import { markedTables } from '../support/filled-tables.js';
import { MailingApi, type FiledMail } from '../support/mailing-api.js';
import { Visitor } from '../support/visitor.js';

const GENUINE = 'Authentication-Results: mx.school.example; dmarc=pass header.from=post.example';
const PLAIN = 'Content-Type: text/plain; charset=utf-8';

let desk: MailingApi;
let mara: AgentClient;
let second: SignedIn;
let third: SignedIn;
const rows = <Row>(sql: string, values: unknown[] = []): Promise<Row[]> => desk.rows<Row>(sql, values);

beforeAll(async () => {
  desk = await MailingApi.open();
  mara = await desk.api.agent('mara', ['agent']);
  // Signed in with a second factor a moment ago, in another office.
  second = {
    agentId: newId(), email: 'sven@desk.example', displayName: 'Sven', code: 'sv', roles: ['approver'], portals: [], locale: 'de', trained: true, strength: 'second-factor', sessionId: newId(), provedAt: new Date(),
    hasSecondFactor: true, hasApp: true, keys: 0, keyId: null, keyIsNeeded: false, mustUseKey: false, isEnrolling: false, mustEnrolSecondFactor: false, csrfHash: '',
  };
  third = { ...second, agentId: newId(), email: 'tara@desk.example', displayName: 'Tara', code: 'ta' };
});
afterAll(() => desk.close());

/** A pupil with an account, and their address. */
async function person(name: string): Promise<{ name: string; address: string; ref: string; writes: (text: string, subject?: string, genuine?: boolean) => Promise<FiledMail> }> {
  const address = `${name}.${newId().slice(-6)}@post.example`;
  const ref = await desk.api.get(CreateBuiltinAccount).run({
    portalKey: 'school', username: address.split('@')[0]!, givenName: name, familyName: 'Vogel', userType: 'pupil', state: 'active', addresses: [{ address }], phones: [{ number: '+4930555777' }], facts: { birthDate: '2009-04-01' }, password: new Secret('ein langes altes Passwort'),
  });
  return { name, address, ref, writes: (text, subject = 'Login', genuine = true) => desk.arrives([...(genuine ? [GENUINE] : []), PLAIN], text, { from: `${name} <${address}>`, subject }) };
}

const mailsTo = async (address: string, kind: string): Promise<{ variables: Record<string, string>; secrets: Record<string, string> }[]> =>
  (await rows<{ id: string; variables: Record<string, string>; secrets_sealed: string | null }>('select id, variables, secrets_sealed from outbound_message where recipient_canonical = ? and kind = ? order by id', [canonicalAddress(address), kind]))
    .map(({ id, variables, secrets_sealed: sealed }) => ({ variables, secrets: sealed === null ? {} : (JSON.parse(desk.api.get(Sealer).open(sealed, `outbound:${id}`)) as Record<string, string>) }));

async function requestOf(mail: FiledMail): Promise<DataRequestView> {
  const { items } = await mara.get<DataRequests>('/api/v1/privacy/requests');
  return items.find(({ ticketNumber }) => ticketNumber === mail.number)!;
}

async function links(mail: FiledMail, ref: string): Promise<void> {
  await rows(`update recovery_case set account_ref = ? where ticket_id = (select id from ticket where number = ?)`, [ref, mail.number]);
}

const closes = (mail: FiledMail) => rows(`update ticket set state = 'closed', closed_at = now() where number = ?`, [mail.number]);
const agrees = (id: string) => desk.api.get(DecideDataRequest).run({ requestId: id, decision: 'approve', agent: second });

describe('a request about one’s data (R78)', () => {
  it('is recognised in a mail: a month runs in the portal’s calendar, the person hears until when, and nobody is asked for an identity card', async () => {
    const vera = await person('Vera');
    const mail = await vera.writes('Ich bitte um Auskunft nach Art. 15 DSGVO: Welche Daten haben Sie über mich?', 'Auskunft');
    const request = await requestOf(mail);
    expect(request).toMatchObject({ kind: 'access', article: 15, state: 'open', clock: 'running', openedBy: null, portal: 'school' });
    const [received, due] = [new Date(request.receivedAt), new Date(request.dueAt)];
    expect(due.getTime() - received.getTime()).toBeLessThanOrEqual(31 * DAY_MS);
    expect(due.getTime() - received.getTime()).toBeGreaterThan(20 * DAY_MS);
    expect((await mailsTo(vera.address, 'data-request-received')).map(({ variables }) => variables)).toMatchObject([{ request: 'access', dueAt: request.dueAt, salutationName: null }]);
    // Somebody else's ordinary mail is none; an agent may see what no rule saw, and twice is once.
    const other = await (await person('Otto')).writes('Ich habe mein Passwort vergessen.');
    expect(await requestOf(other)).toBeUndefined();
    const opened = await mara.post<{ id: string }>('/api/v1/privacy/requests', { ticketNumber: other.number, kind: 'access' });
    expect(await mara.post('/api/v1/privacy/requests', { ticketNumber: other.number, kind: 'access' })).toMatchObject({ id: opened.id });
    expect(await requestOf(other)).toMatchObject({ openedBy: 'mara' });
  });

  it('is answered with everything about the person and nothing about anybody else: two people agree, a link goes to who asked, a scanner fetches nothing', async () => {
    const [vera, max] = [await person('Vera'), await person('Max')];
    const first = await vera.writes('Mein Login geht nicht, ich heiße WORTE-VON-VERA.');
    await mara.post(`/api/v1/tickets/${first.number}/notes`, { text: 'Notiz NOTIZ-ZU-VERA' });
    await links(first, vera.ref);
    // Somebody else writes about her account: that there was a case is hers, the words are not.
    const foreign = await max.writes('Ich komme nicht in das Konto, sagt WORTE-VON-MAX.');
    await links(foreign, vera.ref);
    await rows(`update recovery_case set claimed = '{"fullName":"ANGABE-VON-MAX"}', candidates = '[{"ref":"${max.ref}"}]' where ticket_id = (select id from ticket where number = ?)`, [foreign.number]);
    const mail = await vera.writes('Bitte schicken Sie mir eine Kopie meiner personenbezogenen Daten, eine Auskunft über alle meine Daten.', 'Auskunft');
    await links(mail, vera.ref);
    const { id } = await requestOf(mail);

    const seen = JSON.parse((await mara.download(`/api/v1/privacy/requests/${id}/copy.json`)).toString()) as { sections: Record<string, unknown[]>; accounts: unknown[] };
    expect(seen.accounts).toHaveLength(1);
    await mara.post(`/api/v1/privacy/requests/${id}/proposal`, { decision: 'fulfil' });
    expect(await mara.refusalOf(mara.post(`/api/v1/privacy/requests/${id}/approval`, { decision: 'approve' }))).toMatchObject({ status: 403 });
    const password = await desk.api.agent(`appr${newId().slice(-4)}`, ['approver']);
    expect(await password.refusalOf(password.post(`/api/v1/privacy/requests/${id}/approval`, { decision: 'approve' }))).toMatchObject({ code: 'recovery.second-factor-needed' });
    expect(await mailsTo(vera.address, 'data-copy-ready')).toEqual([]);
    expect(await agrees(id)).toEqual({ allowed: true, state: 'done' });
    expect(await agrees(id)).toMatchObject({ refusal: 'privacy.not-proposed' });

    const link = (await mailsTo(vera.address, 'data-copy-ready'))[0]!.secrets['link']!;
    const visitor = new Visitor();
    await new Visitor().opens(link, 'HEAD');
    const page = await visitor.opens(link);
    expect([page.status, page.url.includes(link.split('/d/')[1]!)]).toEqual([200, false]);
    expect(await rows(`select 1 from audit_entry where verb = 'data-request.fetched'`)).toEqual([]);
    const [file, read] = [await visitor.submits(page, {}, '/d/file'), await visitor.submits(page, {}, '/d/read')];
    for (const { status, html, headers } of [file, read]) {
      expect([status, headers.get('cache-control'), headers.get('content-disposition')?.startsWith('attachment')]).toEqual([200, 'no-store', true]);
      for (const own of ['WORTE-VON-VERA', 'NOTIZ-ZU-VERA', vera.address, '+4930555777', first.number, foreign.number]) expect(html).toContain(own);
      for (const others of ['WORTE-VON-MAX', 'ANGABE-VON-MAX', max.address, max.ref, 'argon2', 'secretsSealed', 'mara', '2009-04-01', link]) expect(html).not.toContain(others);
    }
    expect(Object.keys((JSON.parse(file.html) as { sections: object }).sections)).toEqual(expect.arrayContaining(['tickets', 'messages', 'mailsSent', 'cases', 'auditTrail']));
    expect(read.html).toMatch(/^<!doctype html>/);
    expect(await rows(`select actor_kind from audit_entry where verb = 'data-request.fetched'`)).toEqual([{ actor_kind: 'requester' }, { actor_kind: 'requester' }]);

    await rows(`update data_request set download_until = now() - interval '1 minute' where id = ?`, [id]);
    expect((await visitor.opens(link)).status).toBe(410);
    await desk.api.get(WatchDataRequests).run(new Date());
    expect((await visitor.opens(link)).status).toBe(404);
  });

  it('starts in a later mail of a conversation, too, from that mail on; the subject and what is quoted start nothing', async () => {
    const address = `vera.${newId().slice(-6)}@post.example`;
    const writes = (text: string, more: readonly string[] = [], subject = 'Login') => desk.arrives([GENUINE, PLAIN, ...more], text, { from: `Vera <${address}>`, subject });
    const first = await writes('Ich habe mein Passwort vergessen.');
    const [{ message_id: messageId }] = await rows<{ message_id: string }>('select message_id from kept_mail where id = ?', [first.keptMailId]) as [{ message_id: string }];
    const answers = (text: string, subject = 'Re: Login') => writes(text, [`In-Reply-To: <${messageId}>`], subject);
    expect((await answers('Danke, das hat geholfen.\n\nAm Montag schrieb Otto:\n> Löschen Sie bitte alle meine personenbezogenen Daten.\n', 'Re: Löschung aller meiner personenbezogenen Daten')).number).toBe(first.number);
    expect(await requestOf(first)).toBeUndefined();

    const later = await answers('Jetzt reicht es. Löschen Sie bitte alle meine personenbezogenen Daten nach Art. 17 DSGVO.');
    expect(later.number).toBe(first.number);
    const [kept] = await rows<{ received_at: Date | string }>('select received_at from kept_mail where id = ?', [later.keptMailId]);
    const request = await requestOf(first);
    expect(request).toMatchObject({ kind: 'erasure', state: 'open', clock: 'running', receivedAt: new Date(kept!.received_at).toISOString() });
    expect((await mailsTo(address, 'data-request-received')).map(({ variables }) => variables)).toMatchObject([{ request: 'erasure', dueAt: request.dueAt }]);
    await answers('Ich frage noch einmal: Löschen Sie alle meine personenbezogenen Daten!');
    expect(await mailsTo(address, 'data-request-received')).toHaveLength(1);
  });

  it('is doubted only with reason: a mail that is not proven, or an account that does not know the address', async () => {
    const vera = await person('Vera');
    const unproven = await vera.writes('Auskunft nach Art. 15 DSGVO bitte', 'Auskunft', false);
    const propose = async (mail: FiledMail) => mara.post(`/api/v1/privacy/requests/${(await requestOf(mail)).id}/proposal`, { decision: 'fulfil' });
    expect(await mara.refusalOf(propose(unproven))).toMatchObject({ status: 422, code: 'privacy.identity-in-doubt', missing: ['authentic-mail'] });
    const foreign = await (await person('Max')).writes('Löschen Sie bitte alle meine personenbezogenen Daten.', 'Löschung');
    await links(foreign, vera.ref);
    expect(await mara.refusalOf(propose(foreign))).toMatchObject({ code: 'privacy.identity-in-doubt', missing: ['address-on-file'] });
  });

  it('of a stranger with evidence is answered to the account only, which hears of it and can stop it; nothing ends for them', async () => {
    const [vera, eve] = [await person('Vera'), await person('Eve')];
    const writes = async (text: string, subject: string) => {
      const mail = await desk.arrives([PLAIN], text, { from: `Vera <${eve.address}>`, subject });
      await links(mail, vera.ref);
      await rows(`insert into evidence (id, portal_key, account_ref, case_id, kind, outcome, recorded_at, expires_at, detail) select ?, 'school', ?, c.id, 'voucher', 'proved', now(), now() + interval '1 day', '{}' from recovery_case c join ticket t on t.id = c.ticket_id where t.number = ?`, [newId(), vera.ref, mail.number]);
      return (await requestOf(mail)).id;
    };
    const erasure = await writes('Löschen Sie bitte alle meine personenbezogenen Daten.', 'Löschung');
    expect(await mara.refusalOf(mara.post(`/api/v1/privacy/requests/${erasure}/proposal`, { decision: 'fulfil' }))).toMatchObject({ code: 'privacy.identity-in-doubt', missing: ['address-on-file'] });
    const id = await writes('Auskunft nach Art. 15 DSGVO bitte', 'Auskunft');
    await mara.post(`/api/v1/privacy/requests/${id}/proposal`, { decision: 'fulfil' });
    // Whoever takes the account off the ticket before it is carried out keeps nobody from hearing of it.
    await rows('update recovery_case set account_ref = null where ticket_id = (select ticket_id from data_request where id = ?)', [id]);
    expect(await agrees(id)).toEqual({ allowed: true, state: 'done' });
    expect(await mailsTo(eve.address, 'data-copy-ready')).toEqual([]);
    const link = (await mailsTo(vera.address, 'data-copy-ready'))[0]!.secrets['link']!;
    const page = await new Visitor().opens(link);
    expect(page.status).toBe(200);
    const notice = (await mailsTo(vera.address, 'notice')).find(({ variables }) => variables['event'] === 'data-copy-ready')!;
    const token = new URL(notice.secrets['reportLink']!).pathname.split('/').at(-1)!;
    expect(await desk.api.get(ReportNotMe).run({ token, typedNumber: notice.secrets['typedNumber']! })).toMatchObject({ allowed: true });
    expect((await new Visitor().opens(link)).status).toBe(404);
  });

  it('is looked at beforehand only by who sees the portal whole, freshly proved: the copy has tickets of every queue', async () => {
    const vera = await person('Vera');
    const { id } = await requestOf(await vera.writes('Auskunft nach Art. 15 DSGVO bitte', 'Auskunft'));
    const look = (agent: AgentClient) => agent.refusalOf(agent.post(`/api/v1/privacy/requests/${id}/copy.json`));
    const [request] = await rows<{ queue: string }>('select t.queue from ticket t join data_request r on r.ticket_id = t.id where r.id = ?', [id]);
    const part = await desk.api.agent(`part${newId().slice(-4)}`, ['agent'], ['school'], { limits: { school: { queues: [request!.queue] } } });
    expect(await look(part)).toMatchObject({ status: 403, code: 'agents.not-permitted' });
    const name = `old${newId().slice(-4)}`;
    const old = await desk.api.agent(name, ['agent']);
    await rows(`update agent_session set proved_at = now() - interval '1 hour' where agent_id = (select id from agent where email = ?)`, [`${name}@desk.example`]);
    expect(await look(old)).toMatchObject({ code: 'recovery.fresh-proof-needed' });
  });

  it('is refused by two people with a reason that the person reads, and handed back where the second disagrees', async () => {
    const vera = await person('Vera');
    const { id } = await requestOf(await vera.writes('Auskunft nach Art. 15 DSGVO bitte', 'Auskunft'));
    expect(await mara.refusalOf(mara.post(`/api/v1/privacy/requests/${id}/proposal`, { decision: 'refuse', reason: 'nein' }))).toMatchObject({ code: 'privacy.reason-too-short' });
    await mara.post(`/api/v1/privacy/requests/${id}/proposal`, { decision: 'refuse', reason: 'Das haben wir letzte Woche beantwortet.' });
    expect(await desk.api.get(DecideDataRequest).run({ requestId: id, decision: 'return', agent: second })).toEqual({ allowed: true, state: 'open' });
    await mara.post(`/api/v1/privacy/requests/${id}/proposal`, { decision: 'refuse', reason: 'Das haben wir letzte Woche beantwortet.' });
    expect(await agrees(id)).toEqual({ allowed: true, state: 'refused' });
    expect((await mailsTo(vera.address, 'data-request-refused')).map(({ variables }) => variables['reason'])).toEqual(['Das haben wir letzte Woche beantwortet.']);
  });

  it('is asked again after the answer: another month runs from that mail on, and the first answer stays as it was', async () => {
    const vera = await person('Vera');
    const first = await vera.writes('Auskunft nach Art. 15 DSGVO bitte', 'Auskunft');
    const [{ message_id: messageId }] = await rows<{ message_id: string }>('select message_id from kept_mail where id = ?', [first.keptMailId]) as [{ message_id: string }];
    const again = () => desk.arrives([GENUINE, PLAIN, `In-Reply-To: <${messageId}>`], 'Ich bitte noch einmal um Auskunft nach Art. 15 DSGVO.', { from: `Vera <${vera.address}>`, subject: 'Re: Auskunft' });
    const { id } = await requestOf(first);
    await mara.post(`/api/v1/privacy/requests/${id}/proposal`, { decision: 'refuse', reason: 'Das haben wir letzte Woche beantwortet.' });
    expect(await agrees(id)).toEqual({ allowed: true, state: 'refused' });

    const later = await again();
    expect(later.number).toBe(first.number);
    await again();
    const all = await rows<{ id: string; state: string; received_at: Date | string }>('select r.id, r.state, r.received_at from data_request r join ticket t on t.id = r.ticket_id where t.number = ? order by r.id', [first.number]);
    const [kept] = await rows<{ received_at: Date | string }>('select received_at from kept_mail where id = ?', [later.keptMailId]);
    expect(all.map(({ state }) => state)).toEqual(['refused', 'open']);
    expect(new Date(all[1]!.received_at)).toEqual(new Date(kept!.received_at));
    expect(await mailsTo(vera.address, 'data-request-received')).toHaveLength(2);
  });

  it('that is none is taken back by two people: no clock, no alarm, no mail, and a later one in the same conversation counts anew', async () => {
    const vera = await person('Vera');
    const mail = await vera.writes('Auskunft nach Art. 15 DSGVO bitte', 'Auskunft');
    const { id } = await requestOf(mail);
    const propose = (reason: string) => mara.post(`/api/v1/privacy/requests/${id}/proposal`, { decision: 'none', reason });
    expect(await mara.refusalOf(propose('nein'))).toMatchObject({ code: 'privacy.reason-too-short' });
    await propose('Fragt nur nach den Öffnungszeiten.');
    expect(await requestOf(mail)).toMatchObject({ state: 'proposed', decision: 'none', reason: 'Fragt nur nach den Öffnungszeiten.' });
    await desk.api.get(WatchDataRequests).run(new Date(Date.now() + 40 * DAY_MS));
    expect(await agrees(id)).toEqual({ allowed: true, state: 'mistaken' });
    expect(await requestOf(mail)).toMatchObject({ state: 'mistaken', clock: 'over' });
    expect(await rows(`select 1 from alarm where kind = 'data-request-due' and cleared_at is null and subject = ?`, [id])).toEqual([]);
    expect(await mailsTo(vera.address, 'data-request-refused')).toEqual([]);
    const written = await rows<{ verb: string; detail: { reason?: string } }>(`select verb, detail from audit_entry where ticket_number = ? and verb like 'data-request.%' order by sequence`, [mail.number]);
    expect(written.map(({ verb }) => verb)).toEqual(['data-request.opened', 'data-request.proposed', 'data-request.mistaken']);
    expect(written[1]!.detail.reason).toBe('Fragt nur nach den Öffnungszeiten.');
    await mara.post('/api/v1/privacy/requests', { ticketNumber: mail.number, kind: 'access' });
    expect(await requestOf(mail)).toMatchObject({ id, state: 'open', decision: null, proposedBy: null, settledAt: null });
  });

  it('calls somebody a week before the month is over, and takes two months more only once, in time, and with a word to the person', async () => {
    const vera = await person('Vera');
    const mail = await vera.writes('Auskunft nach Art. 15 DSGVO bitte', 'Auskunft');
    const { id, dueAt } = await requestOf(mail);
    const watch = desk.api.get(WatchDataRequests);
    const alarms = () => rows<{ subject: string }>(`select subject from alarm where kind = 'data-request-due' and cleared_at is null and subject = ?`, [id]);
    await watch.run(new Date(new Date(dueAt).getTime() - 8 * DAY_MS));
    expect(await alarms()).toEqual([]);
    await watch.run(new Date(new Date(dueAt).getTime() - 7 * DAY_MS));
    expect(await alarms()).toHaveLength(1);
    await mara.post(`/api/v1/privacy/requests/${id}/extension`, { reason: 'Es sind sehr viele Vorgänge.' });
    expect(await alarms()).toEqual([]);
    const later = await requestOf(mail);
    expect(new Date(later.dueAt).getTime() - new Date(later.receivedAt).getTime()).toBeGreaterThan(80 * DAY_MS);
    expect((await mailsTo(vera.address, 'data-request-extended')).map(({ variables }) => variables)).toMatchObject([{ dueAt: later.dueAt, reason: 'Es sind sehr viele Vorgänge.' }]);
    expect(await mara.refusalOf(mara.post(`/api/v1/privacy/requests/${id}/extension`, { reason: 'Noch einmal, bitte sehr.' }))).toMatchObject({ status: 409, code: 'privacy.extended-already' });
    await rows(`update data_request set due_at = now() - interval '1 hour', extended_at = null where id = ?`, [id]);
    expect(await mara.refusalOf(mara.post(`/api/v1/privacy/requests/${id}/extension`, { reason: 'Zu spät, aber trotzdem.' }))).toMatchObject({ code: 'privacy.too-late-to-extend' });
    expect(await requestOf(mail)).toMatchObject({ clock: 'late' });
  });
});

describe('a legal hold (Art. 17(3)(e))', () => {
  it('is let go by somebody else than set it, with a fresh proof, by no token, and for a reason that stays in the audit', async () => {
    const mail = await (await person('Hanna')).writes('Ich komme nicht hinein.');
    const holding = desk.api.get(HoldTicket);
    const reason = 'verglichen am 3. November';
    const lets = (agent: Caller, why = reason) => holding.release({ ticketNumber: mail.number, reason: why, agent });
    expect(await holding.hold({ ticketNumber: mail.number, reason: 'Rechtsstreit 4 O 12/26', agent: second })).toEqual({ allowed: true });
    expect(await lets(second)).toMatchObject({ refusal: 'recovery.own-request' });
    expect(await lets({ ...third, strength: 'token' } as Caller)).toMatchObject({ refusal: 'recovery.second-factor-needed' });
    expect(await lets({ ...third, strength: 'password' } as Caller)).toMatchObject({ refusal: 'recovery.second-factor-needed' });
    expect(await lets({ ...third, provedAt: new Date(Date.now() - 16 * 60_000) } as Caller)).toMatchObject({ refusal: 'recovery.fresh-proof-needed' });
    expect(await lets(third, 'erledigt')).toMatchObject({ refusal: 'privacy.reason-too-short' });
    expect(await lets({ ...third, portals: ['chamber'] } as Caller)).toMatchObject({ refusal: 'tickets.unknown' });
    const holds = async () => (await mara.get<DataRequests>('/api/v1/privacy/requests')).holds.filter(({ ticketNumber }) => ticketNumber === mail.number);
    expect(await holds()).toMatchObject([{ mine: false }]);
    for (const again of [1, 2]) expect([again, await lets(third)]).toEqual([again, { allowed: true }]);
    expect(await holds()).toEqual([]);
    expect(await rows(`select verb, actor_id, actor_strength, detail->>'setBy' as set_by, detail->>'reason' as reason from audit_entry where ticket_number = ? and verb like 'hold.%' order by sequence`, [mail.number])).toEqual([
      { verb: 'hold.set', actor_id: second.agentId, actor_strength: 'fresh-second-factor', set_by: null, reason: null },
      { verb: 'hold.released', actor_id: third.agentId, actor_strength: 'fresh-second-factor', set_by: second.agentId, reason },
    ]);
  });
});

describe('an erasure (R78)', () => {
  it('ends everything but what must stay, cuts the thread in the audit, which still proves itself, and goes on after a crash at any moment', async () => {
    const mark = `Zoe${newId().slice(-8)}`;
    const zoe = await person(mark);
    const [over, running, held] = [await zoe.writes(`Login ${mark} geht nicht`), await zoe.writes(`Noch etwas von ${mark}`), await zoe.writes(`Streit mit ${mark}`)];
    for (const mail of [over, running, held]) await links(mail, zoe.ref);
    for (const mail of [over, held]) await closes(mail);
    expect(await desk.api.get(HoldTicket).hold({ ticketNumber: held.number, reason: 'Rechtsstreit 4 O 12/26', agent: second })).toEqual({ allowed: true });
    // She wrote on somebody else's ticket, too, and got a text message.
    const foreign = await (await person('Max')).writes('Es geht um eine Freundin.');
    const [ofFriend] = await rows<{ kept_mail_id: string }>(`update ticket_message m set from_address = ? from ticket t where t.id = m.ticket_id and t.number = ? and m.kind = 'inbound' returning m.kept_mail_id`, [zoe.address, foreign.number]);
    await rows('update kept_mail set from_address = ? where id = ?', [zoe.address, ofFriend!.kept_mail_id]);
    await closes(foreign);
    await rows(`insert into sms_message (id, created_at, portal_key, ticket_id, recipient, state, give_up_at, tries) select ?, now(), 'school', t.id, '+4930555777', 'sent', now(), 1 from ticket t where t.number = ?`, [newId(), over.number]);
    const mail = await zoe.writes('Bitte löschen Sie alle meine personenbezogenen Daten.', 'Löschung');
    await links(mail, zoe.ref);
    await rows(`insert into evidence (id, portal_key, account_ref, case_id, kind, outcome, recorded_at, expires_at, detail) select ?, 'school', ?, c.id, 'mailbox', 'proved', now(), now(), '{}' from recovery_case c join ticket t on t.id = c.ticket_id where t.number = ?`, [newId(), zoe.ref, over.number]);
    const { id } = await requestOf(mail);
    await mara.post(`/api/v1/privacy/requests/${id}/proposal`, { decision: 'fulfil' });
    // The second person agrees; the process dies after each of the transactions in turn.
    await rows(`update data_request set state = 'approved', approver_agent_id = ?, decided_at = now() where id = ?`, [second.agentId, id]);
    const carryOut = desk.api.get(CarryOutDataRequest) as unknown as { database: Database; run(id: string): Promise<string> };
    const real = carryOut.database;
    let deaths = 0;
    for (let lives = 1; ; lives += 1) {
      let left = lives;
      carryOut.database = new Proxy(real, {
        get: (target, name) => name !== 'transaction' ? (Reflect.get(target, name) as (...all: unknown[]) => unknown).bind(target) : async (work: never) => {
          const answer = await target.transaction(work);
          if ((left -= 1) === 0) throw new Error('killed');
          return answer;
        },
      });
      if (await carryOut.run(id).then(() => false, () => true)) deaths += 1;
      else break;
    }
    carryOut.database = real;
    expect(deaths).toBeGreaterThan(10);
    await desk.api.get(WatchDataRequests).run(new Date());
    expect(await carryOut.run(id)).toBe('done');

    expect(await mailsTo(zoe.address, 'data-erased')).toHaveLength(1);
    expect(await rows(`select 1 from audit_entry where verb = 'data-request.done' and ticket_number = ?`, [mail.number])).toHaveLength(1);
    const request = await requestOf(mail);
    // All attempts together, however often it died in between.
    expect(request).toMatchObject({ ended: { tickets: 1, evidence: 1, 'audit threads': 1 } });
    expect(request).toMatchObject({ state: 'done', kept: expect.arrayContaining([{ what: running.number, because: 'open-ticket' }, { what: held.number, because: 'legal-hold' }, { what: 'account', because: 'account' }]) });
    expect(await rows(`select number, subject, requester_address, requester_name from ticket where number = ?`, [over.number])).toEqual([{ number: over.number, subject: '', requester_address: '', requester_name: null }]);
    expect(await rows(`select 1 from ticket_message m join ticket t on t.id = m.ticket_id where t.number = ?`, [over.number])).toEqual([]);
    expect(await rows(`select 1 from evidence where account_ref = ?`, [zoe.ref])).toEqual([]);
    expect(await rows(`select from_address, subject, bytes_end_at <= now() as bytes_are_due from kept_mail where id = ?`, [ofFriend!.kept_mail_id])).toEqual([{ from_address: null, subject: null, bytes_are_due: true }]);
    expect(await rows(`select 1 from sms_message s join ticket t on t.id = s.ticket_id where t.number = ?`, [over.number])).toEqual([]);
    expect((await rows<{ subject: string }>(`select subject from ticket where number in (?, ?)`, [running.number, held.number])).every(({ subject }) => subject !== '')).toBe(true);
    // The chain is whole, and nothing leads from it to the account any more.
    expect(await desk.api.get(VerifyAudit).run()).toMatchObject({ ok: true });

    // Later, when nothing runs any more, the same answer leaves nothing but this request and the account.
    await rows(`update ticket set state = 'closed', closed_at = now() where number in (?, ?)`, [running.number, mail.number]);
    expect(await desk.api.get(HoldTicket).release({ ticketNumber: held.number, reason: 'verglichen am 3. November', agent: third })).toEqual({ allowed: true });
    await rows(`update data_request set state = 'approved', settled_at = null, scope = ? where id = ?`, [JSON.stringify({ addresses: [canonicalAddress(zoe.address)], accountRefs: [zoe.ref] }), id]);
    expect(await carryOut.run(id)).toBe('done');
    const left = await markedTables(real, mark);
    expect(Object.keys(left).filter((table) => !['builtin_account', 'builtin_address'].includes(table)).sort()).toEqual(['kept_mail', 'outbound_message', 'recovery_grant', 'ticket', 'ticket_message'].filter((table) => table in left));
    expect(await rows(`select number from ticket where requester_name like ? or requester_address like ? or subject like ?`, [`%${mark}%`, `%${mark.toLowerCase()}%`, `%${mark}%`])).toEqual([{ number: mail.number }]);
    expect(await rows(`select distinct t.number from ticket_message m join ticket t on t.id = m.ticket_id where m::text ilike ?`, [`%${mark}%`])).toEqual([{ number: mail.number }]);
  });
});

describe('wrong registration data (R77; U5, U8)', () => {
  it('are a request under Art. 16 with its due date in the ticket and in the mail, settled with the ticket', async () => {
    const vera = await person('Vera');
    const mail = await vera.writes('Ich habe bei der Registrierung meinen Namen falsch angegeben und geändert, jetzt ist mein Konto gesperrt und wartet auf Freigabe durch das Sekretariat. Berichtigung meiner Daten bitte.', 'Falsche Daten bei der Registrierung');
    const request = await requestOf(mail);
    expect(request).toMatchObject({ kind: 'rectification', article: 16, state: 'open' });
    const [ticket] = await rows<{ promised_by: string }>('select promised_by from ticket where number = ?', [mail.number]);
    expect(new Date(request.dueAt)).toEqual(new Date(ticket!.promised_by));
    const told = [...(await mailsTo(vera.address, 'request-received')), ...(await mailsTo(vera.address, 'form-request'))];
    expect(told.map(({ variables }) => variables['correctionDueAt'])).toEqual([request.dueAt]);
    expect((await mara.ticket(mail.number)).dataRequests).toMatchObject([{ kind: 'rectification', article: 16, dueAt: request.dueAt }]);
    expect(await mara.refusalOf(mara.post(`/api/v1/privacy/requests/${request.id}/proposal`, { decision: 'fulfil' }))).toMatchObject({ code: 'privacy.answered-by-its-ticket' });
    // A promise of days calls nobody; the month of the law does.
    const alarms = () => rows(`select 1 from alarm where kind = 'data-request-due' and cleared_at is null and subject = ?`, [request.id]);
    await desk.api.get(WatchDataRequests).run(new Date());
    expect(await alarms()).toEqual([]);
    await desk.api.get(WatchDataRequests).run(new Date(Date.now() + 22 * DAY_MS));
    expect(await alarms()).toHaveLength(1);
    await closes(mail);
    await desk.api.get(WatchDataRequests).run(new Date());
    expect(await requestOf(mail)).toMatchObject({ state: 'done', clock: 'over' });
    expect(await alarms()).toEqual([]);
  });
});

it('no mail of all these says what the preview of its kind never shows', async () => expect((await saidButNeverShown({ rows })).said).toEqual([]));
