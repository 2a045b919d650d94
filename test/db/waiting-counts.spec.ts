import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Role } from '#agents';
import type { WaitingCounts } from '#contracts';
import { DAY_MS, newId } from '#kernel';
import { countUpTo, Database } from '#persistence';
import { ListOffice } from '#recovery';
import type { AgentClient } from '../support/agent-client.js';
import { TestApi } from '../support/api.js';
import { openLinkedTicket } from '../support/linked-ticket.js';

/** Two tickets: one in a queue that everybody sees, one in another. */
describe('how much waits for somebody', () => {
  let api: TestApi;
  const people = new Map<string, AgentClient>();
  let ticket: string;
  let hidden: string;

  beforeAll(async () => {
    api = await TestApi.open();
    const add = async (name: string, roles: Role[], portals: string[] = ['manufacturer'], limits = {}) => void people.set(name, await api.agent(name, roles, portals, { limits }));
    await add('asker', ['agent']);
    await add('approver', ['approver']);
    await add('part', ['approver'], ['manufacturer'], { manufacturer: { queues: ['triage'] } });
    await add('school', ['agent', 'approver'], ['school']);
    await add('auditor', ['auditor']);
    ticket = await idOf((await openLinkedTicket(api, 1)).number);
    hidden = await idOf((await openLinkedTicket(api, 2)).number);
    await sql(`update ticket set queue = 'identify' where id = ?`, [hidden]);
  });
  afterAll(() => api?.close());

  it('is nothing as long as nothing waits, and no number where one may do nothing', async () => {
    expect(await waits('approver')).toEqual({ office: 0, approvals: 0, breaches: 0, privacy: 0 });
    expect(await waits('asker')).toEqual({ outbox: 0, quarantine: 0, privacy: 0 });
    expect(await waits('auditor')).toEqual({});
  });

  it('counts approvals of others, of what one sees, that one did not prepare', async () => {
    const asked = [await action(ticket, 'asker'), await action(hidden, 'asker'), await action(ticket, 'approver')];
    await action(ticket, 'asker', { over: true });
    expect([(await waits('approver')).approvals, (await waits('part')).approvals, (await waits('school')).approvals]).toEqual([2, 2, 0]);
    await sql(`update recovery_case set linked_by_agent_id = ? where ticket_id = ?`, [me('part'), ticket]);
    expect([(await waits('approver')).approvals, (await waits('part')).approvals]).toEqual([2, 0]);
    await sql(`update recovery_case set linked_by_agent_id = null where ticket_id = ?`, [ticket]);
    await sql(`update agent set line = 'north' where id in (?, ?)`, [me('asker'), me('part')]);
    expect([(await waits('approver')).approvals, (await waits('part')).approvals]).toEqual([2, 1]);
    await sql(`update agent set line = null`);
    const proof = newId();
    await sql(`insert into evidence (id, portal_key, account_ref, case_id, kind, outcome, recorded_at, expires_at, recorded_by_agent_id, detail) select ?, portal_key, account_ref, case_id, 'identity-check', 'proved', now(), now() + interval '1 day', ?, '{}' from recovery_action where id = ?`, [proof, me('approver'), asked[0]]);
    await sql('update recovery_action set evidence_ids = ?::jsonb where id = ?', [JSON.stringify([proof]), asked[0]]);
    expect([(await waits('approver')).approvals, (await waits('part')).approvals]).toEqual([1, 2]);
    // Whoever printed a letter, or vouched, has prepared it, too.
    for (const detail of [{ printedBy: [newId(), me('approver')] }, { voucher: { agentId: me('approver') } }]) {
      await sql(`update evidence set recorded_by_agent_id = null, detail = ? where id = ?`, [JSON.stringify(detail), proof]);
      expect((await waits('approver')).approvals).toBe(1);
    }
    await sql(`update recovery_action set state = 'done', recheck = 'due' where id = ?`, [asked[2]]);
    expect([(await waits('approver')).approvals, (await waits('part')).approvals]).toEqual([1, 2]);
    await sql(`update recovery_action set state = 'done'`);
    expect([(await waits('approver')).approvals, (await waits('part')).approvals]).toEqual([0, 1]);
  });

  it('counts mails that somebody has to decide about, and no others', async () => {
    const [doubt, failed, expired, old, sent] = [await mail(ticket, 'unknown'), await mail(hidden, 'failed'), await mail(ticket, 'failed', { expiresAt: -1 }), await mail(ticket, 'failed', { sentAgo: 8 }), await mail(ticket, 'sent')];
    expect(new Set([doubt, failed, expired, old, sent]).size).toBe(5);
    expect([(await waits('asker')).outbox, (await waits('school')).outbox]).toEqual([2, 0]);
    await sql(`update outbound_message set kind = 'recovery-link', secrets_sealed = null where id = ?`, [failed]);
    expect((await waits('asker')).outbox).toBe(1);
  });

  it('counts requests about data: open ones, and what another person proposed', async () => {
    const { id } = await people.get('asker')!.post<{ id: string }>('/api/v1/privacy/requests', { ticketNumber: (await numberOf(ticket))!, kind: 'access' });
    expect([(await waits('asker')).privacy, (await waits('part')).privacy, (await waits('school')).privacy]).toEqual([1, 1, 0]);
    await sql(`update data_request set state = 'proposed', proposed_by_agent_id = ? where id = ?`, [me('part'), id]);
    expect([(await waits('asker')).privacy, (await waits('approver')).privacy, (await waits('part')).privacy]).toEqual([0, 1, 0]);
  });

  it('counts what lies in quarantine only for those who see the portal whole, and never beyond a hundred', async () => {
    await sql(`insert into kept_mail (id, mailbox_id, portal_key, folder, uid_validity, uid, raw_sha256, size_bytes, is_history, received_at, kept_at, disposition)
      select gen_random_uuid(), gen_random_uuid(), 'manufacturer', 'INBOX', '1', n, repeat('0', 64), 1, n > 120, now(), now(), 'set-aside' from generate_series(1, 150) n`);
    expect([(await waits('asker')).quarantine, (await waits('school')).quarantine]).toEqual([100, 0]);
    await sql('delete from kept_mail where uid < 119');
    expect((await waits('asker')).quarantine).toBe(2);
  });

  it('is still told where the number of the approval office is not to be had', async () => {
    const count = jest.spyOn(api.get(ListOffice), 'count').mockRejectedValueOnce(new TypeError('the directory answers nonsense'));
    const without = await waits('approver');
    expect(count).toHaveBeenCalledTimes(1);
    const { office, ...others } = await waits('approver');
    expect([office, without]).toEqual([0, others]);
    count.mockRestore();
  });

  it('asks PostgreSQL once', async () => {
    expect(await api.get(Database).read((em) => countUpTo(em, 2, { one: { sql: 'select 1 where ? = 1', values: [1] }, none: undefined, many: { sql: 'select 1 from generate_series(1, ?)', values: [9] } }))).toEqual({ one: 1, many: 2 });
    expect(await api.get(Database).read((em) => countUpTo(em, 2, {}))).toEqual({});
  });

  const waits = (name: string) => people.get(name)!.get<WaitingCounts>('/api/v1/waiting');
  const me = (name: string) => people.get(name)!.session!.agent.id;
  const sql = <Row = Record<string, string>>(text: string, values: readonly unknown[] = []) => api.get(Database).statement((em) => em.execute<Row[]>(text, values as never[]));
  const idOf = async (number: string) => (await sql('select id from ticket where number = ?', [number]))[0]!['id']!;
  const numberOf = async (id: string) => (await sql('select number from ticket where id = ?', [id]))[0]!['number'];

  async function action(ticketId: string, by: string, { over = false } = {}): Promise<string> {
    const id = newId();
    await sql(`insert into recovery_action (id, created_at, case_id, ticket_id, portal_key, account_ref, type, state, operation_id, idempotency_key, asker, requested_by_agent_id, level_needed, level_held, evidence_ids, started_at, approval_until)
      select ?::uuid, now(), c.id, c.ticket_id, c.portal_key, 'somebody', 'issue-temporary-password', 'awaiting-approval', gen_random_uuid(), ?::text, 'agent', ?::uuid, 2, 2, '[]', now(), now() + ?::interval from recovery_case c where c.ticket_id = ?`,
    [id, id, me(by), over ? '-1 minute' : '1 hour', ticketId]);
    return id;
  }

  async function mail(ticketId: string, state: string, { expiresAt = 1, sentAgo = 0 } = {}): Promise<string> {
    const id = newId();
    const at = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();
    await sql(`insert into outbound_message (id, created_at, portal_key, mailbox_id, ticket_id, kind, locale, recipient, recipient_canonical, variables, automatic, message_id, "references", state, send_at, give_up_at)
      values (?, now(), 'manufacturer', gen_random_uuid(), ?, 'tell-username', 'de', 'x@post.example', 'x@post.example', ?::jsonb, true, ?, '[]', ?, ?, ?)`,
    [id, ticketId, JSON.stringify({ username: 'x', expiresAt: at(expiresAt) }), id, state, at(-sentAgo), at(1)]);
    return id;
  }
});
