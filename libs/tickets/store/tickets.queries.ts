import { LockMode } from '@mikro-orm/core';
import type { Actor } from '#kernel';
import { notify, type EntityManager } from '#persistence';
import type { ThreadTicket } from '../domain/thread.js';
import { ThreadKey, TicketEvent, TicketMessage } from './ticket-message.entity.js';
import { Ticket } from './ticket.entity.js';

/** NOTIFY channel of everything that a console wants to see at once; the payload is a `LiveEvent`. */
export const LIVE_CHANNEL = 'rekey_live';

/** Locks the ticket until the transaction ends, so that two people cannot change it at once. Undefined: there is none. */
export async function lockTicket(tx: EntityManager, number: string): Promise<Ticket | undefined> {
  return (await tx.findOne(Ticket, { number }, { lockMode: LockMode.PESSIMISTIC_WRITE })) ?? undefined;
}

export async function lockTicketById(tx: EntityManager, id: string): Promise<Ticket | undefined> {
  return (await tx.findOne(Ticket, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE })) ?? undefined;
}

/** Adds a line to the ticket's timeline; `detail` carries machine words, no secrets. */
export function addEvent(tx: EntityManager, ticketId: string, verb: string, actor: Actor, detail: Record<string, unknown>, now: Date): void {
  const actorKind = actor.kind === 'agent' || actor.kind === 'requester' ? actor.kind : 'rekey';
  tx.persist(tx.create(TicketEvent, { ticketId, at: now, verb, actorKind, actorId: actor.kind === 'agent' ? actor.id : null, detail }));
}

/** Tells every console, when the transaction commits, that something about this ticket changed. */
export async function announce(tx: EntityManager, about: { readonly portal: string; readonly number: string }): Promise<void> {
  await notify(tx, LIVE_CHANNEL, JSON.stringify({ kind: 'ticket', portal: about.portal, number: about.number }));
}

/** Remembers by which Message-IDs later mails find this ticket. Empty ids are never stored (case 10). */
export async function rememberThreadKeys(tx: EntityManager, portalKey: string, ticketId: string, messageIds: readonly string[], ours: boolean): Promise<void> {
  const rows = [...new Set(messageIds)].filter((messageId) => messageId.trim() !== '');
  for (const messageId of rows) {
    await tx.execute('insert into thread_key (portal_key, message_id, ticket_id, ours) values (?, ?, ?, ?) on conflict do nothing', [portalKey, messageId, ticketId, ours]);
  }
}

/** The tickets of one portal that hold one of the Message-IDs, nearest first as given. At most 20 ids are looked at. */
export async function ticketsOfMessageIds(tx: EntityManager, portalKey: string, messageIds: readonly string[]): Promise<{ messageId: string; ours: boolean; ticketId: string }[]> {
  const ids = [...new Set(messageIds)].filter((id) => id.trim() !== '').slice(0, 20);
  if (ids.length === 0) return [];
  const keys = await tx.find(ThreadKey, { portalKey, messageId: { $in: ids } });
  return keys
    .map(({ messageId, ours, ticketId }) => ({ messageId, ours, ticketId }))
    .sort((one, other) => ids.indexOf(one.messageId) - ids.indexOf(other.messageId));
}

interface ChainRow {
  start_id: string;
  id: string;
  number: string;
  requester_canonical: string;
  state: ThreadTicket['state'];
  closed_at: Date | string | null;
}

/** The tickets by id or number, each followed to the end of its merges (case 16). Same portal only. */
export async function threadTickets(tx: EntityManager, portalKey: string, by: { readonly ids: readonly string[]; readonly numbers: readonly string[] }): Promise<Map<string, ThreadTicket>> {
  const found = new Map<string, ThreadTicket>();
  if (by.ids.length + by.numbers.length === 0) return found;
  const start = await tx.find(Ticket, { portalKey, $or: [{ id: { $in: [...by.ids] } }, { number: { $in: [...by.numbers] } }] });
  for (const one of start) {
    const [end] = await tx.execute<ChainRow[]>(
      `with recursive chain as (
         select t.id, t.number, t.requester_canonical, t.state, t.closed_at, t.merged_into_id, 0 as depth from ticket t where t.id = ?
         union all
         select t.id, t.number, t.requester_canonical, t.state, t.closed_at, t.merged_into_id, chain.depth + 1
         from chain join ticket t on t.id = chain.merged_into_id where chain.depth < 10)
       select * from chain where merged_into_id is null`, [one.id]);
    if (!end) continue;
    const ticket = { id: end.id, number: end.number, requesterCanonical: end.requester_canonical, state: end.state, closedAt: end.closed_at ? new Date(end.closed_at) : null };
    found.set(one.id, ticket);
    found.set(one.number, ticket);
  }
  return found;
}

/** Makes everyone wait who files mails of the same thread or sender, so that two answers at once open one ticket. */
export async function lockThread(tx: EntityManager, portalKey: string, keys: readonly string[]): Promise<void> {
  for (const key of [...new Set(keys)].sort()) await tx.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`thread:${portalKey}:${key}`]);
}

/** The newest mail from outside, whose Message-ID and References an answer carries on. */
export async function messageToAnswer(tx: EntityManager, ticketId: string): Promise<{ messageId: string; references: readonly string[] } | undefined> {
  const message = await tx.findOne(TicketMessage, { ticketId, kind: 'inbound', messageId: { $ne: null } }, { orderBy: { createdAt: 'desc', id: 'desc' } });
  return message?.messageId && !message.messageId.endsWith('.invalid') ? { messageId: message.messageId, references: message.references } : undefined;
}

/** How many acknowledgements went to this sender since then, over all tickets of all portals. */
export async function countAcknowledgements(tx: EntityManager, requesterCanonical: string, since: Date): Promise<number> {
  const [row] = await tx.execute<{ count: string | number }[]>(
    `select count(*) as count from ticket_event e join ticket t on t.id = e.ticket_id
     where t.requester_canonical = ? and t.created_at > ? and e.verb = 'request.acknowledged'`, [requesterCanonical, since]);
  return Number(row?.count ?? 0);
}
