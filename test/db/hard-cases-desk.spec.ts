import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '#persistence';
import { ProveMailbox, RevealSecret } from '#recovery';
import type { AgentClient } from '../support/agent-client.js';
import { TestApi } from '../support/api.js';
import { lastMailOf, openLinkedTicket } from '../support/linked-ticket.js';
import { tokenOf } from '../support/recovery-world.js';

/** What people ask of a desk, over its HTTP door: helpdesk-peers section 2, runners-up; attack T5. */
describe('an agent at the desk', () => {
  let api: TestApi;
  let mara: AgentClient;
  beforeAll(async () => {
    api = await TestApi.open();
    mara = await api.agent('mara', ['agent']);
  });
  afterAll(() => api?.close());

  const rows = <Row>(sql: string, values: unknown[] = []): Promise<Row[]> => api.get(Database).read((em) => em.execute<Row[]>(sql, values as never[]));
  const act = (number: string, more: Record<string, unknown>) => mara.post(`/api/v1/tickets/${number}/actions`, { type: 'send-recovery-link', idempotencyKey: `key-${Math.random()}`, ...more });

  it.each<[string, Record<string, unknown>]>([
    ['an address', { to: 'eve@evil.example' }], ['a list of addresses', { addressId: ['a', 'eve@evil.example'] }], ['nested JSON', { addressId: { $in: ['eve@evil.example'] } }], ['a recipient beside it', { recipient: 'eve@evil.example' }],
    ['e-mail as an array (CVE-2023-7028)', { email: ['thomas1@post.example', 'eve@evil.example'] }], ['an address instead of an id', { addressId: 'eve@evil.example' }], ['two with a comma', { addressId: 'thomas1@post.example,eve@evil.example' }],
    ['a line break', { addressId: 'thomas1@post.example%0aBcc:eve@evil.example' }], ['a real line break', { addressId: 'thomas1@post.example\nBcc: eve@evil.example' }], ['no id of this account', { addressId: '00000000-0000-7000-8000-000000000000' }],
  ])('T5: cannot name a recipient: %s', async (_, more) => {
    const { number } = await openLinkedTicket(api, Math.floor(Math.random() * 1e6));
    await mara.refusalOf(act(number, more));
    expect(await rows('select recipient from outbound_message m join ticket t on t.id = m.ticket_id where t.number = ?', [number])).toEqual([]);
  });

  it('T5: without any of that the link goes to exactly one address, the one on file', async () => {
    const { number } = await openLinkedTicket(api, 1_000_001);
    await act(number, {});
    expect(await rows(`select m.kind, m.recipient from outbound_message m join ticket t on t.id = m.ticket_id where t.number = ? and m.kind = 'recovery-link'`, [number])).toEqual([{ kind: 'recovery-link', recipient: 'thomas1000001@post.example' }]);
  });

  it('znuny#231: sends access data that neither they nor a colleague can read', async () => {
    const { number } = await openLinkedTicket(api, 1_000_002);
    await mara.post(`/api/v1/tickets/${number}/evidence`, { kind: 'mailbox-proof' });
    const proof = await lastMailOf(api, number, 'mailbox-proof');
    expect(await api.get(ProveMailbox).run({ token: tokenOf(proof.link), code: proof.code! })).toEqual({ allowed: true });
    await act(number, { type: 'issue-temporary-password' });
    const mail = await lastMailOf(api, number, 'temporary-password');
    const revealed = await api.get(RevealSecret).run({ token: tokenOf(mail.link), code: mail.code! });
    const password = (revealed as Extract<typeof revealed, { allowed: true }>).secret.reveal();
    expect(password.length).toBeGreaterThan(8);
    const nils = await api.agent('nils', ['agent', 'approver', 'admin', 'auditor']);
    for (const who of [mara, nils]) {
      const seen = JSON.stringify([await who.ticket(number), ...(await Promise.all(['outbox', ...(who === nils ? ['audit?limit=100'] : [])].map((path) => who.get(`/api/v1/${path}`))))]);
      expect(seen).toContain(number);
      for (const secret of [password, tokenOf(mail.link), mail.code!, tokenOf(proof.link), proof.code!]) expect(seen).not.toContain(secret);
    }
  });

  it('merges, sees what hangs together, and takes it back, over HTTP', async () => {
    const [one, other] = [await openLinkedTicket(api, 1_000_003), await openLinkedTicket(api, 1_000_004)];
    expect(await mara.refusalOf(mara.post(`/api/v1/tickets/${one.number}/merge`, { into: other.number }))).toMatchObject({ status: 409, code: 'tickets.merge-other-requester' });
    expect(await mara.refusalOf(mara.post(`/api/v1/tickets/${one.number}/merge`, { into: [other.number] }))).toMatchObject({ status: 400 });
    expect(await mara.post(`/api/v1/tickets/${one.number}/merge`, { into: other.number, acrossRequesters: true })).toEqual({ into: other.number });
    expect(await mara.ticket(other.number)).toMatchObject({ links: [{ number: one.number, kind: 'merged', direction: 'from' }], participants: ['thomas1000003@post.example'] });
    expect(await mara.ticket(one.number)).toMatchObject({ state: 'closed', links: [{ number: other.number, kind: 'merged', direction: 'to' }] });
    for (const change of [() => mara.post(`/api/v1/tickets/${one.number}/notes`, { text: 'x' }), () => mara.post(`/api/v1/tickets/${one.number}/replies`, { text: 'x' })]) expect(await mara.refusalOf(change())).toMatchObject({ status: 409, code: 'tickets.merged' });
    const chamberOnly = await api.agent('carl', ['agent'], ['chamber']);
    expect(await chamberOnly.refusalOf(chamberOnly.post(`/api/v1/tickets/${other.number}/merge`, { into: one.number }))).toMatchObject({ status: 404 });
    expect(await mara.remove(`/api/v1/tickets/${one.number}/merge`)).toEqual({ from: other.number });
    expect(await mara.ticket(other.number)).toMatchObject({ links: [], participants: [] });
    expect(await mara.refusalOf(mara.remove(`/api/v1/tickets/${one.number}/merge`))).toMatchObject({ status: 409, code: 'tickets.not-merged' });
  });
});
