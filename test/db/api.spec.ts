import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'node:http';
import { generate } from 'otplib';
import { AddAgent, DisableAgent, IssueApiToken, RevokeApiToken } from '#agents';
import type { Agents } from '#contracts';
import { newId, Secret } from '#kernel';
import { Database } from '#persistence';
import { Mailboxes } from '#portals';
import { Ticket } from '#tickets';
import { isPublicRoute, PUBLIC_ROUTES } from '../../apps/api/gate/public-routes.js';
import { AgentClient } from '../support/agent-client.js';
import { PASSWORD, TestApi } from '../support/api.js';

const IDS: Record<string, string> = { ':number': 'SCH-1001', ':id': '019b0000-0000-7000-8000-000000000000', ':token': 'x'.repeat(43), ':profile': 'school', ':file': 'x.css' };
const filled = (path: string): string => path.replace(/:[a-z]+/g, (name) => IDS[name] ?? 'x');

describe('the HTTP door', () => {
  let api: TestApi;
  let mara: AgentClient;
  let schoolOnly: AgentClient;
  let auditor: AgentClient;

  beforeAll(async () => {
    api = await TestApi.open({ REKEY_DEMO: 'true', REKEY_DEMO_FILE: '/nowhere/demo.json' });
    mara = await api.agent('mara', ['agent']);
    schoolOnly = await api.agent('school', ['agent'], ['school']);
    auditor = await api.agent('audit', ['auditor']);
    for (const [portalKey, number] of [['school', 'SCH-1001'], ['chamber', 'CHA-1001']] as const) await addTicket(api, portalKey, number);
  });
  afterAll(() => api?.close());

  it('has a need or a line in the public table for every route, and no line without a route', () => {
    const routes = api.routes();
    expect(routes.length).toBeGreaterThan(40);
    for (const { method, path, need, isPublic } of routes) {
      expect({ method, path, closedOrListed: isPublic ? isPublicRoute(method, path) : need !== undefined && !isPublicRoute(method, path) }).toEqual({ method, path, closedOrListed: true });
    }
    for (const line of PUBLIC_ROUTES) {
      expect({ path: line.path, used: routes.some(({ method, path }) => isPublicRoute(method, path) && (line.path.endsWith('*') ? path.startsWith(line.path.slice(0, -1)) : path === line.path)) }).toEqual({ path: line.path, used: true });
    }
  });

  it('answers nobody who is not signed in, with problem details', async () => {
    for (const { method, path } of api.routes().filter(({ isPublic }) => !isPublic)) {
      const answer = await fetch(api.url + filled(path), { method, headers: { 'content-type': 'application/json', accept: 'application/json' }, ...(method === 'GET' ? {} : { body: '{}' }) });
      expect({ path, status: answer.status, type: answer.headers.get('content-type'), code: ((await answer.json()) as { code: string }).code })
        .toEqual({ path, status: 401, type: 'application/problem+json; charset=utf-8', code: 'session.required' });
    }
  });

  it('keeps every route from a role that lacks the permission', async () => {
    expect((await auditor.refusalOf(auditor.post('/api/v1/tickets/SCH-1001/notes', { text: 'x' })))).toMatchObject({ status: 403, code: 'session.forbidden', missing: ['tickets.write'] });
    expect((await mara.refusalOf(mara.get('/api/v1/audit')))).toMatchObject({ status: 403 });
    expect((await mara.refusalOf(mara.post(`/api/v1/actions/${newId()}/approval`, { decision: 'approve' })))).toMatchObject({ status: 403 });
  });

  it('signs in without saying what was wrong, and slows guessing down', async () => {
    const nobody = await wrongSignIn(api, 'nobody@desk.example', 'x');
    const wrong = await wrongSignIn(api, 'mara@desk.example', 'x');
    expect(wrong.body).toEqual(nobody.body);
    expect(wrong).toMatchObject({ status: 401, body: { code: 'session.wrong-credentials' } });
    let last = wrong;
    for (let tries = 0; tries < 12 && last.status !== 429; tries += 1) last = await wrongSignIn(api, 'nobody@desk.example', 'x');
    expect(last).toMatchObject({ status: 429, body: { code: 'session.throttled' } });
    expect(Number(last.retryAfter)).toBeGreaterThan(0);
  });

  it('gives a cookie that scripts and other sites cannot use, and says who one is', async () => {
    const answer = await fetch(`${api.url}/api/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email: 'audit@desk.example', password: PASSWORD }) });
    expect(answer.headers.getSetCookie()[0]).toMatch(/^rekey=[A-Za-z0-9_-]{43}; .*HttpOnly; SameSite=Strict/);
    const session = await auditor.get<{ csrf: string; permissions: string[] }>('/api/v1/session');
    expect(session.csrf).toBe(auditor.session!.csrf);
    expect(session.permissions).toContain('audit.read');
    expect(session.permissions).not.toContain('recovery.act');
  });

  it('refuses a changing request without CSRF value or from elsewhere', async () => {
    const post = (headers: Record<string, string>) => fetch(`${api.url}/api/v1/tickets/SCH-1001/notes`, { method: 'POST', headers: { cookie: mara.cookie, 'content-type': 'application/json', ...headers }, body: '{"text":"x"}' });
    const good = { origin: api.url, 'x-rekey-csrf': mara.session!.csrf };
    for (const headers of [{ origin: good.origin }, { 'x-rekey-csrf': good['x-rekey-csrf'] }, { ...good, origin: 'https://evil.example' }, { ...good, 'sec-fetch-site': 'cross-site' }, { ...good, 'x-rekey-csrf': auditor.session!.csrf }]) {
      const answer = await post(headers as Record<string, string>);
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([403, 'session.csrf']);
    }
    expect((await post(good)).status).toBe(201);
  });

  it('refuses unknown fields, wrong shapes and lists instead of texts, and says where', async () => {
    expect(await mara.refusalOf(mara.post('/api/v1/tickets/SCH-1001/notes', { text: 'x', to: 'evil@elsewhere.example' }))).toMatchObject({ status: 400, code: 'request.invalid', fields: [expect.anything()] });
    expect(await mara.refusalOf(mara.post('/api/v1/tickets/SCH-1001/notes', { text: ['x'] }))).toMatchObject({ status: 400, fields: [{ path: 'text' }] });
    expect(await mara.refusalOf(mara.get('/api/v1/tickets?limit=500'))).toMatchObject({ status: 400, fields: [{ path: 'limit' }] });
    expect(await mara.refusalOf(mara.get('/api/v1/tickets?sneaky=1'))).toMatchObject({ status: 400 });
    expect(await mara.refusalOf(mara.get('/api/v1/tickets?portal=a&portal=b'))).toMatchObject({ status: 400 });
    expect(await mara.refusalOf(mara.post('/api/v1/tickets/SCH-1001/notes', { text: 'a\u0000b' }))).toMatchObject({ status: 400 });
    expect(await mara.refusalOf(mara.post('/api/v1/tickets/SCH-1001/actions', { type: 'issue-temporary-password', idempotencyKey: 'k'.repeat(12), password: 'chosen by me' }))).toMatchObject({ status: 400 });
    const form = await fetch(`${api.url}/api/v1/session`, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'email=a&password=b' });
    expect(form.status).toBe(415);
    const broken = await fetch(`${api.url}/api/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' });
    expect([broken.status, broken.headers.get('content-type')]).toEqual([400, 'application/problem+json; charset=utf-8']);
    const large = await fetch(`${api.url}/api/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email: 'x'.repeat(600_000) }) });
    expect(large.status).toBe(413);
  });

  it('serves every field of the contracts, and hides tickets of other portals', async () => {
    const all = await mara.get<{ items: { number: string }[] }>('/api/v1/tickets');
    expect(all.items.map(({ number }) => number).sort()).toEqual(['CHA-1001', 'SCH-1001']);
    expect((await schoolOnly.get<{ items: { number: string }[] }>('/api/v1/tickets')).items.map(({ number }) => number)).toEqual(['SCH-1001']);
    expect((await schoolOnly.get<{ items: unknown[] }>('/api/v1/tickets?portal=chamber')).items).toEqual([]);
    expect((await schoolOnly.ticket('SCH-1001')).messages).toEqual([expect.objectContaining({ kind: 'note', text: 'x' })]);
    const hidden = await schoolOnly.refusalOf(schoolOnly.ticket('CHA-1001'));
    const missing = await schoolOnly.refusalOf(schoolOnly.ticket('CHA-9999'));
    expect(hidden).toEqual(missing);
    expect(hidden).toMatchObject({ status: 404, code: 'tickets.unknown' });
    const version = (await mara.ticket('CHA-1001')).version;
    for (const change of [
      () => schoolOnly.post('/api/v1/tickets/CHA-1001/notes', { text: 'x' }), () => schoolOnly.post('/api/v1/tickets/CHA-1001/replies', { text: 'x' }),
      () => schoolOnly.patch('/api/v1/tickets/CHA-1001', { state: 'closed', version }), () => schoolOnly.post('/api/v1/tickets/CHA-1001/account', { accountRef: 'x' }),
      () => schoolOnly.post('/api/v1/tickets/CHA-1001/candidates', { name: 'x' }), () => schoolOnly.post('/api/v1/tickets/CHA-1001/evidence', { kind: 'mailbox-proof' }),
      () => schoolOnly.post('/api/v1/tickets/CHA-1001/actions', { type: 'unlock', idempotencyKey: 'k'.repeat(12) }),
    ]) expect(await schoolOnly.refusalOf(change())).toMatchObject({ status: 404 });
    expect((await schoolOnly.get<{ items: { key: string }[] }>('/api/v1/portals')).items.map(({ key }) => key)).toEqual(['school']);
    expect((await schoolOnly.get<{ items: { portal: string }[] }>('/api/v1/queues')).items.every(({ portal }) => portal === 'school')).toBe(true);
    for (const list of ['outbox', 'quarantine', 'mailboxes']) expect((await schoolOnly.get<{ items: { portal: string }[] }>(`/api/v1/${list}`)).items.every(({ portal }) => portal === 'school')).toBe(true);
  });

  it('changes a ticket once, and tells who was slower', async () => {
    const { version } = await mara.ticket('SCH-1001');
    expect(await mara.patch('/api/v1/tickets/SCH-1001', { assignee: 'me', version })).toEqual({ version: version + 1, already: false });
    expect((await mara.get<{ items: unknown[] }>('/api/v1/tickets?assignee=me')).items).toEqual([expect.objectContaining({ number: 'SCH-1001', assignee: expect.objectContaining({ displayName: 'mara' }) })]);
    expect(await mara.refusalOf(mara.patch('/api/v1/tickets/SCH-1001', { state: 'closed', version }))).toMatchObject({ status: 409, code: 'tickets.version-conflict' });
  });

  it('is honest about approvals and cancelling, which nothing waits for yet', async () => {
    expect(await mara.refusalOf(mara.post(`/api/v1/actions/${newId()}/cancel`))).toMatchObject({ status: 409, code: 'recovery.not-cancellable' });
  });

  it('keeps and proves its memory', async () => {
    const { items } = await auditor.get<{ items: { verb: string; actorName: string | null }[] }>('/api/v1/audit?limit=100');
    expect(items).toContainEqual(expect.objectContaining({ verb: 'ticket.noted', actorName: 'mara' }));
    expect(await auditor.get('/api/v1/audit/verification')).toMatchObject({ ok: true, broken: null });
  });

  it.each(['/api/v1/tickets?q=a%00b', '/api/v1/tickets/%00', '/api/v1/%zz'])('answers %s, which is no address, with problem details and the headers of every answer', async (path) => {
    const answer = await fetch(api.url + path, { headers: { cookie: mara.cookie } });
    expect({ status: answer.status, type: answer.headers.get('content-type'), policy: answer.headers.get('content-security-policy'), correlation: answer.headers.get('x-correlation-id') })
      .toEqual({ status: 400, type: 'application/problem+json; charset=utf-8', policy: expect.stringContaining("default-src 'none'"), correlation: expect.any(String) });
    expect(await answer.json()).toMatchObject({ status: 400, code: expect.stringMatching(/^request\.(invalid|malformed)$/) });
  });

  it('says which variable names a port that is taken', async () => {
    await expect(TestApi.open({ REKEY_HTTP_PORT: new URL(api.url).port })).rejects.toThrow(/REKEY_HTTP_PORT: port \d+ of 127\.0\.0\.1 is taken by another program/);
  });

  it('refuses a cursor that it did not give', async () => {
    for (const cursor of ['nonsense', Buffer.from('2026-01-01T00:00:00.000Z no-id').toString('base64url')]) {
      for (const [who, list] of [[mara, 'tickets'], [auditor, 'audit'], [auditor, 'outbox'], [auditor, 'quarantine']] as const) {
        expect({ list, answer: await who.refusalOf(who.get(`/api/v1/${list}?cursor=${cursor}`)) }).toEqual({ list, answer: expect.objectContaining({ status: 400, code: 'request.cursor-unreadable', missing: ['cursor'] }) });
      }
    }
    const { nextCursor } = await auditor.get<{ nextCursor: string }>('/api/v1/audit?limit=1');
    expect(await auditor.get(`/api/v1/audit?limit=1&cursor=${nextCursor}`)).toMatchObject({ items: [expect.anything()] });
  });

  it('lists people also where a row has a role that was never checked', async () => {
    const { agentId } = await api.get(AddAgent).run({ email: 'odd@desk.example', displayName: 'Odd', code: 'odd', roles: ['auditor'], portals: [] }) as { agentId: string };
    await api.get(Database).transaction((tx) => tx.execute(`update agent set roles = '["king","auditor"]' where id = ?`, [agentId]));
    const boss = await api.agent('boss', ['admin']);
    expect((await boss.get<Agents>('/api/v1/agents')).items).toContainEqual(expect.objectContaining({ email: 'odd@desk.example', roles: ['auditor'] }));
  });

  it('names people to those who work beside them, and no more than their names', async () => {
    await api.agent('chamber', ['agent'], ['chamber']);
    const { items } = await schoolOnly.get<Agents>('/api/v1/agents');
    expect(items.filter((one) => Object.keys(one).toSorted().join() !== 'code,displayName,id,takes')).toEqual([]);
    expect(items.map(({ displayName }) => displayName)).toEqual(expect.arrayContaining(['audit', 'mara', 'school']));
    expect(items.map(({ displayName }) => displayName)).not.toContain('chamber');
    expect(items.filter(({ displayName }) => ['mara', 'audit'].includes(displayName)).map(({ takes }) => takes)).toEqual([[], ['school']]);
    const head = await api.agent('head', ['admin'], ['school']);
    const managed = (await head.get<Agents>('/api/v1/agents')).items;
    expect(managed.map(({ displayName }) => displayName)).not.toContain('chamber');
    expect(managed).toContainEqual(expect.objectContaining({ email: 'mara@desk.example', roles: ['agent'], hasSecondFactor: false }));
  });

  it('describes itself, says how it is, and measures itself only for those nearby', async () => {
    const description = (await (await fetch(`${api.url}/api/openapi.json`)).json()) as { paths: Record<string, Record<string, unknown>> };
    expect(Object.keys(description.paths)).toEqual(expect.arrayContaining(['/api/v1/tickets', '/api/v1/tickets/{number}/actions', '/api/v1/session']));
    expect(Object.keys(description.paths).filter((path) => !path.startsWith('/api/v1/'))).toEqual([]);
    expect(JSON.stringify(description.paths['/api/v1/tickets/{number}/notes'])).toContain('text');
    expect(description.paths['/api/v1/tickets/{number}/notes']!['post']).toMatchObject({
      parameters: expect.arrayContaining([expect.objectContaining({ name: 'x-rekey-csrf', in: 'header' })]), responses: { default: { content: { 'application/problem+json': expect.anything() } } },
    });
    expect(JSON.stringify(description)).toMatch(/"bearerFormat":"opaque"/);
    expect(JSON.stringify(description)).toContain('a token cannot do');
    expect(await (await fetch(`${api.url}/health/live`)).json()).toEqual({ status: 'ok' });
    const ready = await fetch(`${api.url}/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([200, expect.objectContaining({ database: expect.objectContaining({ ok: true }), queue: expect.objectContaining({ ok: true }) })]);
    const metrics = await fetch(`${api.url}/metrics`);
    expect(await metrics.text()).toContain('rekey_http_request_seconds_count{method="GET",route="/api/v1/tickets/:number"');
    expect((await fetch(`${api.url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.9' } })).status).toBe(404);
  });

  it('tells consoles what changes, only of their portals', async () => {
    const heard = { mara: '', school: '' };
    const stop = new AbortController();
    const listen = async (who: keyof typeof heard, cookie: string) => {
      const answer = await fetch(`${api.url}/live`, { headers: { cookie, accept: 'text/event-stream' }, signal: stop.signal });
      expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/);
      void (async () => {
        for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) heard[who] += chunk;
      })().catch(() => undefined);
    };
    await Promise.all([listen('mara', mara.cookie), listen('school', schoolOnly.cookie)]);
    await mara.post('/api/v1/tickets/CHA-1001/notes', { text: 'live' });
    await mara.post('/api/v1/tickets/SCH-1001/notes', { text: 'live' });
    for (let tries = 0; tries < 1_200 && !(heard.mara.includes('SCH-1001') && heard.school.includes('SCH-1001')); tries += 1) await new Promise((resolve) => setTimeout(resolve, 50));
    stop.abort();
    expect(heard.mara).toContain('"number":"CHA-1001"');
    expect(heard.school).toContain('"number":"SCH-1001"');
    expect(heard.school).not.toContain('CHA-1001');
  });

  it('tells nobody anything more whose token was revoked, or who was sent away', async () => {
    const added = await api.get(AddAgent).run({ email: 'leaver@desk.example', displayName: 'leaver', code: 'leave', roles: ['agent'], portals: [], password: PASSWORD });
    if (!added.allowed) throw new Error(added.refusal);
    const { agentId } = added;
    const issue = async () => {
      const issued = await api.get(IssueApiToken).run({ agentId, name: 'a program', actor: { kind: 'operator' } });
      if (!issued.allowed) throw new Error(issued.refusal);
      return issued;
    };
    const [first, second] = [await issue(), await issue()];
    const console_ = await new AgentClient(api.url).signsIn('leaver@desk.example', PASSWORD);
    /** Listens, and says when the server hangs up. */
    const listens = async (headers: Record<string, string>) => {
      const answer = await fetch(`${api.url}/live`, { headers });
      expect(answer.status).toBe(200);
      return { isOver: answer.text() };
    };
    const [byToken] = [await listens({ authorization: `Bearer ${first.token}` })];
    expect(await api.get(RevokeApiToken).run({ agentId, tokenId: first.tokenId, actor: { kind: 'operator' } })).toEqual({ allowed: true });
    expect(await byToken.isOver).not.toContain('data:');
    const [program, person] = [await listens({ authorization: `Bearer ${second.token}` }), await listens({ cookie: console_.cookie })];
    expect(await api.get(DisableAgent).run(agentId, { kind: 'operator' })).toEqual({ allowed: true });
    expect((await Promise.all([program.isOver, person.isOver])).join('')).not.toContain('data:');
  });

  it('never lets a forged Host into an answer', async () => {
    for (const path of ['/r/code', `/r/${'x'.repeat(43)}`, '/portal/school', '/api/v1/portals', '/health/ready', '/nowhere', 'http://evil.example/r/code', 'http://evil.example/portal/school', '//evil.example/r/code']) {
      const { head, body } = await raw(api.url, path, { host: 'evil.example', 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example', cookie: mara.cookie, accept: 'text/html' });
      expect(head + body).not.toContain('evil.example');
    }
  });

  it('sends its strict headers with everything', async () => {
    for (const path of ['/api/v1/session', '/r/code', '/portal/school', '/nowhere', '/health/live']) {
      const { headers } = await fetch(api.url + path, { headers: { accept: 'application/json' } });
      expect({ path, csp: headers.get('content-security-policy')?.includes("frame-ancestors 'none'"), nosniff: headers.get('x-content-type-options'), store: headers.get('cache-control'), referrer: headers.get('referrer-policy') })
        .toEqual({ path, csp: true, nosniff: 'nosniff', store: 'no-store', referrer: 'no-referrer' });
    }
  });

  it('uses __Host- cookies and HSTS where it is reached by https', async () => {
    const secure = await TestApi.open({ REKEY_PUBLIC_URL: 'https://desk.example', REKEY_AGENTS_REQUIRE_SECOND_FACTOR: 'true', REKEY_AGENTS_PHISHING_RESISTANT: 'never' });
    try {
      const link = await fetch(`${secure.url}/r/${'x'.repeat(43)}`, { redirect: 'manual' });
      expect(link.headers.getSetCookie()[0]).toMatch(/^__Host-rekey-r=x{43}; .*Path=\/; HttpOnly; Secure; SameSite=Lax/);
      expect(link.headers.get('strict-transport-security')).toContain('max-age=31536000');
      const lena = await secure.agent('lena', ['agent']);
      expect(lena.cookie).toMatch(/^__Host-rekey=/);
      // Strangers who guess at her keep her out of other browsers than this.
      const comes = (cookie: string) => fetch(`${secure.url}/api/v1/session`, { method: 'POST', body: JSON.stringify({ email: 'lena@desk.example', password: PASSWORD }), headers: { 'content-type': 'application/json', origin: 'https://desk.example', cookie } });
      await secure.get(Database).transaction((tx) => tx.execute(`update sign_in_throttle set failures = 20, blocked_until = now() + interval '5 minutes'`));
      const [known] = /__Host-rekey-known=[^;]+/.exec(lena.cookie)!;
      expect([(await comes('')).status, (await comes(`${known}x`)).status]).toEqual([429, 429]);
      const welcomed = await comes(known);
      expect([welcomed.status, welcomed.headers.getSetCookie()]).toEqual([200, expect.arrayContaining([expect.stringMatching(/^__Host-rekey-known=[\w.-]+; Max-Age=15552000; Path=\/; HttpOnly; Secure; SameSite=Strict$/)])]);
      expect(await lena.refusalOf(lena.get('/api/v1/tickets'))).toMatchObject({ status: 403, code: 'session.must-enrol' });
      expect(await lena.get('/api/v1/session')).toMatchObject({ mustEnrolSecondFactor: true });
      const post = (path: string, body: object) => fetch(secure.url + path, {
        method: 'POST', body: JSON.stringify(body), headers: { cookie: lena.cookie, 'content-type': 'application/json', origin: 'https://desk.example', 'x-rekey-csrf': lena.session!.csrf },
      });
      const start = (await (await post('/api/v1/session/second-factor', {})).json()) as { secret: string; qrSvg: string };
      expect(start.qrSvg).toMatch(/^<svg/);
      expect((await post('/api/v1/session/second-factor/confirm', { code: await generate({ secret: start.secret }) })).status).toBe(204);
      expect(await lena.get('/api/v1/tickets')).toEqual({ items: [], nextCursor: null });
    } finally {
      await secure.close();
    }
  });

  it('has no demo world outside demo mode', async () => {
    const plain = await TestApi.open();
    try {
      expect(plain.routes().filter(({ path }) => /^\/(portal|playground)/.test(path))).toEqual([]);
      expect((await fetch(`${plain.url}/portal/school`)).status).toBe(404);
      expect((await fetch(`${plain.url}/playground`)).status).toBe(404);
    } finally {
      await plain.close();
    }
  });
});

async function addTicket(api: TestApi, portalKey: string, number: string): Promise<void> {
  const mailboxId = await api.get(Mailboxes).save({
    portalKey, address: `support@${portalKey}.example`, displayName: portalKey, imapHost: '127.0.0.1', imapPort: 143, imapSecurity: 'none', imapUser: 'x', imapPassword: new Secret('x'),
  });
  await api.get(Database).transaction(async (tx) => {
    const now = new Date();
    tx.persist(tx.create(Ticket, {
      portalKey, number, mailboxId, queue: 'triage', state: 'new', priority: 'normal', caseType: 'forgot-password', secondary: [], confidence: 0.9, risk: 'low', riskSignals: [], language: 'de',
      subject: 'Passwort vergessen', requesterAddress: 'jonas@post.example', requesterCanonical: 'jonas@post.example', routeBecause: ['case-type'], lastMessageAt: now, createdAt: now,
    }));
  });
}

async function wrongSignIn(api: TestApi, email: string, password: string) {
  const answer = await fetch(`${api.url}/api/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email, password }) });
  return { status: answer.status, body: (await answer.json()) as { code: string }, retryAfter: answer.headers.get('retry-after') };
}

/** `fetch` does not let anybody forge Host. */
function raw(base: string, path: string, headers: Record<string, string>): Promise<{ head: string; body: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(base);
    const call = request({ hostname, port, path, headers }, (answer) => {
      let body = '';
      answer.on('data', (chunk) => (body += chunk)).on('end', () => resolve({ head: JSON.stringify(answer.rawHeaders), body }));
    });
    call.on('error', reject).end();
  });
}
