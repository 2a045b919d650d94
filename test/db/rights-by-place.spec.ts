import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AddAgent, ChangeAgentRights, IssueApiToken, IssueEnrolmentCode, ofSeenAlarms, portalCondition, RemoveKey, ROLES, sees, seesWhole, ticketCondition, UNKNOWN_KIND, type Limits, type Role } from '#agents';
import { Alarms } from '#alarms';
import { Database } from '#persistence';
import { LearnKinds } from '#recovery';
import { AgentClient, ApiRefusal } from '../support/agent-client.js';
import { PASSWORD, TestApi } from '../support/api.js';
import { openLinkedTicket } from '../support/linked-ticket.js';
import { aPlace, aScope } from '../support/scopes.js';

const NOWHERE = { number: 'MAN-9999', id: '019b0000-0000-7000-8000-00000000dead', account: 'nobody' };

/** What is known of a ticket by somebody who sees it. */
interface Thing { readonly number: string; readonly account: string; readonly message: string; readonly action: string; readonly request: string; readonly mail: string; readonly alarm: string }

const key = 'idempotent-1';
const evidence = { kind: 'mailbox-proof' };

/** By the number of a ticket. `other`: one that both see. */
const BY_NUMBER: Readonly<Record<string, (thing: Thing, other: string) => unknown>> = {
  'GET /tickets/:number': () => undefined,
  'GET /tickets/:number/mails/:mail': () => undefined,
  'POST /tickets/:number/replies': () => ({ text: 'x', seenVersion: 0 }),
  'POST /tickets/:number/notes': () => ({ text: 'x' }),
  'PATCH /tickets/:number': () => ({ priority: 'high', version: 0 }),
  'POST /tickets/:number/merge': (_, into) => ({ into }),
  'DELETE /tickets/:number/merge': () => undefined,
  'POST /tickets/:number/messages/:id/split': () => ({}),
  'POST /tickets/:number/messages/:message/attachments/:part': () => ({ way: 'file' }),
  'POST /tickets/:number/messages/:message/page': () => ({}),
  'POST /tickets/:number/messages/:message/original': () => ({ reason: 'to know' }),
  'POST /tickets/:number/account': ({ account }) => ({ accountRef: account }),
  'POST /tickets/:number/candidates': () => ({ name: 'x' }),
  'POST /tickets/:number/evidence': () => evidence,
  'POST /tickets/:number/actions': () => ({ type: 'unlock', idempotencyKey: key }),
  'POST /tickets/:number/escalations': () => ({ reason: 'no-safe-way-to-deliver' }),
  'POST /tickets/:number/steps': () => ({ key: 'x', done: true }),
  'POST /privacy/requests': ({ number }) => ({ ticketNumber: number, kind: 'access' }),
  'POST /privacy/holds': ({ number }) => ({ ticketNumber: number, reason: 'a claim is running, said by the lawyers' }),
  'POST /privacy/holds/:number/release': () => ({ reason: 'the claim was settled out of court' }),
};
/** By the id of something that belongs to a ticket. */
const BY_ID: Readonly<Record<string, readonly [keyof Thing, unknown?]>> = {
  'POST /actions/:id/approval': ['action', { decision: 'refuse' }],
  'POST /actions/:id/recheck': ['action', { outcome: 'fine' }],
  'POST /actions/:id/breach': ['action', { reason: 'the wrong person had it, they told us on the phone' }],
  'POST /actions/:id/cancel': ['action', {}],
  'POST /privacy/requests/:id/extension': ['request', { reason: 'x' }],
  'POST /privacy/requests/:id/:format': ['request', {}],
  'POST /privacy/requests/:id/approval': ['request', { decision: 'return' }],
  'POST /privacy/requests/:id/proposal': ['request', { decision: 'refuse', reason: 'x' }],
  'POST /outbox/:id/confirmation': ['mail', {}],
  'POST /outbox/:id/lifting': ['mail', { reason: '' }],
  'GET /outbox/:id/attempts': ['mail'],
  'POST /outbox/:id/retry': ['mail', {}],
  'POST /outbox/:id/cancel': ['mail', {}],
  'POST /alarms/:id/acknowledgement': ['alarm', {}],
};
/** Lists and searches in which something of a ticket shows to those who see it. */
const LISTS = [
  'GET /tickets', 'GET /tickets?q=Good', 'GET /queues', 'GET /approvals', 'GET /reports/overrides', 'GET /reports/overrides.csv', 'GET /outbox', 'GET /audit', 'GET /privacy/requests', 'GET /alarms',
  'GET /trace?messageId=seen@post.example', 'GET /office',
] as const;
/** For those who see a portal whole: what is done to many accounts, what has no ticket, how the portal is set up. */
const WHOLE = [
  'POST /bulk', 'GET /bulk/:id/accounts', 'POST /bulk/:id/approval', 'POST /bulk/:id/cancel', 'GET /slips', 'POST /slips/batches/:id/sent', 'POST /slips/print', 'GET /breaches', 'POST /breaches/:id/closing', 'POST /breaches/:id/accounts.csv',
  'GET /quarantine', 'POST /quarantine/:id/release', 'POST /quarantine/releases', 'GET /quarantine/:id', 'GET /quarantine/:id/raw', 'DELETE /quarantine/:id',
  'GET /wordings', 'GET /wordings/:portal/:kind/:locale', 'PATCH /wordings/:portal/:kind/:locale', 'POST /wordings/:portal/:kind/:locale/preview', 'GET /portals/:key/profile', 'POST /portals/profiles/check', 'POST /portals/profiles',
  'POST /outbox/breaker/release',
] as const;
/** By account, as the office knows people. */
const BY_ACCOUNT = ['GET /office/item', 'GET /office/user-name', 'POST /office/previews', 'POST /office/proofs', 'POST /office/decisions'] as const;
/** Nothing of a ticket or an account; people at the desk have rules of their own (`granting.ts`). */
const OTHERS = [
  'GET /session', 'DELETE /session', 'POST /session/proof', 'POST /session/second-factor', 'POST /session/second-factor/confirm', 'POST /session/proof/key', 'GET /session/keys', 'POST /session/keys/start', 'POST /session/keys', 'DELETE /session/keys/:key',
  'GET /agents', 'GET /agents/:id/keys', 'POST /agents/:id/keys/:key/removal', 'POST /agents/:id/enrolment-code', 'PUT /agents/:id/rights', 'GET /portals', 'GET /mailboxes', 'GET /outbox/breaker', 'GET /audit/verification', 'GET /privacy/retention', 'GET /wordings/empty-page',
  // Numbers only, by the same conditions as the lists: `waiting-counts.spec.ts`.
  'GET /waiting',
  // Their own tests below.
  'GET /live', 'POST /tickets/changes', 'POST /outbox/retries',
] as const;

