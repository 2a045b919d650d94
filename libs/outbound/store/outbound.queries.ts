import { LockMode } from '@mikro-orm/core';
import { portalCondition, ticketCondition, type Condition, type Scope } from '#agents';
import { DAY_MS, HOUR_MS } from '#kernel';
import { recordset, rowsOf, textArray, type EntityManager, type RowsToCount } from '#persistence';
import { WAITED_FOR, WITHOUT_SECRETS, type MailKind } from '../domain/mail-kinds.js';
import type { Brake, LetGo } from '../domain/send-limits.js';
import { ABOUT_THE_LINE } from '../domain/relay-verdict.js';
import type { Waiting } from '../domain/stands-still.js';
import type { Unsigned } from '../mail-relay.js';
import { mayMove, OUTBOUND_MOVES, type OutboundState } from '../domain/outbound-states.js';
import { DeliveryAttempt, OutboundMessage } from './outbound-message.entity.js';

export interface MailOfTicket {
  readonly messageId: string;
  readonly ticketId: string;
  readonly outboundMessageId: string;
  readonly recipientCanonical: string;
}

/** A mail that left, by whom it went to. */
export type SentTo = Pick<MailOfTicket, 'outboundMessageId' | 'recipientCanonical'>;

export interface OutboxLine {
  readonly id: string;
  readonly portalKey: string;
  readonly ticketNumber: string | null;
  readonly kind: MailKind;
  /** Of what a notice tells (`NOTICE_EVENTS`). */
  readonly event: string | null;
  readonly recipient: string;
  readonly state: OutboundState;
  readonly rounds: number;
  readonly createdAt: Date;
  readonly nextAttemptAt: Date | null;
  readonly sentAt: Date | null;
  readonly failure: string | null;
  /** What made it later than it wanted to be, or why it was not sent at all. */
  readonly heldBy: Brake | 'bounced-address' | null;
  /** Without which signature it left. */
  readonly unsigned: Unsigned | null;
  /** Until then its recipient gets no optional mail: there is no such address. */
  readonly suppressedUntil: Date | null;
}

/** Locks the mail until the transaction ends, so that two workers cannot both send it. */
export async function lockMail(tx: EntityManager, id: string): Promise<OutboundMessage | undefined> {
  return (await tx.findOne(OutboundMessage, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE })) ?? undefined;
}

/** What these tickets answered an address last: a reply, a link, a question. Not what warns, and not how it goes. Undefined: nothing yet. */
export async function lastAnswerTo(em: EntityManager, ticketIds: readonly string[], recipientCanonical: string): Promise<MailKind | undefined> {
  const [last] = await em.find(OutboundMessage, { ticketId: { $in: [...ticketIds] }, recipientCanonical, kind: { $in: [...WAITED_FOR] }, state: { $ne: 'cancelled' } }, { fields: ['kind'], orderBy: { createdAt: 'desc', id: 'desc' }, limit: 1 });
  return last?.kind;
}

const statesBefore = (to: OutboundState): OutboundState[] => (Object.keys(OUTBOUND_MOVES) as OutboundState[]).filter((from) => mayMove(from, to));

export interface AttemptToBegin {
  readonly id: string;
  readonly outboundMessageId: string;
  readonly round: number;
  readonly sender: number;
  /** What the mail is written with (`wordsDigest`). */
  readonly wordsDigest: string;
  readonly now: Date;
}

/**
 * One statement: each mail is `sending` and its attempt is on paper, or, when it is not queued for this round, nothing
 * happened to it and its answer is false; nor when it is not due: clocks may differ by seconds. Of several that ask for the same mail one is told true.
 */
