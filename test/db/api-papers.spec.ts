import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generate } from 'otplib';
import type { z } from 'zod';
import type { Approvals, Breaches as BreachesShape, BulkAccountsView, BulkView, OverrideReport, PapersView, TicketView } from '#contracts';
import { CreateBuiltinAccount } from '#directory';
import { Database } from '#persistence';
import { CarryOutBulks } from '#recovery';
import type { AgentClient } from '../support/agent-client.js';
import { TestApi } from '../support/api.js';
import { openLinkedTicket } from '../support/linked-ticket.js';
import { textOfPdf } from '../support/read-pdf.js';

type Breaches = z.infer<typeof BreachesShape>;

const PORTAL = 'manufacturer';
const POST = { postalAddress: { lines: ['Thomas Reuter', 'Hafenstraße 7', '18055 Rostock'] } };
const CHECK = { kind: 'identity-check', way: 'counter', document: 'passport', compared: ['face', 'name'], outcome: 'match' } as const;
const PIN = /[0-9A-Z]{4}-[0-9A-Z]{4}/;

describe('the second person, papers, checks and reports at the HTTP door', () => {
  let api: TestApi;
  const people: Record<string, AgentClient> = {};
  const as = (name: string): AgentClient => people[name]!;

  beforeAll(async () => {
    api = await TestApi.open();
    for (const [name, role] of [['mara', 'agent'], ['vera', 'verifier'], ['ilse', 'approver'], ['imke', 'approver'], ['sina', 'security'], ['otto', 'auditor']] as const) people[name] = await api.agent(name, [role]);
    for (const [name, role] of [['awayvera', 'verifier'], ['outmara', 'agent'], ['farilse', 'approver'], ['nonotto', 'auditor']] as const) people[name] = await api.agent(name, [role], ['school']);
    for (const name of ['vera', 'ilse', 'imke', 'sina', 'awayvera', 'farilse']) {
      const { secret } = await as(name).post<{ secret: string }>('/api/v1/session/second-factor');
      await as(name).post('/api/v1/session/second-factor/confirm', { code: await generate({ secret }) });
    }
  });
  afterAll(() => api?.close());

  const refused = (name: string, path: string, body?: object) => as(name).refusalOf(as(name).post(path, body));

  it('writes a check down for whoever may check, and says what is missing', async () => {
    const { number } = await openLinkedTicket(api, 1);
    const path = `/api/v1/tickets/${number}/evidence`;
    expect(await refused('otto', path, CHECK)).toMatchObject({ status: 403, code: 'session.forbidden', missing: ['recovery.gather'] });
    expect(await refused('mara', path, CHECK)).toMatchObject({ status: 403, code: 'agents.not-permitted', missing: ['recovery.verify'] });
    expect(await refused('awayvera', path, CHECK)).toMatchObject({ status: 404, code: 'tickets.unknown' });
    expect(await refused('vera', '/api/v1/tickets/MAN-9999/evidence', CHECK)).toMatchObject({ status: 404, code: 'tickets.unknown' });
    for (const wrong of [{ document: 'library-card' }, { way: 'phone' }, { compared: ['voice'] }, { documentNumber: 'L01X00T47' }, { picture: 'data:,' }]) expect(await refused('vera', path, { ...CHECK, ...wrong })).toMatchObject({ code: 'request.invalid' });
    expect(await refused('vera', path, { ...CHECK, compared: [] })).toMatchObject({ status: 422, code: 'recovery.check-incomplete', missing: ['check:face', 'check:name'] });
    expect(await refused('vera', path, { ...CHECK, way: 'video', gesture: 'look-up' })).toMatchObject({ code: 'recovery.check-incomplete', missing: ['check:tilt'] });
    expect(await as('vera').post(path, CHECK)).toMatchObject({ outcome: 'proved' });
    expect((await as('mara').get<TicketView>(`/api/v1/tickets/${number}`)).case?.evidence).toMatchObject([{ kind: 'in-person', outcome: 'proved', by: 'vera' }]);
  });

  it('orders a letter only to a postal address on file; two orders are one letter that works', async () => {
    const nowhere = await openLinkedTicket(api, 2);
    expect(await refused('mara', `/api/v1/tickets/${nowhere.number}/evidence`, { kind: 'letter' })).toMatchObject({ status: 422, code: 'recovery.no-postal-address' });
    const { number } = await openLinkedTicket(api, 3, POST);
    const path = `/api/v1/tickets/${number}/evidence`;
    expect(await refused('otto', path, { kind: 'letter' })).toMatchObject({ status: 403, code: 'session.forbidden' });
    expect(await refused('vera', path, { kind: 'letter' })).toMatchObject({ status: 403, code: 'agents.not-permitted' });
    expect(await refused('outmara', path, { kind: 'letter' })).toMatchObject({ status: 404, code: 'tickets.unknown' });
    expect(await refused('mara', path, { kind: 'letter', address: ['Elsewhere 1'] })).toMatchObject({ code: 'request.invalid' });
    for (let time = 0; time < 2; time += 1) expect(await as('mara').post(path, { kind: 'letter' })).toMatchObject({ outcome: 'started' });
    expect((await as('ilse').get<PapersView>('/api/v1/slips')).waiting).toEqual([{ portal: PORTAL, count: 1 }]);
    expect((await as('mara').ticket(number)).case?.grants.filter(({ purpose, state }) => purpose === 'letter' && state === 'unused')).toHaveLength(1);
  });

  it('prints letters for the office of that portal alone, again until they are sent, and then never', async () => {
    const print = `/api/v1/slips/print?portal=${PORTAL}`;
    for (const path of ['/api/v1/slips/batches/0199f1a0-0000-7000-8000-000000000000/sent', print]) expect(await refused('mara', path)).toMatchObject({ status: 403, code: 'session.forbidden', missing: ['recovery.office'] });
    expect(await as('mara').refusalOf(as('mara').get('/api/v1/slips'))).toMatchObject({ status: 403, code: 'session.forbidden' });
    expect(await as('farilse').get<PapersView>('/api/v1/slips')).toEqual({ waiting: [], batches: [] });
    expect(await refused('farilse', print)).toMatchObject({ status: 404, code: 'portals.unknown' });
    expect(await refused('ilse', '/api/v1/slips/print?portal=nobody')).toMatchObject({ status: 404, code: 'recovery.nothing-to-print' });
    for (const wrong of ['/api/v1/slips/print', `${print}&batch=one`, `${print}&everything=yes`, '/api/v1/slips/batches/one/sent']) expect(await refused('ilse', wrong)).toMatchObject({ code: 'request.invalid' });

    const first = textOfPdf(await as('ilse').download(print));
    expect(first).toContain('Hafenstraße 7');
    expect(await refused('ilse', print)).toMatchObject({ status: 404, code: 'recovery.nothing-to-print' });
    const { waiting, batches: [batch] } = await as('ilse').get<PapersView>('/api/v1/slips');
    expect({ waiting, batch }).toMatchObject({ waiting: [], batch: { portal: PORTAL, count: 1, printedBy: 'ilse' } });
    expect(PIN.exec(textOfPdf(await as('ilse').download(`${print}&batch=${batch!.id}`)))![0]).toBe(PIN.exec(first)![0]);

    const sent = `/api/v1/slips/batches/${batch!.id}/sent`;
    expect(await refused('farilse', sent)).toMatchObject({ status: 404, code: 'recovery.nothing-to-print' });
    for (let time = 0; time < 2; time += 1) await as('ilse').post(sent);
    expect(await refused('ilse', `${print}&batch=${batch!.id}`)).toMatchObject({ status: 404, code: 'recovery.nothing-to-print' });
    expect(await as('ilse').get<PapersView>('/api/v1/slips')).toEqual({ waiting: [], batches: [] });
  });

  it('the second person sees what waits and decides; the ticket shows it with its dates; what is done twice is told so', async () => {
    const { number, accountRef } = await openLinkedTicket(api, 4);
    await api.get(Database).read((em) => em.execute(`update builtin_account set state = 'pending-activation' where id = ?`, [accountRef]));
    const parameters = { username: 'thomas.neu' };
    expect(await as('mara').refusalOf(as('mara').post(`/api/v1/tickets/${number}/actions`, { type: 'assign-username', idempotencyKey: 'a key of eight', parameters: { ...parameters, address: 'x@y.example' } }))).toMatchObject({ code: 'request.invalid' });
    const asked = await as('mara').post<{ actionId: string; state: string }>(`/api/v1/tickets/${number}/actions`, { type: 'assign-username', idempotencyKey: 'a key of eight', parameters });
    expect(asked.state).toBe('awaiting-approval');
    expect((await as('mara').get<TicketView>(`/api/v1/tickets/${number}`)).case?.actionHistory[0]).toMatchObject({ type: 'assign-username', state: 'awaiting-approval', requestedBy: 'mara', approvalUntil: expect.any(String) });
    expect(await as('mara').refusalOf(as('mara').get('/api/v1/approvals'))).toMatchObject({ status: 403 });
    const { waiting } = await as('ilse').get<Approvals>('/api/v1/approvals');
    expect(waiting).toMatchObject([{ id: asked.actionId, ticketNumber: number, requestedBy: 'mara', account: 'Thomas Reuter', mine: false, details: { username: 'thomas.neu' } }]);
    expect(await as('ilse').post(`/api/v1/actions/${asked.actionId}/approval`, { decision: 'approve' })).toEqual({ state: 'done' });
    expect(await as('ilse').refusalOf(as('ilse').post(`/api/v1/actions/${asked.actionId}/approval`, { decision: 'approve' }))).toMatchObject({ status: 409, code: 'recovery.no-approval-pending' });
    expect(await as('mara').refusalOf(as('mara').post(`/api/v1/actions/${asked.actionId}/cancel`))).toMatchObject({ status: 409, code: 'recovery.not-cancellable' });
    const { case: after } = await as('mara').get<TicketView>(`/api/v1/tickets/${number}`);
    expect(after).toMatchObject({ account: { username: 'thomas.neu' }, actionHistory: [{ state: 'done', approvedBy: 'ilse' }] });
    expect((await as('ilse').get<Approvals>('/api/v1/approvals')).waiting).toEqual([]);
  });

  it('prints the slips of a class once two people said so', async () => {
    await Promise.all(['Ada', 'Bo'].map((givenName) => api.get(CreateBuiltinAccount).run({
      portalKey: PORTAL, username: `${givenName.toLowerCase()}.lehrling`, givenName, familyName: 'Lehrling', userType: 'customer', state: 'active', group: 'Lehrlinge', addresses: [{ address: `${givenName.toLowerCase()}@lehrlinge.example` }],
    })));
    const order = { portal: PORTAL, kind: 'initial-credentials', group: 'Lehrlinge', idempotencyKey: `apprentices ${randomUUID()}` };
    expect(await refused('otto', '/api/v1/bulk', order)).toMatchObject({ status: 403, code: 'session.forbidden' });
    expect(await refused('outmara', '/api/v1/bulk', order)).toMatchObject({ status: 404, code: 'portals.unknown' });
    for (const wrong of [{ kind: 'delete-all' }, { idempotencyKey: 'short' }, { password: 'one for all' }]) expect(await refused('mara', '/api/v1/bulk', { ...order, ...wrong })).toMatchObject({ code: 'request.invalid' });
    expect(await refused('mara', '/api/v1/bulk', { ...order, group: undefined })).toMatchObject({ code: 'recovery.parameter-missing' });
    const [ordered, again] = [await as('mara').post<{ bulkId: string }>('/api/v1/bulk', order), await as('mara').post<{ bulkId: string }>('/api/v1/bulk', order)];
    expect(again).toEqual(ordered);
    const approval = `/api/v1/bulk/${ordered.bulkId}/approval`;
    expect(await refused('mara', '/api/v1/bulk', { ...order, group: 'Lehrlinge (vertippt)', idempotencyKey: `nobody ${randomUUID()}` })).toMatchObject({ status: 422, code: 'recovery.bulk-meets-nobody' });
    expect((await as('ilse').get<Approvals>('/api/v1/approvals')).bulks).toMatchObject([{ id: ordered.bulkId, meant: 2, leftOut: 0, countedAll: true, deadlineAt: null }]);
    expect(await as('mara').get<BulkAccountsView>(`/api/v1/bulk/${ordered.bulkId}/accounts`)).toEqual({ items: [], left: 0 });
    expect(await as('outmara').refusalOf(as('outmara').get(`/api/v1/bulk/${ordered.bulkId}/accounts`))).toMatchObject({ status: 404, code: 'recovery.bulk-unknown' });
    expect(await refused('mara', approval, { decision: 'approve' })).toMatchObject({ status: 403, code: 'session.forbidden' });
    expect(await refused('farilse', approval, { decision: 'approve' })).toMatchObject({ status: 404, code: 'recovery.bulk-unknown' });
    expect(await refused('outmara', `/api/v1/bulk/${ordered.bulkId}/cancel`)).toMatchObject({ status: 404, code: 'recovery.bulk-unknown' });
    expect(await as('ilse').post(approval, { decision: 'approve' })).toMatchObject({ state: 'running' });
    expect(await refused('ilse', approval, { decision: 'approve' })).toMatchObject({ status: 409, code: 'recovery.no-approval-pending' });
    for (let round = 0; round < 5; round += 1) await api.get(CarryOutBulks).run();
    const { bulks } = await as('ilse').get<{ bulks: BulkView[] }>('/api/v1/approvals');
    expect(bulks).toMatchObject([{ id: ordered.bulkId, state: 'done', done: 2, skipped: 0, failed: 0, slipsToPrint: 2 }]);
    // Who said yes sees the outcome, never the secrets (5.5).
    expect(await refused('ilse', `/api/v1/slips/print?portal=${PORTAL}&bulk=${ordered.bulkId}`)).toMatchObject({ code: 'recovery.approver-prints-not' });
    const text = textOfPdf(await as('imke').download(`/api/v1/slips/print?portal=${PORTAL}&bulk=${ordered.bulkId}`));
    for (const username of ['ada.lehrling', 'bo.lehrling']) expect(text).toContain(username);
    expect(await refused('imke', `/api/v1/slips/print?portal=${PORTAL}&bulk=${ordered.bulkId}`)).toMatchObject({ code: 'recovery.nothing-to-print' });
  });

  describe('the report of overrides', () => {
    const month = new Date().toISOString().slice(0, 7);

    it('is for those who answer for the desk, one month at a time', async () => {
      for (const path of ['/api/v1/reports/overrides', '/api/v1/reports/overrides.csv']) {
        for (const name of ['mara', 'ilse', 'vera']) expect(await as(name).refusalOf(as(name).get(path))).toMatchObject({ status: 403, code: 'session.forbidden', missing: ['overrides.read'] });
        for (const wrong of ['?month=2026-13', '?month=November', '?year=2026']) expect(await as('otto').refusalOf(as('otto').get(path + wrong))).toMatchObject({ code: 'request.invalid' });
      }
      expect(await as('otto').get<OverrideReport>('/api/v1/reports/overrides?month=2024-01')).toMatchObject({ month: '2024-01', items: [], perAgent: [] });
    });

    it('goes out as a table in which no cell can run (R58, T19)', async () => {
      const reasons = ['=HYPERLINK("https://evil.example","press here, it is urgent")', '+49 40 5550 was called; nobody answered there', '-1 day left until the examination begins', '@SUM(A1:A9) and a reason that is long enough'];
      for (const [at, overrideReason] of reasons.entries()) {
        const { number } = await openLinkedTicket(api, 10 + at);
        const order = { type: 'issue-temporary-password', idempotencyKey: `override ${at} of today`, overrideReason };
        expect(await refused('mara', `/api/v1/tickets/${number}/actions`, order)).toMatchObject({ status: 403, code: 'agents.not-permitted', missing: ['recovery.override'] });
        const asked = await as('sina').post<{ actionId: string }>(`/api/v1/tickets/${number}/actions`, order);
        expect(await as('sina').post(`/api/v1/tickets/${number}/actions`, order)).toEqual(asked);
      }
      const report = await as('otto').get<OverrideReport>(`/api/v1/reports/overrides?month=${month}`);
      expect(report).toMatchObject({ perAgent: [{ name: 'sina', count: 4 }], tooMany: true });
      expect(report.items.map(({ reason }) => reason).toSorted()).toEqual(reasons.toSorted());
      expect((await as('nonotto').get<OverrideReport>(`/api/v1/reports/overrides?month=${month}`)).items).toEqual([]);

      const answer = await fetch(`${api.url}/api/v1/reports/overrides.csv?month=${month}`, { headers: { cookie: as('otto').cookie } });
      expect(Object.fromEntries(['content-type', 'cache-control', 'content-disposition', 'x-content-type-options'].map((name) => [name, answer.headers.get(name)]))).toEqual({
        'content-type': 'text/csv; charset=utf-8', 'cache-control': 'no-store', 'content-disposition': `attachment; filename="overrides-${month}.csv"`, 'x-content-type-options': 'nosniff',
      });
      const lines = (await answer.text()).split('\r\n').filter((line) => line !== '');
      expect(lines).toHaveLength(1 + reasons.length);
      for (const reason of reasons) expect(lines.filter((line) => line.replaceAll('""', '"').includes(`'${reason}`))).toHaveLength(1);
      for (const line of lines) expect(line).not.toMatch(/(^|,)"?[=+\-@\t\r\0]/);
    });
  });

  it('marks a recovery that went to the wrong person, gives out whom it concerns as a table in which no cell can run, and closes it (R80)', async () => {
    const { number, accountRef } = await openLinkedTicket(api, 40, { username: '=thomas40', familyName: '+Reuter' });
    const { actionId } = await as('mara').acts(number, 'send-recovery-link');
    const reason = 'Der Anrufer war nicht Thomas Reuter, wie sich später zeigte.';
    const path = `/api/v1/actions/${actionId}/breach`;
    expect(await refused('mara', path, { reason })).toMatchObject({ status: 403, code: 'session.forbidden', missing: ['recovery.breach'] });
    expect(await refused('farilse', path, { reason })).toMatchObject({ status: 404, code: 'recovery.no-such-action' });
    const { breachId } = await as('ilse').post<{ breachId: string }>(path, { reason });
    expect(await as('ilse').get<Breaches>('/api/v1/breaches')).toMatchObject({ items: [{ id: breachId, ticketNumber: number, clock: 'running', reason, actions: [{ id: actionId }] }] });
    expect(await as('farilse').get<Breaches>('/api/v1/breaches')).toEqual({ items: [] });
    const table = (await as('ilse').download(`/api/v1/breaches/${breachId}/accounts.csv`)).toString().split('\r\n');
    expect(table[1]).toContain(`,${accountRef},'=thomas40,`);
    expect(table[1]).toContain('thomas40@post.example');
    for (const line of table) expect(line).not.toMatch(/(^|,)"?[=+\-@\t\r\0]/);
    await as('ilse').post(`/api/v1/breaches/${breachId}/closing`, { reported: true, note: 'Gemeldet, Konto eingefroren, Person benachrichtigt.' });
    expect(await as('ilse').get<Breaches>('/api/v1/breaches')).toMatchObject({ items: [{ clock: 'closed', reported: true, closedBy: 'ilse' }] });
  });
});