describe('what somebody does not see is not there (R54)', () => {
  let api: TestApi;
  let whole: AgentClient;
  /** Sees the first ticket and not the second: because of the queue, because of the kind of account. */
  let blind: Readonly<Record<'queue' | 'kind', AgentClient>>;
  let first: Thing;
  let hidden: Thing;

  beforeAll(async () => {
    api = await TestApi.open();
    whole = await person('whole', {});
    blind = { queue: await person('queue', { manufacturer: { queues: ['triage', 'registration-release'] } }), kind: await person('kind', { manufacturer: { kinds: ['customer'] } }) };
    first = await thingOf(await openLinkedTicket(api, 1), 'triage');
    hidden = await thingOf(await openLinkedTicket(api, 2, { userType: 'employee' }), 'identify');
  });
  afterAll(() => api?.close());

  it('knows of every route what it can show', () => {
    const known = [...Object.keys(BY_NUMBER), ...Object.keys(BY_ID), ...LISTS.map((one) => one.replace(/\?.*/, '')), ...WHOLE, ...BY_ACCOUNT, ...OTHERS];
    const declared = api.routes().filter(({ isPublic }) => !isPublic).map(({ method, path }) => `${method} ${path.replace(/^\/api\/v1/, '')}`);
    expect([...new Set(known)].toSorted()).toEqual(declared.toSorted());
  });

  it.each(['queue', 'kind'] as const)('answers for a ticket out of sight by %s as for none', async (by) => {
    for (const [route, body] of Object.entries(BY_NUMBER)) {
      const ask = (who: AgentClient, thing: Thing) => said(who, filled(route, thing), body(thing, first.number));
      const [seen, none] = [await ask(blind[by], hidden), await ask(blind[by], nothing(hidden))];
      expect({ route, answer: seen }).toEqual({ route, answer: none });
      expect({ route, answer: seen.code }).toEqual({ route, answer: 'tickets.unknown' });
    }
    expect(await said(blind[by], `POST /tickets/${first.number}/merge`, { into: hidden.number })).toEqual(await said(blind[by], `POST /tickets/${first.number}/merge`, { into: NOWHERE.number }));
    for (const [route, [what, body]] of Object.entries(BY_ID)) {
      const ask = (thing: Thing) => said(blind[by], filled(route, thing, what), body);
      const [seen, none] = [await ask(hidden), await ask(nothing(hidden))];
      expect({ route, answer: seen }).toEqual({ route, answer: none });
      expect({ route, status: seen.status >= 400 }).toEqual({ route, status: true });
    }
  });

  it.each(['queue', 'kind'] as const)('answers among many for one out of sight by %s as for none, and does the others', async (by) => {
    const { version } = await whole.ticket(first.number);
    const items = [hidden.number, NOWHERE.number, first.number].map((number) => ({ number, version, priority: 'low' }));
    const no = { outcome: 'refused', version: null, code: 'tickets.unknown', missing: [] };
    expect(await blind[by].post('/api/v1/tickets/changes', { items })).toEqual({
      items: [{ number: hidden.number, ...no }, { number: NOWHERE.number, ...no }, { number: first.number, outcome: 'done', version: version + 1, code: null, missing: [] }],
    });
    await whole.patch(`/api/v1/tickets/${first.number}`, { priority: 'normal', version: version + 1 });
  });

  it.each(['queue', 'kind'] as const)('sends what waits for another try, but no mail out of sight by %s', async (by) => {
    await api.get(Database).transaction((tx) => tx.execute(`update outbound_message set state = 'queued', rounds = 1, held_by = null, next_attempt_at = now() + interval '50 minutes' where id in (?)`, [[first.mail, hidden.mail]]));
    const waits = async () => (await api.get(Database).read((em) => em.execute<{ id: string }[]>(`select id from outbound_message where next_attempt_at > now() + interval '40 minutes'`))).map(({ id }) => id).toSorted();
    expect(await waits()).toEqual([first.mail, hidden.mail].toSorted());
    expect(await blind[by].post('/api/v1/outbox/retries', { portal: 'school' })).toEqual({ mails: 0 });
    expect(await blind[by].post('/api/v1/outbox/retries', {})).toEqual({ mails: 1 });
    expect(await waits()).toEqual([hidden.mail]);
    expect(await whole.post('/api/v1/outbox/retries', { portal: 'manufacturer' })).toEqual({ mails: 1 });
    expect(await waits()).toEqual([]);
  });

  it.each(['queue', 'kind'] as const)('shows nothing of it in lists, counts and searches, by %s', async (by) => {
    for (const route of LISTS) {
      const [all, some] = [await said(whole, route), await said(blind[by], route)];
      expect({ route, status: some.status }).toEqual({ route, status: 200 });
      for (const mark of [hidden.number, hidden.account, hidden.action, hidden.request, hidden.mail, 'thomas2']) expect({ route, mark, shown: some.text.includes(mark) }).toEqual({ route, mark, shown: false });
      if (!/queues|office|trace/.test(route)) expect({ route, all: all.text.includes(hidden.number) }).toEqual({ route, all: true });
      if (/^GET \/(tickets|outbox|audit|approvals|reports|privacy|alarms)/.test(route)) expect({ route, some: some.text.includes(first.number) }).toEqual({ route, some: true });
    }
    const active = async (who: AgentClient) => (await who.get<{ items: { active: number; portal: string }[] }>('/api/v1/queues')).items.reduce((sum, one) => sum + one.active, 0);
    expect([await active(whole), await active(blind[by])]).toEqual([2, 1]);
    expect(await said(blind[by], `GET /audit?ticket=${hidden.number}`)).toMatchObject({ text: (await said(blind[by], `GET /audit?ticket=${NOWHERE.number}`)).text });
    // Candidates of a kind out of sight are not found either.
    const found = await blind[by].post<{ candidates: unknown[] }>(`/api/v1/tickets/${first.number}/candidates`, { username: 'thomas2' });
    expect(found.candidates).toHaveLength(by === 'kind' ? 0 : 1);
  });

  it('keeps what concerns a whole portal from those who see a part', async () => {
    for (const who of Object.values(blind)) {
      for (const [route, body] of [['POST /bulk', { portal: 'manufacturer', kind: 'forced-reset', idempotencyKey: key }], ['POST /slips/print?portal=manufacturer', {}], ['GET /portals/manufacturer/profile'], ['GET /wordings?portal=manufacturer']] as const) {
        expect({ route, answer: await said(who, route, body) }).toMatchObject({ route, answer: { status: 404, code: 'portals.unknown' } });
      }
      expect((await said(who, 'POST /outbox/breaker/release', { reason: 'x' })).code).toBe('session.forbidden');
      expect((await said(who, 'GET /portals/school/profile')).status).toBe(200);
      for (const list of ['quarantine', 'breaches', 'slips']) expect((await said(who, `GET /${list}`)).status).toBe(200);
    }
  });

  it('tells live only those who see the ticket, and whoever lost sight of it only to look again', async () => {
    const ears = await Promise.all([whole, blind.queue, blind.kind].map((who) => listen(who)));
    await whole.post(`/api/v1/tickets/${hidden.number}/notes`, { text: 'nobody else' });
    await whole.post(`/api/v1/tickets/${first.number}/notes`, { text: 'for everybody' });
    // The two may be told in either order.
    await ears[0]!.until(hidden.number);
    const heard = await Promise.all(ears.map((ear) => ear.until(first.number)));
    expect(heard.map((text) => text.includes(hidden.number))).toEqual([true, false, false]);
    for (const ear of ears) ear.close();
  });

  it('binds the token of an integration as it binds its agent', async () => {
    const issued = await api.get(IssueApiToken).run({ agentId: blind.queue.session!.agent.id, name: 'script', actor: { kind: 'operator' } });
    if (!issued.allowed) throw new Error(issued.refusal);
    const status = async (number: string) => (await fetch(`${api.url}/api/v1/tickets/${number}`, { headers: { authorization: `Bearer ${issued.token}` } })).status;
    expect([await status(first.number), await status(hidden.number)]).toEqual([200, 404]);
  });

  it('names no ticket out of sight where another hangs together with it', async () => {
    const [into, from] = [await openLinkedTicket(api, 11), await openLinkedTicket(api, 12)];
    await whole.post(`/api/v1/tickets/${from.number}/merge`, { into: hidden.number, acrossRequesters: true });
    const { number: elsewhere } = await openLinkedTicket(api, 13, { userType: 'employee' });
    await whole.patch(`/api/v1/tickets/${elsewhere}`, { queue: 'identify', version: (await whole.ticket(elsewhere)).version });
    await whole.post(`/api/v1/tickets/${elsewhere}/merge`, { into: into.number, acrossRequesters: true });
    const tells = async (who: AgentClient, of: string) => (await said(who, `GET /tickets/${of}`)).text;
    for (const [of, other] of [[from.number, hidden.number], [into.number, elsewhere]] as const) {
      expect({ of, all: (await tells(whole, of)).includes(other) }).toEqual({ of, all: true });
      for (const who of [blind.queue, blind.kind]) expect({ of, some: (await tells(who, of)).includes(other) }).toEqual({ of, some: false });
    }
    const act = `POST /tickets/${from.number}/actions`;
    expect((await said(whole, act, { type: 'send-recovery-link', idempotencyKey: 'the whole sees' })).text).toContain(hidden.number);
    for (const who of [blind.queue, blind.kind]) {
      const answer = await said(who, act, { type: 'send-recovery-link', idempotencyKey: 'a part sees' });
      expect({ code: answer.code, names: answer.text.includes(hidden.number) }).toEqual({ code: 'tickets.merged', names: false });
    }
  });

  it('lets a ticket be handed on out of sight, and then it is gone', async () => {
    const { number } = await openLinkedTicket(api, 3);
    const { version } = await blind.queue.ticket(number);
    const mine = await blind.queue.patch<{ version: number }>(`/api/v1/tickets/${number}`, { assignee: 'me', version });
    await blind.queue.patch(`/api/v1/tickets/${number}`, { queue: 'identify', version: mine.version });
    expect(await said(blind.queue, `GET /tickets/${number}`)).toMatchObject({ status: 404, code: 'tickets.unknown' });
    expect(await whole.ticket(number)).toMatchObject({ queue: 'identify', assignee: null });
  });

  it('follows the directory when the kind of an account has changed, and knows an unknown kind by nobody but those who see all', async () => {
    const { number, accountRef } = await openLinkedTicket(api, 4);
    await sql(`update builtin_account set user_type = 'employee' where id::text = ?`, [accountRef]);
    expect((await said(blind.kind, `POST /tickets/${number}/evidence`, evidence)).code).toBe('tickets.unknown');
    await sql(`update ticket set account_kind = ? where number = ?`, [UNKNOWN_KIND, number]);
    expect((await said(blind.kind, `GET /tickets/${number}`)).code).toBe('tickets.unknown');
    expect((await said(blind.queue, `GET /tickets/${number}`)).status).toBe(200);
  });

  it('finds out in the upkeep what kind an account is of, a few tickets at a time, and asks again for what nobody knows', async () => {
    const tickets = [];
    for (let count = 30; count < 57; count += 1) tickets.push(await openLinkedTicket(api, count, { password: undefined }));
    const numbers = tickets.map(({ number }) => number);
    await sql(`update ticket set account_kind = 'unknown' where number = any(?::text[])`, [`{${numbers.join()}}`]);
    const oldest = tickets[0]!;
    await sql(`update recovery_case set account_ref = '0190a000-0000-7000-8000-000000000000' where account_ref = ?`, [oldest.accountRef]);
    const seen = async () => (await blind.kind.get<{ items: { number: string }[] }>('/api/v1/tickets?limit=100')).items.filter(({ number }) => numbers.includes(number)).length;
    const [learn, now] = [api.get(LearnKinds), new Date()];
    const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
    expect(await seen()).toBe(0);
    expect([await learn.run(now), await seen()]).toEqual([25, 25]);
    expect([await learn.run(later(1)), await seen()]).toEqual([1, 26]);
    // That account is gone: not asked for in every round, and known as soon as it is there again.
    await sql(`update recovery_case set account_ref = ? where account_ref = '0190a000-0000-7000-8000-000000000000'`, [oldest.accountRef]);
    expect([await learn.run(later(2)), await seen()]).toEqual([0, 26]);
    expect([await learn.run(later(63)), await seen()]).toEqual([1, 27]);
  });

  it('lets nobody give rights beyond their own, nor touch who has more, nor widen themselves', async () => {
    const ids = new Map((await whole.get<{ items: { id: string; displayName: string }[] }>('/api/v1/agents')).items.map(({ id, displayName }) => [displayName, id]));
    const boss = await person('bossy', {}, ['admin', 'agent'], ['manufacturer']);
    const put = (who: AgentClient, name: string, rights: object) => said(who, `PUT /agents/${ids.get(name)}/rights`, { roles: ['agent'], portals: ['manufacturer'], limits: {}, reason: 'new tasks', ...rights });
    await person('new', {}, ['agent'], ['manufacturer']);
    ids.set('new', (await whole.get<{ items: { id: string; displayName: string }[] }>('/api/v1/agents')).items.find(({ displayName }) => displayName === 'new')!.id);
    ids.set('bossy', boss.session!.agent.id);
    for (const beyond of [{ portals: [] }, { portals: ['school'] }, { roles: ['security'] }, { roles: ['agent'], portals: ['manufacturer', 'school'] }]) expect((await put(boss, 'new', beyond)).code).toBe('agents.beyond-own-rights');
    expect((await put(boss, 'whole', {})).code).toBe('agents.beyond-own-rights');
    expect((await put(boss, 'bossy', {})).code).toBe('agents.own-account');
    expect((await put(boss, 'new', { limits: { manufacturer: { queues: [] } } })).code).toBe('agents.limits-unfit');
    expect((await put(boss, 'new', { reason: ' ' })).code).toBe('agents.reason-needed');
    expect((await said(boss, `POST /agents/${ids.get('whole')}/enrolment-code`, { reason: 'I want in' })).code).toBe('agents.beyond-own-rights');
    expect((await put(boss, 'new', { limits: { manufacturer: { queues: ['identify'], kinds: ['employee'] } } })).status).toBe(200);
    const newcomer = await new AgentClient(api.url).signsIn('new@desk.example', PASSWORD);
    expect(newcomer.session!.agent.limits).toEqual({ manufacturer: { kinds: ['employee'], queues: ['identify'] } });
    expect((await newcomer.get<{ items: { number: string }[] }>('/api/v1/tickets')).items.map(({ number }) => number)).toContain(hidden.number);
    expect((await said(newcomer, `GET /tickets/${first.number}`)).code).toBe('tickets.unknown');
    expect((await said(whole, 'GET /audit?verb=agent.rights-changed')).text).toContain('new tasks');
    // Taken away after the request was let in: what counts is what somebody holds when it is written.
    const actor = { kind: 'agent', id: ids.get('bossy')!, strength: 'fresh-second-factor' } as const;
    await sql(`update agent set roles = '["agent"]' where id = ?`, [actor.id]);
    const to = ids.get('new')!;
    const late = { refusal: 'agents.not-permitted' };
    expect(await api.get(ChangeAgentRights).run({ agentId: to, roles: ['agent'], portals: ['manufacturer'], limits: {}, reason: 'too late', actor })).toMatchObject(late);
    expect(await api.get(IssueEnrolmentCode).run(to, 'too late', actor)).toMatchObject(late);
    expect(await api.get(RemoveKey).of(to, to, 'too late', actor)).toMatchObject(late);
  });

  it('would have said something else to those who see it', async () => {
    for (const [route, body] of Object.entries(BY_NUMBER)) expect({ route, code: (await said(whole, filled(route, hidden), body(hidden, first.number))).code }).not.toEqual({ route, code: 'tickets.unknown' });
    // Nothing of the kind is due here, so both hear the same.
    for (const [route, [what, body]] of Object.entries(BY_ID).filter(([name]) => !name.endsWith('/recheck'))) {
      const ask = (who: AgentClient) => said(who, filled(route, hidden, what), body);
      expect({ route, code: (await ask(whole)).code }).not.toEqual({ route, code: (await ask(blind.kind)).code });
    }
  });

  it('says the same to PostgreSQL as the rule', async () => {
    await fc.assert(fc.asyncProperty(aScope, fc.array(aPlace, { minLength: 20, maxLength: 40 }), async (scope, places) => {
      const tickets = ticketCondition(scope, 't');
      const portals = portalCondition(scope, 't');
      const rows = await sql<{ nth: number; tickets: boolean; portals: boolean }>(
        `select nth, coalesce(${tickets.sql}, false) as tickets, (${portals.sql}) as portals from jsonb_to_recordset(?::jsonb) as t(nth int, portal_key text, queue text, account_kind text, account_organisation text) order by nth`,
        [...tickets.values, ...portals.values, JSON.stringify(places.map((one, nth) => ({ nth, portal_key: one.portalKey, queue: one.queue, account_kind: one.accountKind, account_organisation: one.accountOrganisation })))]);
      expect(rows.map((row) => [row.tickets, row.portals])).toEqual(places.map((one) => [sees(scope, one), seesWhole(scope, one.portalKey)]));
    }), { numRuns: 60 });
  });

  async function person(name: string, limits: Limits, roles: readonly Role[] = ROLES, portals: string[] = []): Promise<AgentClient> {
    const email = `${name}@desk.example`;
    const added = await api.get(AddAgent).run({ email, displayName: name, code: name.slice(0, 5), roles, portals, limits, locale: 'en', trained: true, password: PASSWORD });
    if (!added.allowed) throw new Error(JSON.stringify(added));
    return new AgentClient(api.url).signsIn(email, PASSWORD);
  }

  /** Something of every sort on one ticket. */
  async function thingOf({ number, accountRef: account }: { readonly number: string; readonly accountRef: string }, queue: string): Promise<Thing> {
    await sql('update ticket set queue = ? where number = ?', [queue, number]);
    const { messageId: message } = await whole.post<{ messageId: string }>(`/api/v1/tickets/${number}/replies`, { text: 'Good day' });
    const { actionId: action } = await whole.post<{ actionId: string }>(`/api/v1/tickets/${number}/actions`, { type: 'issue-temporary-password', idempotencyKey: `over-${number}`, overrideReason: 'They stand at the counter and the minister is waiting.' });
    const { id: request } = await whole.post<{ id: string }>('/api/v1/privacy/requests', { ticketNumber: number, kind: 'access' });
    await api.get(Alarms).raiseNow({ kind: 'voucher-said-no', portalKey: 'manufacturer', subject: number, detail: { ticket: number } });
    const [mail] = await sql<{ id: string }>('select m.id from outbound_message m join ticket t on t.id = m.ticket_id where t.number = ? order by m.id limit 1', [number]);
    const [alarm] = await sql<{ id: string }>('select id from alarm where subject = ?', [number]);
    expect(await api.get(Alarms).open(() => ofSeenAlarms({ portals: ['school'] }))).toEqual([]);
    return { number, account, message, action, request, mail: mail!.id, alarm: alarm!.id };
  }

  function sql<Row>(text: string, values: readonly unknown[]): Promise<Row[]> {
    return api.get(Database).statement((em) => em.execute<Row[]>(text, values as never[]));
  }

  /** What the server tells somebody. */
  async function listen(who: AgentClient): Promise<{ until(mark: string): Promise<string>; close(): void }> {
    const ending = new AbortController();
    const answer = await fetch(`${api.url}/live`, { headers: { cookie: who.cookie }, signal: ending.signal });
    const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    return {
      async until(mark) {
        while (!text.includes(mark)) {
          const { done, value } = await reader.read();
          if (done) throw new Error(`the stream ended before ${mark}: ${text}`);
          text += value;
        }
        return text;
      },
      close: () => ending.abort(),
    };
  }
});

function nothing(thing: Thing): Thing {
  return { number: NOWHERE.number, account: NOWHERE.account, message: thing.message, action: NOWHERE.id, request: NOWHERE.id, mail: NOWHERE.id, alarm: NOWHERE.id };
}

function filled(route: string, thing: Thing, id: keyof Thing = 'message'): string {
  return route.replace(':number', thing.number).replace(':id', thing[id]).replace(':message', thing.message).replace(':mail', thing.mail).replace(':part', '1').replace(':format', 'copy.json');
}

/** Status, code and words, whatever was said. */
async function said(who: AgentClient, route: string, body?: unknown): Promise<{ readonly status: number; readonly code: string | null; readonly text: string }> {
  const [method, path] = route.split(' ') as [string, string];
  try {
    return { status: 200, code: null, text: await who.says(method, `/api/v1${path}`, body) };
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error;
    const { status, code, missing, fields } = error.problem;
    return { status, code, text: JSON.stringify([missing ?? [], fields ?? []]) };
  }
}
