import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generate } from 'otplib';
import type { Approvals, BulkView, TicketView } from '#contracts';
import { Database } from '#persistence';
import type { AgentClient } from '../support/agent-client.js';
import { TestApi } from '../support/api.js';
import { openLinkedTicket } from '../support/linked-ticket.js';

describe('the second person at the HTTP door', () => {
  let api: TestApi;
  let mara: AgentClient;
  let ilse: AgentClient;

  beforeAll(async () => {
    api = await TestApi.open();
    mara = await api.agent('mara', ['agent']);
    ilse = await api.agent('ilse', ['approver']);
    const { secret } = await ilse.post<{ secret: string }>('/api/v1/session/second-factor');
    await ilse.post('/api/v1/session/second-factor/confirm', { code: await generate({ secret }) });
  }, 60_000);
  afterAll(() => api?.close());

  it('sees what waits and decides; the ticket shows it with its dates; what is done twice is told so', async () => {
    const { number, accountRef } = await openLinkedTicket(api, 1);
    await api.get(Database).read((em) => em.execute(`update builtin_account set state = 'pending-activation' where id = ?`, [accountRef]));
    const parameters = { username: 'thomas.neu' };
    expect(await mara.refusalOf(mara.post(`/api/v1/tickets/${number}/actions`, { type: 'assign-username', idempotencyKey: 'a key of eight', parameters: { ...parameters, address: 'x@y.example' } }))).toMatchObject({ code: 'request.invalid' });
    const asked = await mara.post<{ actionId: string; state: string }>(`/api/v1/tickets/${number}/actions`, { type: 'assign-username', idempotencyKey: 'a key of eight', parameters });
    expect(asked.state).toBe('awaiting-approval');
    expect((await mara.get<TicketView>(`/api/v1/tickets/${number}`)).case?.actionHistory[0]).toMatchObject({ type: 'assign-username', state: 'awaiting-approval', requestedBy: 'mara', approvalUntil: expect.any(String) });
    expect(await mara.refusalOf(mara.get('/api/v1/approvals'))).toMatchObject({ status: 403 });
    const { waiting } = await ilse.get<Approvals>('/api/v1/approvals');
    expect(waiting).toMatchObject([{ id: asked.actionId, ticketNumber: number, requestedBy: 'mara', account: 'Thomas Reuter', mine: false, details: { username: 'thomas.neu' } }]);
    expect(await ilse.post(`/api/v1/actions/${asked.actionId}/approval`, { decision: 'approve' })).toEqual({ state: 'done' });
    expect(await ilse.refusalOf(ilse.post(`/api/v1/actions/${asked.actionId}/approval`, { decision: 'approve' }))).toMatchObject({ status: 409, code: 'recovery.no-approval-pending' });
    expect(await mara.refusalOf(mara.post(`/api/v1/actions/${asked.actionId}/cancel`))).toMatchObject({ status: 409, code: 'recovery.not-cancellable' });
    const { case: after } = await mara.get<TicketView>(`/api/v1/tickets/${number}`);
    expect(after).toMatchObject({ account: { username: 'thomas.neu' }, actionHistory: [{ state: 'done', approvedBy: 'ilse' }] });
    expect((await ilse.get<Approvals>('/api/v1/approvals')).waiting).toEqual([]);
  });

  it('orders slips for a class and refuses to print what is not there', async () => {
    const order = { portal: 'school', kind: 'initial-credentials', idempotencyKey: 'class 7b this year' };
    expect(await mara.refusalOf(mara.post('/api/v1/bulk', order))).toMatchObject({ code: 'recovery.parameter-missing' });
  });

  it('lists what is ordered for many', async () => {
    const { bulks } = await ilse.get<{ bulks: BulkView[] }>('/api/v1/approvals');
    expect(bulks).toEqual([]);
    expect(await ilse.refusalOf(ilse.post('/api/v1/slips/print?portal=school'))).toMatchObject({ code: 'recovery.nothing-to-print' });
    expect(await mara.refusalOf(mara.post('/api/v1/slips/print?portal=school'))).toMatchObject({ status: 403 });
  });
});