export async function beginAttempts(em: EntityManager, attempts: readonly AttemptToBegin[]): Promise<boolean[]> {
  const first = firstOfEach(attempts);
  const rows = await em.execute<{ id: string }[]>(
    `with given as materialized (select * from ${recordset('id uuid, outbound_message_id uuid, round int, sender int, started_at timestamptz, words_digest text', 'attempt')}),
     begun as (update outbound_message m set state = 'sending', rounds = given.round + 1, next_attempt_at = null, held_by = null, words_digest = given.words_digest from given
       where m.id = given.outbound_message_id and m.rounds = given.round and m.state in (?) and m.send_at <= given.started_at + interval '10 seconds' returning m.id)
     insert into delivery_attempt (id, outbound_message_id, round, sender, started_at) select given.id, given.outbound_message_id, given.round, given.sender, given.started_at from given join begun on begun.id = given.outbound_message_id returning id`,
    [rowsOf([...first].map(({ id, outboundMessageId, round, sender, now, wordsDigest }) => ({ id, outbound_message_id: outboundMessageId, round, sender, started_at: now, words_digest: wordsDigest }))), statesBefore('sending')]);
  const begun = new Set(rows.map(({ id }) => id));
  return attempts.map(({ id }) => begun.has(id));
}

export interface SentMail {
  readonly outboundMessageId: string;
  readonly round: number;
  readonly reply: string;
  readonly now: Date;
}

/** One statement: the relay has the mails, their secrets are gone. False for one about which somebody decided meanwhile; nothing happened to that. */
export async function markSent(em: EntityManager, mails: readonly SentMail[]): Promise<boolean[]> {
  const first = firstOfEach(mails);
  const rows = await em.execute<{ id: string }[]>(
    `with given as materialized (select * from ${recordset('outbound_message_id uuid, round int, reply text, ended_at timestamptz', 'sent')}),
     sent as (update outbound_message m set state = 'sent', next_attempt_at = null, sent_at = given.ended_at, secrets_sealed = null, failure = null from given
       where m.id = given.outbound_message_id and m.rounds = given.round + 1 and m.state in (?) returning m.id)
     update delivery_attempt a set ended_at = given.ended_at, outcome = 'accepted', reply = given.reply from sent join given on given.outbound_message_id = sent.id
       where a.outbound_message_id = sent.id and a.round = given.round returning a.outbound_message_id as id`,
    [rowsOf([...first].map(({ outboundMessageId, round, reply, now }) => ({ outbound_message_id: outboundMessageId, round, reply, ended_at: now }))), statesBefore('sent')]);
  const sent = new Set(rows.map(({ id }) => id));
  return mails.map((mail) => first.has(mail) && sent.has(mail.outboundMessageId));
}

/** PostgreSQL changes a row once per statement, whichever of two says how. */
function firstOfEach<Item extends { readonly outboundMessageId: string }>(items: readonly Item[]): ReadonlySet<Item> {
  return new Set(new Map(items.toReversed().map((item) => [item.outboundMessageId, item])).values());
}

/** What a mail is written from. */
export type QueuedMail = Pick<
  OutboundMessage, 'id' | 'portalKey' | 'mailboxId' | 'kind' | 'locale' | 'recipient' | 'variables' | 'secretsSealed' | 'automatic' | 'messageId' | 'replyTo' | 'inReplyTo' | 'references' | 'subject'
> & { readonly ticketNumber: string | null };

/** Queued mails by id, each with the number of its ticket. In plain SQL: every mail that leaves asks. No lock. */
export async function queuedMails(em: EntityManager, ids: readonly string[]): Promise<(QueuedMail | undefined)[]> {
  const rows = await em.execute<QueuedMail[]>(
    `select m.id, m.portal_key as "portalKey", m.mailbox_id as "mailboxId", m.kind, m.locale, m.recipient, m.variables, m.secrets_sealed as "secretsSealed", m.automatic, m.message_id as "messageId",
       m.reply_to as "replyTo", m.in_reply_to as "inReplyTo", m."references", m.subject, t.number as "ticketNumber"
     from outbound_message m left join ticket t on t.id = m.ticket_id where m.id = any(?::uuid[]) and m.state = 'queued'`, [textArray(ids)]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id));
}

