import { LockMode } from '@mikro-orm/core';
import { portalCondition, wholePortals, type Scope } from '#agents';
import { newId } from '#kernel';
import { plainRows, recordset, rowsOf, textArray, writeLate, type EntityManager, type LateWrite, type RowsToCount } from '#persistence';
import { ofSeenTickets } from '#tickets';
import type { Envelope } from '../domain/envelope.js';
import type { TraceLine } from '../domain/trace-line.js';
import type { KeptAfter } from './attachments.queries.js';
import { KeptMail } from './kept-mail.entity.js';
import { MailTrace } from './mailbox-cursor.entity.js';

export type { TraceLine } from '../domain/trace-line.js';

export interface MailboxOfMails {
  readonly id: string;
  readonly portalKey: string;
  readonly folder: string;
  readonly isHistory: boolean;
  /** Something is to be done with them on the server. */
  readonly hasFollowUp: boolean;
}

export interface MailToKeep {
  readonly uid: number;
  readonly rawSha256: string;
  readonly sizeBytes: number;
  readonly isPartial: boolean;
  readonly receivedAt: Date;
}

/** Those of the mails that nobody has finished yet, in the order of the ids given. To look at: what becomes of them, `writeFindings` writes. */
export async function waitingMails(em: EntityManager, ids: readonly string[]): Promise<KeptMail[]> {
  const order = new Map(ids.map((id, at) => [id, at]));
  const mails = plainRows(em, KeptMail, await em.execute('select * from kept_mail where id = any(?::uuid[]) and disposition is null', [textArray(ids)]));
  return mails.sort((one, other) => order.get(one.id)! - order.get(other.id)!);
}

