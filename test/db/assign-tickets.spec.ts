import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#kernel';
import { Database } from '#persistence';
import type { AgentClient } from '../support/agent-client.js';
import { TestApi } from '../support/api.js';
import { openLinkedTicket } from '../support/linked-ticket.js';

/** A ticket that nobody works on must not look as if somebody did. */
describe('assigning a ticket', () => {
  let api: TestApi;
  let mara: AgentClient;
  let number: string;
  beforeAll(async () => {
    api = await TestApi.open();
    mara = await api.agent('mara', ['agent']);
    ({ number } = await openLinkedTicket(api, 1));
  });
  afterAll(() => api?.close());

  const idOf = ({ session }: AgentClient): string => session!.agent.id;
  const gives = async (assignee: unknown, more: object = {}) => mara.patch<{ version: number }>(`/api/v1/tickets/${number}`, { assignee, version: (await mara.ticket(number)).version, ...more });

  it('gives it to who works on tickets here and sees it, and to nobody else', async () => {
    const [nils, chamberOnly, elsewhere, gone, auditor, admin] = [
      await api.agent('nils', ['agent']), await api.agent('carl', ['agent'], ['chamber']), await api.agent('ella', ['agent'], [], { limits: { manufacturer: { queues: ['nowhere'] } } }), await api.agent('gone', ['agent']),
      // The one reads tickets and the other leads the desk; neither could answer.
      await api.agent('audit', ['auditor']), await api.agent('adam', ['admin']),
    ];
    await api.get(Database).statement((em) => em.execute('update agent set disabled_at = now() where id = ?', [idOf(gone)]));
    await gives(idOf(nils));
    expect((await mara.ticket(number)).assignee).toMatchObject({ id: idOf(nils) });
    for (const id of [newId(), idOf(chamberOnly), idOf(elsewhere), idOf(gone), idOf(auditor), idOf(admin)]) expect(await mara.refusalOf(gives(id))).toMatchObject({ code: 'tickets.unknown-agent' });
    for (const nobody of ['nils', '', 7]) expect(await mara.refusalOf(gives(nobody))).toMatchObject({ status: 400 });
    expect((await mara.ticket(number)).assignee).toMatchObject({ id: idOf(nils) });
    await gives('me');
    expect((await mara.ticket(number)).assignee).toMatchObject({ id: idOf(mara) });
    await gives(null);
    expect((await mara.ticket(number)).assignee).toBeNull();
  });

  it('takes it from an assignee who does not work where it is moved to, and says so; others keep it', async () => {
    const triageOnly = await api.agent('tina', ['agent'], [], { limits: { manufacturer: { queues: ['triage'] } } });
    const both = await api.agent('bea', ['agent'], [], { limits: { manufacturer: { queues: ['triage', 'identify'] } } });
    await gives(idOf(both), { queue: 'triage' });
    await gives(undefined, { queue: 'identify' });
    expect(await mara.ticket(number)).toMatchObject({ queue: 'identify', assignee: { id: idOf(both) } });
    await gives(idOf(triageOnly), { queue: 'triage' });
    await gives(undefined, { queue: 'identify' });
    const moved = await mara.ticket(number);
    expect(moved).toMatchObject({ queue: 'identify', assignee: null });
    expect(moved.timeline.filter(({ verb }) => verb === 'ticket.assigned').at(-1)).toMatchObject({ actorName: 'mara', detail: { from: expect.anything(), to: null } });
    const [entry] = await api.get(Database).read((em) => em.execute<{ detail: object }[]>(`select detail from audit_entry where verb = 'ticket.changed' and ticket_number = ? order by sequence desc limit 1`, [number]));
    expect(entry!.detail).toEqual({ queue: 'identify', assigneeId: null });
    // Who moves it out of their own sight.
    await gives(idOf(triageOnly), { queue: 'triage' });
    await triageOnly.patch(`/api/v1/tickets/${number}`, { queue: 'identify', version: (await mara.ticket(number)).version });
    expect(await mara.ticket(number)).toMatchObject({ queue: 'identify', assignee: null });
  });
});