/** The mails that have one of these Message-IDs and a ticket, in the order of the ids. No lock. */
export async function mailsOfMessageIds(tx: EntityManager, messageIds: readonly string[], portalKey?: string): Promise<MailOfTicket[]> {
  if (messageIds.length === 0) return [];
  const order = new Map([...new Set(messageIds)].map((id, at) => [id, at]));
  const rows = await tx.execute<MailOfTicket[]>(
    `select message_id as "messageId", ticket_id as "ticketId", id as "outboundMessageId", recipient_canonical as "recipientCanonical" from outbound_message
     where message_id = any(?::text[]) and ticket_id is not null and (?::text is null or portal_key = ?)`,
    [textArray([...order.keys()]), portalKey ?? null, portalKey ?? null]);
  return rows.sort((one, other) => order.get(one.messageId)! - order.get(other.messageId)!);
}

/** The mails of this portal with these ids that have a ticket, in no order. No lock. */
export async function mailsOfIds(tx: EntityManager, ids: readonly string[], portalKey: string): Promise<MailOfTicket[]> {
  if (ids.length === 0) return [];
  return tx.execute<MailOfTicket[]>(
    `select message_id as "messageId", ticket_id as "ticketId", id as "outboundMessageId", recipient_canonical as "recipientCanonical" from outbound_message
     where id = any(?::uuid[]) and ticket_id is not null and portal_key = ?`, [textArray([...new Set(ids)]), portalKey]);
}

/** The newest mail of this portal that left to each of these addresses since then. No lock. */
export async function lastSentTo(tx: EntityManager, portalKey: string, recipients: readonly string[], since: Date): Promise<SentTo[]> {
  if (recipients.length === 0) return [];
  return tx.execute<SentTo[]>(
    `select distinct on (recipient_canonical) id as "outboundMessageId", recipient_canonical as "recipientCanonical" from outbound_message
     where recipient_canonical = any(?::text[]) and created_at > ? and portal_key = ? and state in ('sent', 'unknown') order by recipient_canonical, created_at desc`,
    [textArray([...new Set(recipients)]), since, portalKey]);
}

/** More than one address may get within a day and has waiting for the next (`PER_RECIPIENT`). */
const MOST_COUNTED = 400;

/** Of which account a mail speaks, as far as it names one. */
export function accountOf(portalKey: string, username: unknown): string | null {
  return typeof username === 'string' ? `${portalKey} ${username}` : null;
}

/**
 * These addresses' mails of the last day and those of the future: when they may leave or left, and what they are. No lock: transactions that run at the same
 * moment may overrun the limit by their number, which is better than two of them waiting for each other.
 */
export async function mailsTo(tx: EntityManager, recipients: readonly string[], now: Date): Promise<Map<string, readonly { readonly id: string; readonly sendAt: Date; readonly kind: MailKind; readonly about: string | null }[]>> {
  const rows = await tx.execute<{ recipient: string; id: string; send_at: Date; kind: MailKind; portal_key: string; username: string | null }[]>(
    `select wanted.recipient, id, send_at, kind, portal_key, username from unnest(?::text[]) wanted(recipient) cross join lateral (
       select id, send_at, kind, portal_key, variables ->> 'username' as username from outbound_message m where m.recipient_canonical = wanted.recipient and created_at > ? and send_at > ? and state <> 'cancelled' order by created_at desc limit ${MOST_COUNTED}) newest`,
    [textArray([...new Set(recipients)]), new Date(now.getTime() - 3 * DAY_MS), new Date(now.getTime() - DAY_MS)],
  );
  return new Map([...Map.groupBy(rows, ({ recipient }) => recipient)].map(([recipient, own]) => [recipient, own.map(({ id, send_at: sendAt, kind, portal_key: portalKey, username }) => ({ id, sendAt: new Date(sendAt), kind, about: accountOf(portalKey, username) }))]));
}

/** How many mails of the desk's hour were to leave in this hour of each of the last 28 days; cancelled ones left out. */
export async function deskInThisHourBefore(tx: EntityManager, now: Date): Promise<number[]> {
  const rows = await tx.execute<{ count: number }[]>(
    `select (select count(*)::int from outbound_message where counts_in = 'desk' and state <> 'cancelled' and send_at > ?::timestamptz - day * interval '24 hours' - interval '1 hour' and send_at <= ?::timestamptz - day * interval '24 hours') as count
     from generate_series(1, 28) day`, [now, now]);
  return rows.map(({ count }) => count);
}

