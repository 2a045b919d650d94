import { ticketCondition, type Scope } from '#agents';
import { canonicalAddress } from '#kernel';
import { recordset, rowsOf, textArray, type EntityManager } from '#persistence';
import { TicketMerge } from './ticket-links.entity.js';

/** How two tickets hang together, seen from one of them. */
export interface TicketLink {
  readonly number: string;
  readonly subject: string;
  /** `claims` its mail named a ticket that its sender does not belong to · `closed` and `topic` a new ticket for an old thread · `split` off · `merged`. */
  readonly kind: 'claims' | 'closed' | 'topic' | 'split' | 'merged';
  /** `to`: this ticket came from, or went into, the other; `from`: the other did so with this. */
  readonly direction: 'to' | 'from';
}

/** Those that the reader sees; at most 50, newest first. */
export function linksOf(em: EntityManager, ticketId: string, reader: Scope): Promise<TicketLink[]> {
  const seen = ticketCondition(reader, 'o');
  return em.execute<TicketLink[]>(
    `select number, subject, kind, direction from (
       select o.number, o.subject, t.link_kind as kind, 'to' as direction, o.created_at from ticket t join ticket o on o.id = t.claims_ticket_id where t.id = ? and t.link_kind is not null and ${seen.sql}
       union all select o.number, o.subject, 'merged', 'to', o.created_at from ticket t join ticket o on o.id = t.merged_into_id where t.id = ? and ${seen.sql}
       union all select o.number, o.subject, o.link_kind, 'from', o.created_at from ticket o where o.claims_ticket_id = ? and o.link_kind is not null and ${seen.sql}
       union all select o.number, o.subject, 'merged', 'from', o.created_at from ticket o where o.merged_into_id = ? and ${seen.sql}) links
     order by created_at desc, number desc limit 50`, Array.from({ length: 4 }, () => [ticketId, ...seen.values]).flat());
}

/** Which of these numbers are of tickets that the reader sees. */
export async function numbersSeen(em: EntityManager, numbers: readonly string[], reader: Scope): Promise<ReadonlySet<string>> {
  if (numbers.length === 0) return new Set();
  const seen = ticketCondition(reader, 'o');
  const rows = await em.execute<{ number: string }[]>(`select o.number from ticket o where o.number = any(?::text[]) and ${seen.sql}`, [textArray(numbers), ...seen.values]);
  return new Set(rows.map(({ number }) => number));
}

/** Lets addresses write on a ticket. Those that may already are left as they are; returns the canonical ones that are new. */
export async function letIn(
  tx: EntityManager, ticketId: string, addresses: readonly string[], { because, now }: { readonly because: string; readonly now: Date },
): Promise<string[]> {
  const rows = [...new Map(addresses.map((address) => [canonicalAddress(address), address]))].map(([canonical, address]) => ({ ticket_id: ticketId, canonical, address, because, added_at: now }));
  if (rows.length === 0) return [];
  const added = await tx.execute<{ canonical: string }[]>(
    `insert into ticket_participant (ticket_id, canonical, address, because, added_at) select ticket_id, canonical, address, because, added_at
     from ${recordset('ticket_id uuid, canonical text, address text, because text, added_at timestamptz')} on conflict do nothing returning canonical`, [rowsOf(rows)]);
  return added.map(({ canonical }) => canonical);
}

/** Addresses that may write on a ticket besides its requester. */
export function participantsOf(em: EntityManager, ticketId: string): Promise<{ canonical: string; address: string }[]> {
  return em.execute('select canonical, address from ticket_participant where ticket_id = ? order by added_at, canonical', [ticketId]);
}

/**
 * The mails that stand on the one ticket stand on the other from now on, for they end with it; `only` these, if given. The
 * rows are `#intake`'s, above: what names a ticket moves with it in the same transaction. Returns their ids.
 */
export async function moveMails(tx: EntityManager, fromId: string, toId: string, only?: readonly string[]): Promise<string[]> {
  const moved = await tx.execute<{ id: string }[]>(
    `update kept_mail set ticket_id = ? where ticket_id = ? ${only ? 'and id = any(?::uuid[])' : ''} returning id`, [toId, fromId, ...(only ? [textArray(only)] : [])]);
  return moved.map(({ id }) => id);
}

/** The merger by which a ticket went into another and that nobody has undone. */
export async function mergeOf(tx: EntityManager, sourceId: string): Promise<TicketMerge | undefined> {
  return (await tx.findOne(TicketMerge, { sourceId, undoneAt: null }, { orderBy: { mergedAt: 'desc' } })) ?? undefined;
}

/** Tickets that went into this one, directly or through others. */
export async function mergedInto(em: EntityManager, ticketId: string): Promise<string[]> {
  const rows = await em.execute<{ id: string }[]>(
    `with recursive went as (select id from ticket where merged_into_id = ? union select t.id from ticket t join went on t.merged_into_id = went.id) select id from went limit 200`, [ticketId]);
  return rows.map(({ id }) => id);
}
