import { LockMode, raw } from '@mikro-orm/core';
import { seesEverything, ticketCondition, type Scope } from '#agents';
import { newId, type Actor, type CaseType } from '#kernel';
import { lateInsert, notify, recordset, rowsOf, textArray, writeLate, yetToWrite, type EntityManager, type LateWrite } from '#persistence';
import type { SenderCheck } from '../domain/sender-check.js';
import type { ThreadTicket } from '../domain/thread.js';
import { TicketMessage } from './ticket-message.entity.js';
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

/** The same for several, in the order of their ids, so that two transactions do not wait for each other. */
export async function lockTicketsById(tx: EntityManager, ids: readonly string[]): Promise<ReadonlyMap<string, Ticket>> {
  if (ids.length === 0) return new Map();
  const tickets = await tx.find(Ticket, { id: { $in: [...new Set(ids)] } }, { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' } });
  return new Map(tickets.map((ticket) => [ticket.id, ticket]));
}

/** The same, each id with the ticket at the end of its merges: it may have gone into another since somebody looked it up (case 16). */
export async function lockTicketsWhereTheyAre(tx: EntityManager, ids: readonly string[]): Promise<ReadonlyMap<string, Ticket>> {
  const found = new Map(await lockTicketsById(tx, ids));
  const moved = [...found].flatMap(([id, { mergedIntoId }]) => (mergedIntoId ? [[id, mergedIntoId] as const] : []));
  if (moved.length === 0) return found;
  const ends = await lockTicketsWhereTheyAre(tx, moved.map(([, into]) => into));
  for (const [id, into] of moved) found.set(id, ends.get(into)!);
  return found;
}

/** A filter for rows that name a ticket in `ticketId`: only those whose ticket somebody sees. To be spread into one query, once. */
export function ofSeenTickets(reader: Scope): object {
  if (seesEverything(reader)) return {};
  const { sql, values } = ticketCondition(reader, 'seen');
  return { [raw((alias) => `exists (select 1 from ticket seen where seen.id = ${alias}.ticket_id and ${sql})`, [...values])]: [] };
}

/** Writes down of what kind the account behind a ticket is. Not a change that anybody has to look at: the version stays. */
export async function noteAccountOf(tx: EntityManager, ticketId: string, { userType, organisation }: { readonly userType: string; readonly organisation: string | null }): Promise<void> {
  await tx.execute('update ticket set account_kind = ?, account_organisation = ? where id = ? and (account_kind, account_organisation) is distinct from (?, ?)', [userType, organisation, ticketId, userType, organisation]);
}

/** Writes a new ticket when the transaction ends, as it is by then. */
export function addTicket(tx: EntityManager, ticket: Ticket): void {
  writeLate(tx, newTickets, ticket);
}

/** The same for a message. */
export function addMessage(tx: EntityManager, message: TicketMessage): void {
  writeLate(tx, newMessages, message);
}

const newTickets = lateInsert(Ticket, 1);
const newMessages = lateInsert(TicketMessage, 2);

/** Adds a line to the ticket's timeline when the transaction ends; `detail` carries machine words, no secrets. */
export function addEvent(tx: EntityManager, ticketId: string, verb: string, actor: Actor, detail: Record<string, unknown>, now: Date): void {
  const actorKind = actor.kind === 'agent' || actor.kind === 'requester' ? actor.kind : 'rekey';
  writeLate(tx, events, { id: newId(), ticket_id: ticketId, at: now, verb, actor_kind: actorKind, actor_id: actor.kind === 'agent' ? actor.id : null, detail });
}

interface EventRow {
  readonly id: string;
  readonly ticket_id: string;
  readonly at: Date;
  readonly verb: string;
  readonly actor_kind: string;
  readonly actor_id: string | null;
  readonly detail: Record<string, unknown>;
}

const events: LateWrite<EventRow> = {
  order: 20,
  async write(tx, rows) {
    await tx.execute(
      `insert into ticket_event (id, ticket_id, at, verb, actor_kind, actor_id, detail) select id, ticket_id, at, verb, actor_kind, actor_id, detail
       from ${recordset('id uuid, ticket_id uuid, at timestamptz, verb text, actor_kind text, actor_id uuid, detail jsonb')}`, [rowsOf(rows)]);
  },
};

/** The requester had an answer by ourselves, and nobody at the desk has written to them or done anything for them since. */
export async function answeredByMachineOnly(tx: EntityManager, ticketId: string): Promise<boolean> {
  const [row] = await tx.execute<{ only: boolean }[]>(
    `select coalesce(bool_or(verb = 'request.answered') and not bool_or(verb in ('reply.written', 'action.done') and actor_kind = 'agent'), false) as only from ticket_event where ticket_id = ?`, [ticketId]);
  return row!.only;
}

/** Tells every console, when the transaction commits, that something about this ticket changed. */
export async function announce(tx: EntityManager, about: { readonly portal: string; readonly number: string }): Promise<void> {
  writeLate(tx, announcements, about);
}

/** Of so many changes at once a console hears "look again at this portal" instead of each. */
const MANY_TICKETS = 10;

const announcements: LateWrite<{ readonly portal: string; readonly number: string }> = {
  // Before the notifications themselves, to which it adds.
  order: 30,
  async write(tx, all) {
    for (const [portal, own] of Map.groupBy(all, (one) => one.portal)) {
      const numbers = new Set(own.map(({ number }) => number));
      const heard = numbers.size > MANY_TICKETS ? [undefined] : [...numbers];
      for (const number of heard) await notify(tx, LIVE_CHANNEL, JSON.stringify({ kind: 'ticket', portal, number }));
    }
  },
};

/** Tells every console to look again at a portal: a ticket went out of somebody's sight, and they must not hear of it by its number. */
export async function announcePortal(tx: EntityManager, portal: string): Promise<void> {
  await notify(tx, LIVE_CHANNEL, JSON.stringify({ kind: 'ticket', portal }));
}

/** Remembers by which Message-IDs later mails find this ticket. Empty ids are never stored (case 10). */
export async function rememberThreadKeys(tx: EntityManager, portalKey: string, ticketId: string, messageIds: readonly string[], ours: boolean): Promise<void> {
  const ids = [...new Set(messageIds)].filter((messageId) => messageId.trim() !== '');
  writeLate(tx, threadKeys, ...ids.map((messageId) => ({ portal_key: portalKey, message_id: messageId, ticket_id: ticketId, ours })));
}

const threadKeys: LateWrite<{ readonly portal_key: string; readonly message_id: string; readonly ticket_id: string; readonly ours: boolean }> = {
  order: 10,
  async write(tx, rows) {
    // Ours first, so that of two equal keys in one transaction the one that says so stays. Sorted, so that two transactions do not wait for each other.
    const sorted = rows.toSorted((one, other) => Number(other.ours) - Number(one.ours) || (one.message_id < other.message_id ? -1 : 1));
    await tx.execute(
      `insert into thread_key (portal_key, message_id, ticket_id, ours) select portal_key, message_id, ticket_id, ours
       from ${recordset('portal_key text, message_id text, ticket_id uuid, ours boolean')} on conflict do nothing`, [rowsOf(sorted)]);
  },
};

/** How many of its ids a mail may be found by. */
const MOST_IDS = 120;

/** For each list of Message-IDs the tickets of the portal that hold one, nearest first as given. */
export async function ticketsOfMessageIds(tx: EntityManager, portalKey: string, lists: readonly (readonly string[])[]): Promise<{ messageId: string; ours: boolean; ticketId: string }[][]> {
  const wanted = lists.map((list) => [...new Set(list)].filter((id) => id.trim() !== '').slice(0, MOST_IDS));
  if (wanted.every((ids) => ids.length === 0)) return lists.map(() => []);
  const keys = await tx.execute<{ messageId: string; ours: boolean; ticketId: string }[]>(
    `select message_id as "messageId", ours, ticket_id as "ticketId" from thread_key where portal_key = ? and message_id = any(?::text[])`, [portalKey, textArray([...new Set(wanted.flat())])]);
  const byId = Map.groupBy(keys, ({ messageId }) => messageId);
  return wanted.map((ids) => ids.flatMap((id) => byId.get(id) ?? []));
}

interface ChainRow {
  start_id: string;
  start_number: string;
  id: string;
  number: string;
  requester_canonical: string;
  state: ThreadTicket['state'];
  closed_at: Date | string | null;
  subject: string;
  case_type: CaseType;
  participants: string[] | null;
}

/** The tickets by id or number, each followed to the end of its merges (case 16). Same portal only. */
export async function threadTickets(tx: EntityManager, portalKey: string, by: { readonly ids: readonly string[]; readonly numbers: readonly string[] }): Promise<Map<string, ThreadTicket>> {
  const found = new Map<string, ThreadTicket>();
  if (by.ids.length + by.numbers.length === 0) return found;
  const ends = await tx.execute<ChainRow[]>(
    `with recursive named as (
       select id from ticket where portal_key = ? and id = any(?::uuid[]) union select id from ticket where portal_key = ? and number = any(?::text[])
     ), chain as (
       select t.id as start_id, t.number as start_number, t.id, t.number, t.requester_canonical, t.state, t.closed_at, t.subject, t.case_type, t.merged_into_id, 0 as depth
       from named join ticket t on t.id = named.id
       union all
       select chain.start_id, chain.start_number, t.id, t.number, t.requester_canonical, t.state, t.closed_at, t.subject, t.case_type, t.merged_into_id, chain.depth + 1
       from chain join ticket t on t.id = chain.merged_into_id where chain.depth < 10)
     select chain.*, (select array_agg(p.canonical) from ticket_participant p where p.ticket_id = chain.id) as participants from chain where merged_into_id is null`, [portalKey, textArray(by.ids), portalKey, textArray(by.numbers)]);
  for (const end of ends) {
    const ticket = {
      id: end.id, number: end.number, requesterCanonical: end.requester_canonical, state: end.state, closedAt: end.closed_at ? new Date(end.closed_at) : null,
      subject: end.subject, caseType: end.case_type, participants: end.participants ?? [],
    };
    found.set(end.start_id, ticket);
    found.set(end.start_number, ticket);
  }
  return found;
}

/**
 * Makes everyone wait who files mails of the same threads or senders, so that two answers at once open one ticket.
 * All locks in one order, whoever asks for how many.
 */
export async function lockThreads(tx: EntityManager, portalKey: string, keys: readonly string[]): Promise<void> {
  await tx.execute(
    'select pg_advisory_xact_lock(lock) from (select distinct hashtextextended(key, 0) as lock from unnest(?::text[]) key order by 1) ordered',
    [textArray(keys.map((key) => `thread:${portalKey}:${key}`))]);
}

/** What a reply answers: whom, and which Message-ID and References it carries on. */
export interface MessageToAnswer {
  readonly id: string;
  /** Undefined: the mail had none. */
  readonly messageId: string | undefined;
  readonly references: readonly string[];
  readonly address: string;
}

/**
 * The newest message that a person wrote, or the given one; undefined when there is none that one could answer (case 16).
 * One that this transaction has filed but not yet written counts: an instant answer belongs to it.
 */
export async function messageToAnswer(tx: EntityManager, ticketId: string, id?: string): Promise<MessageToAnswer | undefined> {
  const where = { ticketId, kind: 'inbound' as const, fromMachine: false, fromAddress: { $ne: null }, ...(id === undefined ? {} : { id }) };
  const isIt = (one: TicketMessage): boolean => one.ticketId === ticketId && one.kind === 'inbound' && !one.fromMachine && one.fromAddress !== null && (id === undefined || one.id === id);
  const message = yetToWrite(tx, newMessages).filter(isIt).at(-1) ?? await tx.findOne(TicketMessage, where, { orderBy: { createdAt: 'desc', id: 'desc' } });
  if (!message?.fromAddress) return undefined;
  const isTheirs = message.messageId && !message.messageId.endsWith('.invalid');
  return { id: message.id, messageId: isTheirs ? message.messageId! : undefined, references: isTheirs ? message.references : [], address: message.fromAddress };
}

export interface EarlierAnswers {
  /** First answers by ourselves to this sender, whatever they said, over all tickets of all portals. */
  readonly count: number;
  /** A mail of theirs to this portal with the same words had one of them. */
  readonly saidBefore: boolean;
}

/** For each sender, in order: how many first answers they had since `countSince`, and whether one to the same words since `saidSince`, which is earlier. */
export async function earlierAnswers(
  tx: EntityManager, asked: readonly { readonly portalKey: string; readonly requester: string; readonly digest: string }[], { countSince, saidSince }: { readonly countSince: Date; readonly saidSince: Date },
): Promise<EarlierAnswers[]> {
  const rows = await tx.execute<{ nth: number; count: number; said: boolean }[]>(
    `select asked.nth, answered.count, answered.said from ${recordset('nth int, portal_key text, requester text, digest text', 'asked')} cross join lateral (
       select (count(*) filter (where own.created_at > ?))::int as count, coalesce(bool_or(own.portal_key = asked.portal_key and first.words = asked.digest), false) as said
       from (select id, portal_key, created_at from ticket t where t.requester_canonical = asked.requester and t.created_at > ? offset 0) own
       cross join lateral (select e.detail ->> 'words' as words from ticket_event e where e.ticket_id = own.id and (e.verb in ('request.acknowledged', 'request.answered', 'details.asked') or (e.verb = 'request.not-acknowledged' and e.detail ->> 'words' is not null)) limit 1 offset 0) first) answered
     order by asked.nth`, [rowsOf(asked.map(({ portalKey, requester, digest }, nth) => ({ nth, portal_key: portalKey, requester, digest }))), countSince, saidSince]);
  return rows.map(({ count, said }) => ({ count, saidBefore: said }));
}

/** Writes down who wrote a filed mail, found out after it was filed. */
export async function noteSender(
  tx: EntityManager, { keptMailId, verdict, senderCheck, now }: { readonly keptMailId: string; readonly verdict: string; readonly senderCheck: SenderCheck; readonly now: Date },
): Promise<void> {
  const message = await tx.findOne(TicketMessage, { keptMailId });
  if (!message) return;
  const ticket = await lockTicketById(tx, message.ticketId);
  Object.assign(message, { authenticity: verdict, senderCheck });
  if (!ticket) return;
  addEvent(tx, ticket.id, 'message.sender-settled', { kind: 'rekey' }, { messageId: message.id, verdict }, now);
  await announce(tx, { portal: ticket.portalKey, number: ticket.number });
}