/** A refusal for now by the recipient's server (RFC 5321 section 4.2.1), and not by our relay: 421 and 454 are about the line and our sign-in, X.3.x about its own system (RFC 3463). */
const PUT_OFF = '^4(?!21|54|\\d\\d[ -]4\\.3\\.)';

/** What the outbox looks like from afar, by portal: what is due, for how many and since when, how many are of unknown fate, and how many failed for good or, as far as they were sent within the hour, came back. */
export async function outboxAge(tx: EntityManager, now: Date, dueBefore: Date): Promise<(Waiting & { portalKey: string; unknown: number; failed: number })[]> {
  const anHourAgo = new Date(now.getTime() - HOUR_MS);
  const rows = await tx.execute<{ portal_key: string; oldest: string | null; last: string | null; unknown: number; failed: number; recipients: number; not_put_off: number }[]>(
    `select p.key as portal_key,
       (select min(greatest(m.send_at, m.created_at)) from outbound_message m where m.state in ('queued', 'sending') and m.portal_key = p.key and m.send_at <= ?) as oldest,
       (select max(m.sent_at) from (select sent_at from outbound_message where state = 'sent' and portal_key = p.key order by id desc limit 100) m) as last,
       (select count(*)::int from outbound_message m where m.state = 'unknown' and m.portal_key = p.key) as unknown, late.recipients, late.not_put_off,
       (select count(*)::int from outbound_message m where m.state = 'bounced' and m.portal_key = p.key and m.sent_at > ?) + (select count(*)::int from outbound_message m join delivery_attempt a on a.outbound_message_id = m.id and a.round = m.rounds - 1
         where m.state = 'failed' and m.portal_key = p.key and a.ended_at > ?) as failed
     from portal p cross join lateral (
       select count(distinct m.recipient_canonical)::int as recipients, (count(distinct m.recipient_canonical) filter (where coalesce(m.failure, '') !~ ?))::int as not_put_off
       from outbound_message m where m.state in ('queued', 'sending') and m.portal_key = p.key and m.send_at <= ? and m.created_at <= ?) late`, [now, anHourAgo, anHourAgo, PUT_OFF, dueBefore, dueBefore]);
  return rows.map(({ portal_key: portalKey, oldest, last, unknown, failed, recipients, not_put_off: notPutOff }) => ({ portalKey, oldestDueAt: dateOrNull(oldest), lastSentAt: dateOrNull(last), unknown, failed, recipients, notPutOff }));
}

/** Mails of the desk's hour that left or were to leave within the last one, or are to leave later, counted up to `most`; of these kinds only where some are named, cancelled ones left out. No lock. */
export async function plannedInHour(tx: EntityManager, now: Date, most: number, kinds?: readonly MailKind[]): Promise<number> {
  const [row] = await tx.execute<{ count: string }[]>(
    `select count(*) as count from (select 1 from outbound_message where counts_in = 'desk' and state <> 'cancelled' and send_at > ? ${kinds ? 'and kind = any(?::text[])' : ''} limit ?) counted`,
    [new Date(now.getTime() - HOUR_MS), ...(kinds ? [textArray(kinds)] : []), most],
  );
  return Number(row?.count ?? 0);
}

/** When those leave or left, latest first: `limit` of them behind the latest `skip`, of these kinds only where some are named. No lock: see `mailsTo`. */
export async function newestOfHour(tx: EntityManager, now: Date, { kinds, skip, limit }: { readonly kinds?: readonly MailKind[] | undefined; readonly skip: number; readonly limit: number }): Promise<Date[]> {
  const rows = await tx.execute<{ send_at: string }[]>(
    `select send_at from outbound_message where counts_in = 'desk' and state <> 'cancelled' and send_at > ? ${kinds ? 'and kind = any(?::text[])' : ''} order by send_at desc offset ? limit ?`,
    [new Date(now.getTime() - HOUR_MS), ...(kinds ? [textArray(kinds)] : []), skip, limit]);
  return rows.map(({ send_at: sendAt }) => new Date(sendAt));
}

