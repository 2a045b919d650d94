import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TicketChanged, TicketRow, TicketsChanged } from '#contracts';
import { Database } from '#persistence';
import type { AgentClient } from '../support/agent-client.js';
import { TestApi } from '../support/api.js';
import { addTickets } from '../support/tickets-in-a-queue.js';

describe('many tickets changed at once', () => {
  let api: TestApi;
  let mara: AgentClient;
  let otto: AgentClient;

  beforeAll(async () => {
    api = await TestApi.open();
    mara = await api.agent('mara', ['agent']);
    otto = await api.agent('otto', ['agent'], ['school']);
    await addTickets(api, 'school', Array.from({ length: 101 }, (_, n) => ({ number: `SCH-${1 + n}` })));
    await addTickets(api, 'chamber', [{ number: 'CHA-1' }]);
  });
  afterAll(() => api?.close());

  const row = async (number: string): Promise<TicketRow> => mara.ticket(number);
  const changes = (who: AgentClient, items: readonly object[]) => who.post<TicketsChanged>('/api/v1/tickets/changes', { items });
  const written = (table: string, where: string): Promise<{ count: number }[]> => api.get(Database).read((em) => em.execute<{ count: number }[]>(`select count(*)::int as count from ${table} where ${where}`));

  it('does each by the rules of one, and says of each what became of it', async () => {
    const seen = await Promise.all(['SCH-1', 'SCH-2', 'SCH-3', 'CHA-1'].map(row));
    await mara.patch('/api/v1/tickets/SCH-2', { priority: 'high', version: seen[1]!.version });
    const { items } = await changes(otto, [...seen, { number: 'SCH-999', version: 1 }].map(({ number, version }) => ({ number, version, assignee: 'me' })));
    expect(items).toEqual([
      { number: 'SCH-1', outcome: 'done', version: seen[0]!.version + 1, code: null, missing: [] },
      { number: 'SCH-2', outcome: 'changed', version: null, code: 'tickets.version-conflict', missing: [] },
      { number: 'SCH-3', outcome: 'done', version: seen[2]!.version + 1, code: null, missing: [] },
      { number: 'CHA-1', outcome: 'refused', version: null, code: 'tickets.unknown', missing: [] },
      { number: 'SCH-999', outcome: 'refused', version: null, code: 'tickets.unknown', missing: [] },
    ]);
    expect(await row('SCH-1')).toMatchObject({ assignee: { displayName: 'otto' } });
    expect(await row('SCH-2')).toMatchObject({ assignee: null, priority: 'high' });
    expect(await written('audit_entry', `verb = 'ticket.changed' and ticket_number in ('SCH-1', 'SCH-3', 'CHA-1')`)).toEqual([{ count: 2 }]);
    expect((await mara.ticket('SCH-3')).timeline).toContainEqual(expect.objectContaining({ verb: 'ticket.assigned', actorName: 'otto' }));
  });

  it('refuses what one change would be refused, and nothing else', async () => {
    const [one, two] = await Promise.all(['SCH-4', 'SCH-5'].map(row));
    const { items } = await changes(mara, [{ number: one!.number, version: one!.version, queue: 'nowhere' }, { number: two!.number, version: two!.version, queue: 'identify' }]);
    expect(items).toMatchObject([{ outcome: 'refused', code: 'tickets.unknown-queue' }, { outcome: 'done' }]);
    expect(await row('SCH-5')).toMatchObject({ queue: 'identify' });
  });

  it('brings each back to what it was, each to its own', async () => {
    const before = await Promise.all(['SCH-5', 'SCH-6'].map(row));
    const { items } = await changes(mara, before.map(({ number, version }) => ({ number, version, state: 'closed', queue: 'answers' })));
    const back = await changes(mara, before.map(({ number, queue }, at) => ({ number, version: items[at]!.version!, state: 'open', queue })));
    expect(back.items.map(({ outcome }) => outcome)).toEqual(['done', 'done']);
    expect(await Promise.all(['SCH-5', 'SCH-6'].map(row))).toMatchObject([{ queue: 'identify', state: 'open' }, { queue: 'triage', state: 'open' }]);
  });

  it('may be asked again when its answer was lost: it is done, and done once', async () => {
    const seen = await row('SCH-7');
    const asked = [{ number: 'SCH-7', version: seen.version, state: 'closed' }];
    const first = await changes(mara, asked);
    expect(first.items).toEqual([{ number: 'SCH-7', outcome: 'done', version: seen.version + 1, code: null, missing: [] }]);
    expect((await changes(mara, asked)).items).toEqual([{ number: 'SCH-7', outcome: 'already', version: null, code: null, missing: [] }]);
    expect(await written('audit_entry', `verb = 'ticket.changed' and ticket_number = 'SCH-7'`)).toEqual([{ count: 1 }]);
    expect((await mara.ticket('SCH-7')).timeline.filter(({ verb }) => verb === 'ticket.state-changed')).toHaveLength(1);
    // Something else by the old version is not.
    expect((await changes(mara, [{ number: 'SCH-7', version: seen.version, state: 'open' }])).items).toMatchObject([{ outcome: 'changed' }]);
  });

  it('a change of one says what it may be taken back by, and whether somebody had done it already', async () => {
    const seen = await row('SCH-10');
    const done = await mara.patch<TicketChanged>('/api/v1/tickets/SCH-10', { state: 'solved', version: seen.version });
    expect(done).toEqual({ version: seen.version + 1, already: false });
    expect(await otto.patch<TicketChanged>('/api/v1/tickets/SCH-10', { state: 'solved', version: seen.version })).toEqual({ version: done.version, already: true });
    await otto.patch('/api/v1/tickets/SCH-10', { priority: 'high', version: done.version });
    expect(await mara.refusalOf(mara.patch('/api/v1/tickets/SCH-10', { state: 'open', version: done.version }))).toMatchObject({ status: 409, code: 'tickets.version-conflict' });
    expect(await row('SCH-10')).toMatchObject({ state: 'solved' });
  });

  it('gives no version to take back what a colleague had done already', async () => {
    const seen = await row('SCH-8');
    await changes(otto, [{ number: 'SCH-8', version: seen.version, priority: 'high' }]);
    expect((await changes(mara, [{ number: 'SCH-8', version: seen.version, priority: 'high' }])).items).toEqual([{ number: 'SCH-8', outcome: 'already', version: null, code: null, missing: [] }]);
  });

  it('a ticket moved out of one\'s own sight is done, and gone when asked again', async () => {
    const triageOnly = await api.agent('tina', ['agent'], [], { limits: { school: { queues: ['triage'] } } });
    const asked = [{ number: 'SCH-9', version: (await row('SCH-9')).version, queue: 'identify' }];
    expect((await changes(triageOnly, asked)).items).toMatchObject([{ outcome: 'done' }]);
    expect((await changes(triageOnly, asked)).items).toMatchObject([{ outcome: 'refused', version: null, code: 'tickets.unknown' }]);
  });

  it('takes a hundred and no more, from those who may write', async () => {
    const hundred = Array.from({ length: 100 }, (_, n) => ({ number: `SCH-${1 + n}`, version: 0, priority: 'low' }));
    expect((await changes(mara, hundred)).items).toHaveLength(100);
    expect(await mara.refusalOf(changes(mara, [...hundred, { number: 'SCH-101', version: 1, priority: 'low' }]))).toMatchObject({ status: 400, fields: [{ path: 'items' }] });
    expect(await mara.refusalOf(changes(mara, []))).toMatchObject({ status: 400 });
    expect(await mara.refusalOf(changes(mara, [{ number: 'SCH-1', version: 1, type: 'unlock' }]))).toMatchObject({ status: 400 });
    const auditor = await api.agent('audit', ['auditor']);
    expect(await auditor.refusalOf(changes(auditor, hundred))).toMatchObject({ status: 403, code: 'session.forbidden', missing: ['tickets.write'] });
  });
});
