import { LockMode } from '@mikro-orm/core';
import { isPermitted, othersAsked, ticketCondition, type Caller } from '#agents';
import { allOf, type EntityManager, type RowsToCount } from '#persistence';
import { leftAfterMerging, type Ticket } from '#tickets';
import type { RequestKind } from '../domain/data-request.js';
import { DataRequest } from './data-request.entity.js';

export async function lockRequest(tx: EntityManager, id: string): Promise<DataRequest | undefined> {
  return (await tx.findOne(DataRequest, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE })) ?? undefined;
}

/** Since when an agent's request counts: from the ticket on, and where one of its kind was answered already, from the person's last message on. */
export async function askedAt(tx: EntityManager, ticket: Ticket, kind: RequestKind): Promise<Date> {
  if ((await tx.count(DataRequest, { ticketId: ticket.id, kind, state: ['done', 'refused'] })) === 0) return ticket.createdAt;
  const [{ at }] = await tx.execute<[{ at: string | null }]>(`select max(created_at) as at from ticket_message where ticket_id = ? and kind = 'inbound'`, [ticket.id]);
  return at === null ? ticket.createdAt : new Date(at);
}

/** How often mails in the name of the ticket's requester asked for something about data, in any ticket of the portal. */
export async function askedByMailSince(tx: EntityManager, { portalKey, requesterCanonical }: Pick<Ticket, 'portalKey' | 'requesterCanonical'>, since: Date): Promise<number> {
  const [{ count }] = await tx.execute<[{ count: number }]>(
    `select count(*)::int as count from data_request d join ticket t on t.id = d.ticket_id where t.portal_key = ? and t.requester_canonical = ? and d.opened_by_agent_id is null and d.created_at > ?`, [portalKey, requesterCanonical, since]);
  return count;
}

/** So many more of a class were ended for this request; for whoever looks at it before it is done, and after. */
export async function countEnded(tx: EntityManager, id: string, name: string, count: number): Promise<void> {
  const request = await lockRequest(tx, id);
  if (request?.state !== 'approved') return;
  const ended = request.result?.ended ?? {};
  request.result = { ended: { ...ended, [name]: (ended[name] ?? 0) + count }, kept: [] };
  await tx.flush();
}

/** How genuine the mail is that opened the ticket: `pass`, `fail`, `none`, `unknown`; null: no mail of the requester's. */
export async function authenticityOf(em: EntityManager, ticketId: string): Promise<string | null> {
  const [row] = await em.execute<{ authenticity: string | null }[]>(
    `select m.authenticity from ticket_message m join ticket t on t.id = m.ticket_id where m.ticket_id = ? and m.kind = 'inbound' and lower(m.from_address) in (lower(t.requester_address), t.requester_canonical)
     order by (m.authenticity = 'pass') desc, m.id limit 1`, [ticketId]);
  return row?.authenticity ?? null;
}

/** The account that the desk linked to the ticket's case. */
export async function linkedAccount(em: EntityManager, ticketId: string): Promise<string | undefined> {
  return (await em.execute<{ ref: string }[]>('select account_ref as ref from recovery_case where ticket_id = ? and account_ref is not null', [ticketId]))[0]?.ref;
}

/** The case of a ticket, whatever account it is linked to by now. */
export async function caseIdOf(em: EntityManager, ticketId: string): Promise<string | undefined> {
  return (await em.execute<{ id: string }[]>('select id from recovery_case where ticket_id = ?', [ticketId]))[0]?.id;
}

/** The account that the ticket of a request is about has said, by the link in the notice, that they did not ask for this copy. */
export async function copyWasDisowned(em: EntityManager, ticketId: string, since: Date): Promise<boolean> {
  return (await em.execute<object[]>(`select 1 from recovery_grant where ticket_id = ? and purpose = 'report' and event = 'data-copy-ready' and state = 'used' and created_at >= ? limit 1`, [ticketId, since])).length > 0;
}

/** Requests that wait to be carried out, and those whose time runs out soon. */
export async function approvedIds(em: EntityManager): Promise<string[]> {
  return (await em.execute<{ id: string }[]>(`select id from data_request where state = 'approved' order by decided_at`)).map(({ id }) => id);
}

/** Corrections whose ticket is over, the one that is left after mergers: the answer is given. */
export async function answeredCorrections(em: EntityManager): Promise<string[]> {
  return (await em.execute<{ id: string }[]>(
    `select r.id from data_request r join ticket t on t.id = ${leftAfterMerging('r.ticket_id')} where r.kind = 'rectification' and r.state in ('open', 'proposed') and t.state in ('closed', 'solved')`)).map(({ id }) => id);
}

/** Requests on tickets that the agent sees: those that wait for a proposal, and, where they may be the second person, those that others proposed. */
export function requestsToDecide(agent: Caller): RowsToCount {
  const [seen, others] = [ticketCondition(agent, 't'), othersAsked(agent.agentId, 'r.proposed_by_agent_id')];
  const requests = 'select 1 from data_request r join ticket t on t.id = r.ticket_id where';
  return allOf(
    ...(isPermitted(agent, 'privacy.handle') ? [{ sql: `${requests} r.state = 'open' and ${seen.sql}`, values: seen.values }] : []),
    ...(isPermitted(agent, 'privacy.approve') ? [{ sql: `${requests} r.state = 'proposed' and ${seen.sql} and ${others.sql}`, values: [...seen.values, ...others.values] }] : []),
  );
}