/** Mails that one order sends to many, over all orders, that left within the last hour or are to leave. */
export async function toManyInTheLastHour(tx: EntityManager, now: Date): Promise<number> {
  const [row] = await tx.execute<{ count: number }[]>(`select count(*)::int as count from outbound_message where counts_in = 'many' and state <> 'cancelled' and send_at > ?`, [new Date(now.getTime() - HOUR_MS)]);
  return row?.count ?? 0;
}

/**
 * The number that a mail shows. Rooms below tickets cannot ask the tickets room, so this reads its table: one column
 * that never changes its meaning.
 */
export async function ticketNumberOf(em: EntityManager, ticketId: string | null | undefined): Promise<string | null> {
  return ticketId ? ((await ticketNumbersOf(em, [ticketId])).get(ticketId) ?? null) : null;
}

async function ticketNumbersOf(em: EntityManager, ticketIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ticketIds.length === 0) return new Map();
  const rows = await em.execute<{ id: string; number: string }[]>('select id, number from ticket where id = any(?::uuid[])', [textArray(ticketIds)]);
  return new Map(rows.map(({ id, number }) => [id, number]));
}

/** One page of the outbox, newest first. `before` is the id of the last line of the page before. */
export async function outboxPage(
  em: EntityManager, query: { scope: Scope; portal?: string | undefined; state?: OutboundState | undefined; before?: string | undefined; limit: number },
): Promise<OutboxLine[]> {
  const seen = inSight(query.scope);
  const conditions = [
    ...(query.portal ? [{ sql: 'm.portal_key = ?', value: query.portal }] : []),
    ...(query.state ? [{ sql: 'm.state = ?', value: query.state }] : []),
    ...(query.before ? [{ sql: 'm.id < ?', value: query.before }] : []),
  ];
  const rows = await em.execute<Record<string, never>[]>(
    `${OUTBOX_LINES} where ${[seen.sql, ...conditions.map(({ sql }) => sql)].join(' and ')} order by m.id desc limit ?`,
    [...seen.values, ...conditions.map(({ value }) => value), query.limit] as never[],
  );
  return rows.map(outboxLine);
}

/** The mails of one ticket, oldest first. */
export async function outboxOfTicket(em: EntityManager, ticketId: string): Promise<OutboxLine[]> {
  return (await em.execute<Record<string, never>[]>(`${OUTBOX_LINES} where m.ticket_id = ? order by m.id limit 500`, [ticketId])).map(outboxLine);
}

/**
 * Mails that somebody who sees them has to decide about: of unknown fate, or failed within the last week and fit to be sent again (as
 * `RetryMail` judges it). What failed before nobody can take off the list, so it would count for ever.
 */
export function mailsToDecide(reader: Scope, now: Date): RowsToCount {
  const seen = inSight(reader);
  return {
    sql: `select 1 from outbound_message m left join ticket t on t.id = m.ticket_id where ${seen.sql} and (m.state = 'unknown' or (m.state = 'failed' and m.send_at > ?
      and (m.secrets_sealed is not null or m.kind = any(?::text[])) and coalesce((m.variables->>'expiresAt')::timestamptz > ?, true)))`,
    values: [...seen.values, new Date(now.getTime() - 7 * DAY_MS), textArray(WITHOUT_SECRETS), now],
  };
}

/** One mail of these tickets, with the number of the ticket that it shows and when its newest attempt began; undefined: there is none, or it is another ticket's. */
export async function mailOfTickets(em: EntityManager, id: string, ticketIds: readonly string[]): Promise<{ readonly row: OutboundMessage; readonly ticketNumber: string | null; readonly triedAt: Date | null } | undefined> {
  const row = await em.findOne(OutboundMessage, { id, ticketId: { $in: [...ticketIds] } });
  if (!row) return undefined;
  const attempt = await em.findOne(DeliveryAttempt, { outboundMessageId: id }, { orderBy: { round: 'desc' } });
  return { row, ticketNumber: await ticketNumberOf(em, row.ticketId), triedAt: attempt?.startedAt ?? null };
}

