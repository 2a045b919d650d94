import { textArray, type EntityManager } from '#persistence';
import { mergedWith } from '#tickets';
import { bound, isHeld, isOver, overSince } from './held.js';

/**
 * Closed tickets whose texts are due, oldest first, locked; another process skips them. `before`: a moment for each portal.
 * Merged tickets end together, when the time of each is over: their messages lie on one of them. So a few more than `most` may come.
 */
export async function ticketsToEnd(tx: EntityManager, before: Readonly<Record<string, Date>>, now: Date, most: number): Promise<string[]> {
  // By portal and in the order of the index, so that nothing is looked at that is not due, and what it costs to know whether it is held is spent on nothing else.
  const rows = await tx.execute<{ id: string }[]>(...bound(
    `select due.id from jsonb_each_text(:before::jsonb) p cross join lateral (
       select t.id, ${overSince('t')} as since from ticket t where t.portal_key = p.key and ${isOver('t')} and t.texts_ended_at is null and ${overSince('t')} < p.value::timestamptz and ${NOT_YET_WITH_ANOTHER}
         and not exists (select from ${mergedWith('t.id')} m join ticket w on w.id = m.id where ${overSince('w')} >= p.value::timestamptz) and not ${isHeld('t.id')}
       order by ${overSince('t')} limit :most for update of t skip locked) due order by due.since limit :most`,
    { before: JSON.stringify(before), now, most }));
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  const merged = await tx.execute<{ id: string }[]>(
    `select w.id from ticket w where w.id in (select m.id from unnest(?::uuid[]) due(id) cross join lateral ${mergedWith('due.id')} m) and w.texts_ended_at is null and w.id <> all(?::uuid[]) for update of w skip locked`,
    [textArray(ids), textArray(ids)]);
  return [...ids, ...merged.map(({ id }) => id)];
}

/** It is the one that is left, or that has ended already: before 2026-11-30 each ended by itself. */
const NOT_YET_WITH_ANOTHER = '(t.merged_into_id is null or (select into_it.texts_ended_at is not null from ticket into_it where into_it.id = t.merged_into_id))';

/** Of these tickets, those that may end now although their time is not over: for an erasure. Locked. */
export async function endableOf(tx: EntityManager, ticketIds: readonly string[], now: Date): Promise<string[]> {
  const rows = await tx.execute<{ id: string }[]>(...bound(
    `select t.id from ticket t where t.id = any(:ids::uuid[]) and ${isOver('t')} and not ${isHeld('t.id')} order by t.id for update`, { ids: textArray(ticketIds), now }));
  return rows.map(({ id }) => id);
}

/**
 * Ends what was said on these tickets and who said it. Stays: number, portal, queue, case type, priority and the times,
 * which the statistics count; the rows of mails as empty shells, so that no mail is fetched again; bytes go with the
 * next round of `RemoveOldBytes`.
 */
export async function endTickets(tx: EntityManager, ticketIds: readonly string[], now: Date): Promise<void> {
  const ids = textArray(ticketIds);
  const mails = await tx.execute<{ id: string }[]>(
    'select id from kept_mail where ticket_id = any(?::uuid[]) union select kept_mail_id from ticket_message where ticket_id = any(?::uuid[]) and kept_mail_id is not null', [ids, ids]);
  await endMails(tx, mails.map(({ id }) => id), now);
  for (const statement of [
    'delete from ticket_message where ticket_id = any(?::uuid[])',
    'delete from ticket_event where ticket_id = any(?::uuid[])',
    'delete from ticket_participant where ticket_id = any(?::uuid[])',
    'delete from thread_key where ticket_id = any(?::uuid[])',
  ]) await tx.execute(statement, [ids]);
  await tx.execute('delete from ticket_merge where source_id = any(?::uuid[]) or target_id = any(?::uuid[])', [ids, ids]);
  await tx.execute(`update recovery_case set candidates = '[]', claimed = '{}' where ticket_id = any(?::uuid[])`, [ids]);
  await tx.execute(
    `update ticket set subject = '', requester_address = '', requester_canonical = '', requester_name = null, account_kind = case when account_kind is not null then 'unknown' end, account_organisation = null, risk_signals = '[]', route_because = '[]',
       state = 'closed', closed_at = coalesce(closed_at, last_message_at), texts_ended_at = ?, version = version + 1 where id = any(?::uuid[])`, [now, ids]);
}

/** Leaves empty shells of mails; their bytes are due from now on. */
export async function endMails(tx: EntityManager, keptMailIds: readonly string[], now: Date): Promise<void> {
  if (keptMailIds.length === 0) return;
  const ids = textArray(keptMailIds);
  await tx.execute('delete from mail_trace where kept_mail_id = any(?::uuid[])', [ids]);
  await tx.execute(`update attachment set name = '', infection = null, marks = '[]' where kept_mail_id = any(?::uuid[])`, [ids]);
  await tx.execute('delete from attachment where kept_mail_id = any(?::uuid[]) and removed_at is not null', [ids]);
  await tx.execute(
    `update kept_mail set message_id = null, from_address = null, subject = null, reason = null, envelope = null, authenticity = null, authenticity_retry_at = null, last_fault = null, texts_ended_at = ?,
     bytes_end_at = case when raw_removed_at is null or exists (select from attachment a where a.kept_mail_id = kept_mail.id) then least(bytes_end_at, ?) end where id = any(?::uuid[])`, [now, now, ids]);
}

/** Mails without a ticket whose time is over. */
export async function mailsToEnd(tx: EntityManager, before: Readonly<Record<string, Date>>, most: number): Promise<string[]> {
  const rows = await tx.execute<{ id: string }[]>(...bound(
    `select k.id from kept_mail k join jsonb_each_text(:before::jsonb) p on p.key = k.portal_key
     where k.disposition in ('set-aside', 'deleted') and k.ticket_id is null and k.texts_ended_at is null and k.kept_at < p.value::timestamptz order by k.kept_at limit :most for update of k skip locked`,
    { before: JSON.stringify(before), most }));
  return rows.map(({ id }) => id);
}

/** What is left of attachments whose bytes are gone, of mails that ended. */
export async function endShells(tx: EntityManager): Promise<void> {
  await tx.execute('delete from attachment a using kept_mail k where k.id = a.kept_mail_id and k.texts_ended_at is not null and a.removed_at is not null');
  await tx.execute('update kept_mail set bytes_end_at = null where bytes_end_at is not null and raw_removed_at is not null and not exists (select from attachment a where a.kept_mail_id = kept_mail.id)');
}