/** Locks kept mails until the transaction ends: of two workers with the same job one waits, and then sees the disposition. */
export function lockKeptMails(tx: EntityManager, ids: readonly string[]): Promise<KeptMail[]> {
  return tx.find(KeptMail, { id: { $in: [...ids] } }, { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' } });
}

/**
 * Locks those of the waiting mails that still nobody has finished, by their ids. Copies, not managed: `writeFindings` writes
 * what becomes of them, and whoever tries again begins with the mail as it was. Only the ticket may have changed meanwhile.
 */
export async function lockUnfinished(tx: EntityManager, waiting: readonly KeptMail[]): Promise<ReadonlyMap<string, KeptMail>> {
  const rows = await tx.execute<{ id: string; ticketId: string | null }[]>(
    'select id, ticket_id as "ticketId" from kept_mail where id = any(?::uuid[]) and disposition is null order by id for update', [textArray(waiting.map(({ id }) => id))]);
  const locked = new Map(rows.map((row) => [row.id, row]));
  return new Map(waiting.flatMap((mail) => (locked.has(mail.id) ? [[mail.id, { ...mail, ...locked.get(mail.id)! }] as const] : [])));
}

/** What was found out about locked mails, and what became of them: one statement instead of a row at a time. Their ids stand there twice, or the planner would go through the whole table for them. */
export async function writeFindings(tx: EntityManager, mails: readonly KeptMail[]): Promise<void> {
  if (mails.length === 0) return;
  const rows = mails.map((mail) => ({
    id: mail.id, message_id: mail.messageId, from_address: mail.fromAddress, subject: mail.subject, has_secrets: mail.hasSecrets, authenticity: mail.authenticity,
    authenticity_retry_at: mail.authenticityRetryAt, disposition: mail.disposition, screen: mail.screen, reason: mail.reason, ticket_id: mail.ticketId, processed_at: mail.processedAt,
  }));
  await tx.execute(
    `update kept_mail k set message_id = found.message_id, from_address = found.from_address, subject = found.subject, has_secrets = found.has_secrets, authenticity = found.authenticity,
       authenticity_retry_at = found.authenticity_retry_at, disposition = found.disposition, screen = found.screen, reason = found.reason, ticket_id = found.ticket_id, processed_at = found.processed_at
     from jsonb_populate_recordset(null::kept_mail, ?::jsonb) found where k.id = found.id and k.id = any(?::uuid[])`, [rowsOf(rows), textArray(mails.map(({ id }) => id))]);
}

/**
 * Writes one row per mail and returns the new ones, in the order of the mails. Known already: the same UID
 * (the mailroom asked twice), or the same bytes under an older UIDVALIDITY (a rescan; looked up by index, see `earlierTwins`).
 */
export async function insertKeptMails(
  tx: EntityManager, mailbox: MailboxOfMails, uidValidity: string, mails: readonly MailToKeep[], now: Date,
): Promise<{ readonly id: string; readonly rawSha256: string }[]> {
  const rows = mails.map((mail) => ({
    id: newId(now.getTime()), mailbox_id: mailbox.id, portal_key: mailbox.portalKey, folder: mailbox.folder, uid_validity: uidValidity, uid: mail.uid, raw_sha256: mail.rawSha256,
    size_bytes: mail.sizeBytes, is_partial: mail.isPartial, received_at: mail.receivedAt, kept_at: now, is_history: mailbox.isHistory,
    follow_up: mailbox.hasFollowUp ? 'due' : null,
  }));
  const inserted = await tx.execute<{ id: string }[]>(
    `insert into kept_mail (id, mailbox_id, portal_key, folder, uid_validity, uid, raw_sha256, size_bytes, is_partial, received_at, kept_at, is_history, follow_up, tries)
     select given.*, 0 from ${recordset(`id uuid, mailbox_id uuid, portal_key text, folder text, uid_validity text, uid oid, raw_sha256 text, size_bytes int, is_partial boolean,
       received_at timestamptz, kept_at timestamptz, is_history boolean, follow_up text`)}
     where not exists (select 1 from (select * from kept_mail m where m.raw_sha256 = given.raw_sha256 offset 0) k
       where k.mailbox_id = given.mailbox_id and k.folder = given.folder and k.uid_validity <> given.uid_validity)
     on conflict do nothing returning id`, [rowsOf(rows)]);
  const isNew = new Set(inserted.map(({ id }) => id));
  return rows.filter(({ id }) => isNew.has(id)).map(({ id, raw_sha256: rawSha256 }) => ({ id, rawSha256 }));
}

export interface DeliveredMail extends Omit<MailToKeep, 'uid' | 'isPartial'> {
  /** Digest of what was delivered to whom: a second delivery of the same has the same. */
  readonly key: string;
  readonly envelope: Envelope | null;
}

/** One row per mail that came through a door without numbers; ids of the new ones and of all. A mail that is known already, finished or not, is not written again. */
export async function insertDeliveredMails(
  tx: EntityManager, mailbox: { readonly id: string; readonly portalKey: string }, how: { readonly door: 'lmtp' | 'import'; readonly isHistory: boolean }, mails: readonly DeliveredMail[], now: Date,
): Promise<{ readonly fresh: { readonly id: string; readonly key: string }[]; readonly all: string[] }> {
  const rows = mails.map((mail) => ({
    id: newId(now.getTime()), mailbox_id: mailbox.id, portal_key: mailbox.portalKey, door: how.door, is_history: how.isHistory, envelope: mail.envelope, folder: `:${how.door}`, uid_validity: mail.key,
    raw_sha256: mail.rawSha256, size_bytes: mail.sizeBytes, received_at: mail.receivedAt, kept_at: now,
  }));
  const inserted = await tx.execute<{ id: string; key: string }[]>(
    `insert into kept_mail (id, mailbox_id, portal_key, door, is_history, envelope, folder, uid_validity, raw_sha256, size_bytes, received_at, kept_at, uid, tries)
     select given.*, 0, 0 from ${recordset(`id uuid, mailbox_id uuid, portal_key text, door text, is_history boolean, envelope jsonb, folder text, uid_validity text, raw_sha256 text, size_bytes int,
       received_at timestamptz, kept_at timestamptz`)} on conflict do nothing returning id, uid_validity as key`, [rowsOf(rows)]);
  const found = await tx.execute<{ id: string }[]>(
    `select k.id from kept_mail k join ${recordset('mailbox_id uuid, folder text, uid_validity text', 'asked')} on k.mailbox_id = asked.mailbox_id and k.folder = asked.folder and k.uid_validity = asked.uid_validity and k.uid = 0`,
    [rowsOf(rows.map(({ mailbox_id, folder, uid_validity }) => ({ mailbox_id, folder, uid_validity })))]);
  return { fresh: inserted, all: found.map(({ id }) => id) };
}

/** Adds lines to a mail's trace, in order, when the transaction ends. */
export function addTrace(tx: EntityManager, keptMailId: string, lines: readonly TraceLine[], now: Date): void {
  writeLate(tx, traces, { kept_mail_id: keptMailId, at: now, lines: lines.map(({ because, ...line }) => ({ ...line, because: because.slice(0, 1_000) })) });
}

const traces: LateWrite<{ readonly kept_mail_id: string; readonly at: Date; readonly lines: readonly TraceLine[] }> = {
  order: 20,
  async write(tx, rows) {
    await tx.execute(`insert into mail_trace (kept_mail_id, at, lines) select kept_mail_id, at, lines from ${recordset('kept_mail_id uuid, at timestamptz, lines jsonb')}`, [rowsOf(rows)]);
  },
};

/** These UIDs of the folder are done with, in this generation of UIDs. Never takes anything back. @param seen an int8multirange */
export async function markSeen(tx: EntityManager, mailbox: { readonly id: string; readonly folder: string }, uidValidity: string, seen: string): Promise<void> {
  await tx.execute(
    `update folder_cursor set seen = seen + ?::int8multirange, last_uid = greatest(last_uid, coalesce(upper(?::int8multirange) - 1, 0)) where mailbox_id = ? and folder = ? and uid_validity = ?`,
    [seen, seen, mailbox.id, mailbox.folder, uidValidity]);
}

export async function noteLastMail(tx: EntityManager, mailboxId: string, at: Date): Promise<void> {
  await tx.execute('update mailbox_cursor set last_mail_at = greatest(last_mail_at, ?::timestamptz) where mailbox_id = ?', [at, mailboxId]);
}

/**
 * For each kept mail the first that is the same one: its bytes in this mailbox; its Message-ID under another UIDVALIDITY;
 * for old mail that is brought in also its Message-ID with the same sender and subject, for archives do not keep bytes.
 */
export async function earlierTwins(
  tx: EntityManager, mails: readonly { readonly kept: KeptMail; readonly messageId: string; readonly fromAddress: string | null; readonly subject: string }[],
): Promise<ReadonlyMap<string, { readonly id: string; readonly ticketId: string | null }>> {
  const asked = mails.map(({ kept, messageId, fromAddress, subject }) => ({
    of: kept.id, mailbox_id: kept.mailboxId, raw_sha256: kept.rawSha256, message_id: messageId, folder: kept.folder, uid_validity: kept.uidValidity,
    door: kept.door, from_address: fromAddress, subject,
  }));
  // Two halves, each by its own index: `offset 0` looks one mail up after the other. Left alone the planner, above all without statistics,
  // as while a large mailbox is read for the first time, goes through all that is filed for each fifty (with 3,000 filed 13 ms instead of 0.6).
  const twins = await tx.execute<{ of: string; id: string; ticketId: string | null }[]>(
    `with given as materialized (select * from ${recordset('of uuid, mailbox_id uuid, raw_sha256 text, message_id text, folder text, uid_validity text, door text, from_address text, subject text', 'asked')})
     select given.of, k.id, k.ticket_id as "ticketId" from given cross join lateral (select * from kept_mail m where m.raw_sha256 = given.raw_sha256 offset 0) k
       where k.mailbox_id = given.mailbox_id and k.id <> given.of and k.disposition = 'filed'
     union all
     select given.of, k.id, k.ticket_id from given cross join lateral (select * from kept_mail m where m.message_id = given.message_id offset 0) k
       where k.mailbox_id = given.mailbox_id and k.id <> given.of and k.disposition = 'filed' and (
         (k.door = 'imap' and k.folder = given.folder and k.uid_validity <> given.uid_validity)
         or (given.door = 'import' and k.from_address is not distinct from given.from_address and k.subject is not distinct from given.subject))
     order by id desc`, [rowsOf(asked)]);
  // Latest first: the earliest overwrites the others.
  return new Map(twins.map(({ of, ...twin }) => [of, twin]));
}

/** How many of the mails are filed, set aside and (under '') not finished. */
export async function dispositionsOf(em: EntityManager, ids: readonly string[]): Promise<Readonly<Record<string, number>>> {
  const rows = await em.execute<{ disposition: string; mails: number }[]>(`select coalesce(disposition, '') as disposition, count(*)::int as mails from kept_mail where id = any(?::uuid[]) group by 1`, [textArray(ids)]);
  return Object.fromEntries(rows.map(({ disposition, mails }) => [disposition, mails]));
}

/** At most `limit` mails that nobody finished since `before`, oldest first, behind `after`. */
export async function unfinishedMails(tx: EntityManager, before: Date, after: KeptAfter | undefined, limit: number): Promise<KeptAfter[]> {
  return tx.find(KeptMail, { disposition: null, keptAt: { $lt: before }, ...(after && { $or: [{ keptAt: { $gt: after.keptAt } }, { keptAt: after.keptAt, id: { $gt: after.id } }] }) }, { fields: ['id', 'keptAt'], orderBy: { keptAt: 'asc', id: 'asc' }, limit });
}

/** The trace of the mails with this Message-ID that somebody sees, oldest first; at most 200 lines. */
export async function traceOf(em: EntityManager, messageId: string, reader: Scope): Promise<(TraceLine & { readonly at: Date })[]> {
  const mails = await em.find(KeptMail, { messageId, $or: [{ ticketId: { $ne: null }, ...ofSeenTickets(reader) }, { ticketId: null, ...wholePortals(reader) }] }, { orderBy: { keptAt: 'asc' }, limit: 10 });
  if (mails.length === 0) return [];
  const traces = await em.find(MailTrace, { keptMailId: { $in: mails.map(({ id }) => id) } }, { orderBy: { id: 'asc' }, limit: 200 });
  return traces.flatMap(({ at, lines }) => lines.map((line) => ({ ...line, at }))).slice(0, 200);
}

/** Mails whose sender DNS could not tell, and whose time has come, at most `limit`. */
export function mailsToAskAgain(em: EntityManager, now: Date, limit: number): Promise<KeptMail[]> {
  return em.find(KeptMail, { authenticityRetryAt: { $lte: now } }, { orderBy: { authenticityRetryAt: 'asc' }, limit });
}

/** Per portal how many mails are not finished since, or lie in quarantine since, archives and what its time has emptied apart. Every portal has a row. */
export function waitingIn(
  em: EntityManager, { unprocessedBefore, setAsideBefore }: { readonly unprocessedBefore: Date; readonly setAsideBefore: Date },
): Promise<{ portalKey: string; unprocessed: number; setAside: number }[]> {
  return em.execute(
    `select p.key as "portalKey", count(k.id) filter (where k.disposition is null and k.kept_at < ?)::int as unprocessed,
       count(k.id) filter (where k.disposition = 'set-aside' and not k.is_history and k.texts_ended_at is null and k.processed_at < ?)::int as "setAside"
     from portal p left join kept_mail k on k.portal_key = p.key and (k.disposition is null or k.disposition = 'set-aside') group by p.key`, [unprocessedBefore, setAsideBefore]);
}

/** What lies in the quarantine of the portals that somebody sees whole; of an archive that was brought in nobody waits for anything. */
export function mailsToRelease(reader: Scope): RowsToCount {
  const seen = portalCondition(reader, 'k');
  return { sql: `select 1 from kept_mail k where k.disposition = 'set-aside' and not k.is_history and k.texts_ended_at is null and ${seen.sql}`, values: seen.values };
}

/** Those of the mails that still lie in quarantine with something to see. */
export async function stillSetAside(em: EntityManager, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await em.execute<{ id: string }[]>(`select id from kept_mail where id = any(?::uuid[]) and disposition = 'set-aside' and texts_ended_at is null`, [textArray(ids)]);
  return new Set(rows.map(({ id }) => id));
}