/** Whether there is such a mail and somebody sees it. */
export async function mailIsInSight(em: EntityManager, id: string, reader: Scope): Promise<boolean> {
  const seen = inSight(reader);
  const rows = await em.execute<unknown[]>(`select 1 from outbound_message m left join ticket t on t.id = m.ticket_id where m.id = ? and ${seen.sql}`, [id, ...seen.values] as never[]);
  return rows.length > 0;
}

/** Mails `m` whose ticket `t` somebody sees, or that have none and are of a portal that they see whole (R54). */
function inSight(reader: Scope): Condition {
  const [ofTicket, ofPortal] = [ticketCondition(reader, 't'), portalCondition(reader, 'm')];
  return { sql: `((t.id is not null and ${ofTicket.sql}) or (t.id is null and ${ofPortal.sql}))`, values: [...ofTicket.values, ...ofPortal.values] };
}

const OUTBOX_LINES = `select m.id, m.portal_key, t.number, m.kind, m.variables->>'event' as event, m.recipient, m.state, m.rounds, m.created_at, m.next_attempt_at, m.sent_at, m.failure, m.held_by, m.unsigned, b.until as suppressed_until
  from outbound_message m left join ticket t on t.id = m.ticket_id left join bounced_address b on b.portal_key = m.portal_key and b.address = m.recipient_canonical and b.until > now()`;

function outboxLine(row: Record<string, never>): OutboxLine {
  return {
    id: row['id']!, portalKey: row['portal_key']!, ticketNumber: row['number'] ?? null, kind: row['kind']!, event: row['event'] ?? null, recipient: row['recipient']!, state: row['state']!,
    rounds: row['rounds']!, createdAt: new Date(row['created_at']!), nextAttemptAt: dateOrNull(row['next_attempt_at']), sentAt: dateOrNull(row['sent_at']),
    failure: row['failure'] ?? null, heldBy: row['held_by'] ?? null, unsigned: row['unsigned'] ?? null, suppressedUntil: dateOrNull(row['suppressed_until']),
  };
}

/** All attempts of one mail, first to last; at most as many as its back-off allows. */
export function attemptsOf(em: EntityManager, outboundMessageId: string): Promise<DeliveryAttempt[]> {
  return em.find(DeliveryAttempt, { outboundMessageId }, { orderBy: { round: 'asc' }, limit: 200 });
}

/**
 * Mails whose hand-over began before `startedBefore`, or before `orphanedBefore` by a process that is not among
 * `present`. Locks them, skips what others hold.
 */
export async function lockLost(
  tx: EntityManager, lost: { startedBefore: Date; orphanedBefore: Date; present: readonly number[]; limit: number },
): Promise<OutboundMessage[]> {
  const rows = await tx.execute<{ id: string }[]>(
    `select m.id from outbound_message m join delivery_attempt a on a.outbound_message_id = m.id and a.round = m.rounds - 1
     where m.state = 'sending' and (a.started_at < ? or (a.started_at < ? and a.sender not in (?))) order by m.id limit ? for update of m skip locked`,
    [lost.startedBefore, lost.orphanedBefore, [0, ...lost.present], lost.limit],
  );
  return rows.length === 0 ? [] : tx.find(OutboundMessage, { id: { $in: rows.map(({ id }) => id) } });
}

/** Mails that should have been tried before `dueBefore`: their job is late or lost. No lock. */
export function overdueMails(tx: EntityManager, dueBefore: Date, limit: number): Promise<{ id: string; rounds: number }[]> {
  return tx.execute<{ id: string; rounds: number }[]>(
    `select id, rounds from outbound_message where state = 'queued' and next_attempt_at < ? order by next_attempt_at limit ?`, [dueBefore, limit],
  );
}

/** Those mails that were put off, have their next try later and are seen by this reader, of one portal or of all. No lock. */
export async function putOffInSight(tx: EntityManager, { scope, portal, now }: { readonly scope: Scope; readonly portal?: string | undefined; readonly now: Date }): Promise<string[]> {
  const seen = inSight(scope);
  const rows = await tx.execute<{ id: string }[]>(
    `select m.id from outbound_message m left join ticket t on t.id = m.ticket_id where m.state = 'queued' and m.next_attempt_at > ? and m.rounds > 0 and m.held_by is null and (?::text is null or m.portal_key = ?) and ${seen.sql}`,
    [now, portal ?? null, portal ?? null, ...seen.values] as never[]);
  return rows.map(({ id }) => id);
}

/** Those mails that were put off because of the line to the relay or our sign-in, not by a recipient. No lock. */
export async function putOffByTheLine(tx: EntityManager, now: Date): Promise<string[]> {
  const rows = await tx.execute<{ id: string }[]>(`select id from outbound_message where state = 'queued' and next_attempt_at > ? and rounds > 0 and held_by is null and failure ~ ?`, [now, ABOUT_THE_LINE]);
  return rows.map(({ id }) => id);
}

/** Their next try is now; those that somebody is busy with stay as they are. Returns who is to be delivered. */
export async function pullForward(tx: EntityManager, now: Date, ids: readonly string[]): Promise<{ id: string; portalKey: string; rounds: number }[]> {
  if (ids.length === 0) return [];
  return tx.execute<{ id: string; portalKey: string; rounds: number }[]>(
    `update outbound_message m set next_attempt_at = ? from (select id from outbound_message where id = any(?::uuid[]) and state = 'queued' and next_attempt_at > ? order by id for update skip locked) free
     where m.id = free.id returning m.id, m.portal_key as "portalKey", m.rounds`, [now, textArray(ids), now]);
}

/** How many tries of this mail began since it was last to leave: where a person sent it again, those before count for nothing. */
export async function triesSince(tx: EntityManager, { id, sendAt }: Pick<OutboundMessage, 'id' | 'sendAt'>): Promise<number> {
  const [row] = await tx.execute<{ count: number }[]>('select count(*)::int as count from delivery_attempt where outbound_message_id = ? and started_at >= ?', [id, sendAt]);
  return row?.count ?? 0;
}

/** Destroys the secrets of mails that can no longer be sent. */
export async function destroyDeadSecrets(tx: EntityManager, now: Date): Promise<void> {
  await tx.execute(
    `update outbound_message set secrets_sealed = null where secrets_sealed is not null and state in ('failed', 'unknown', 'cancelled', 'sent') and give_up_at < ?`,
    [now],
  );
}

function dateOrNull(value: string | number | Date | null | undefined): Date | null {
  return value === null || value === undefined ? null : new Date(value);
}

/** Until when somebody has let everything pass the breaker; undefined: nobody has, or it is over. */
export async function releasedUntil(em: EntityManager, now: Date): Promise<Date | undefined> {
  const [row] = await em.execute<{ until: string }[]>('select max(until) as until from breaker_release where until > ?', [now]);
  return row?.until ? new Date(row.until) : undefined;
}

/** How many mails wait behind the breaker: those whose time has not come. */
export async function heldByBreaker(em: EntityManager, now: Date): Promise<number> {
  const [row] = await em.execute<{ count: number }[]>(`select count(*)::int as count from outbound_message where state = 'queued' and held_by = 'breaker' and send_at > ?`, [now]);
  return row?.count ?? 0;
}

/** Those that wait behind it, in the order in which they were written. Locked until the transaction ends. */
export function lockHeld(tx: EntityManager): Promise<{ id: string; recipient: string; kind: MailKind; portalKey: string; username: string | null }[]> {
  return tx.execute(`select id, recipient_canonical as recipient, kind, portal_key as "portalKey", variables ->> 'username' as username from outbound_message where state = 'queued' and held_by = 'breaker' order by send_at, id for update`);
}

/** They leave when it says. Returns who is to be delivered. */
export async function settleHeld(tx: EntityManager, mails: readonly LetGo[]): Promise<{ id: string; rounds: number }[]> {
  if (mails.length === 0) return [];
  return tx.execute<{ id: string; rounds: number }[]>(
    `update outbound_message m set send_at = given.send_at, next_attempt_at = given.send_at, held_by = given.held_by from ${recordset('id uuid, send_at timestamptz, held_by text', 'given')} where m.id = given.id returning m.id, m.rounds`,
    [rowsOf(mails.map(({ id, sendAt, heldBy }) => ({ id, send_at: sendAt, held_by: heldBy })))]);
}
