import { LockMode } from '@mikro-orm/core';
import { newId } from '#kernel';
import type { EntityManager } from '#persistence';
import { KeptMail } from './kept-mail.entity.js';
import { MailTrace } from './mailbox-cursor.entity.js';

export type TraceStep = 'fetch' | 'keep' | 'read' | 'screen' | 'thread' | 'recognise' | 'file' | 'route' | 'instant';

export interface TraceLine {
  readonly step: TraceStep;
  readonly verdict: string;
  /** Who judged: a screen, a rule, a process. */
  readonly by: string;
  readonly because: string;
}

export interface MailToKeep {
  readonly uid: number;
  readonly rawSha256: string;
  readonly sizeBytes: number;
  readonly isPartial: boolean;
  readonly receivedAt: Date;
}

/** Locks the kept mail until the transaction ends: of two workers with the same job one waits, and then sees the disposition. */
export async function lockKeptMail(tx: EntityManager, id: string): Promise<KeptMail | undefined> {
  return (await tx.findOne(KeptMail, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE })) ?? undefined;
}

/**
 * Writes one row per mail and returns the ids of the new ones. Known already: the same UID (the mailroom asked twice),
 * or the same bytes under an older UIDVALIDITY (a rescan).
 */
export async function insertKeptMails(
  tx: EntityManager, mailbox: { readonly id: string; readonly portalKey: string; readonly folder: string }, uidValidity: string, mails: readonly MailToKeep[], now: Date,
): Promise<string[]> {
  const ids: string[] = [];
  for (const mail of mails) {
    const [row] = await tx.execute<{ id: string }[]>(
      `insert into kept_mail (id, mailbox_id, portal_key, folder, uid_validity, uid, raw_sha256, size_bytes, is_partial, received_at, kept_at, tries)
       select ?::uuid, ?::uuid, ?, ?, ?, ?::int, ?, ?::int, ?::boolean, ?::timestamptz, ?::timestamptz, 0
       where not exists (select 1 from kept_mail where raw_sha256 = ? and mailbox_id = ?::uuid and folder = ? and uid_validity <> ?)
       on conflict do nothing returning id`,
      [newId(now.getTime()), mailbox.id, mailbox.portalKey, mailbox.folder, uidValidity, mail.uid, mail.rawSha256, mail.sizeBytes, mail.isPartial, mail.receivedAt, now,
        mail.rawSha256, mailbox.id, mailbox.folder, uidValidity]);
    if (row) ids.push(row.id);
  }
  return ids;
}

/** Adds lines to a mail's trace, in order. */
export async function addTrace(tx: EntityManager, keptMailId: string, lines: readonly TraceLine[], now: Date): Promise<void> {
  if (lines.length === 0) return;
  await tx.execute(
    `insert into mail_trace (kept_mail_id, step, verdict, by, because, at) values ${lines.map(() => '(?, ?, ?, ?, ?, ?)').join(', ')}`,
    lines.flatMap(({ step, verdict, by, because }) => [keptMailId, step, verdict, by, because.slice(0, 1_000), now]));
}

/** The cursor is everything up to here, in this generation of UIDs. Never goes back. */
export async function advanceCursor(tx: EntityManager, mailboxId: string, uidValidity: string, uid: number, mailAt: Date | null): Promise<void> {
  await tx.execute(
    `update mailbox_cursor set last_uid = greatest(last_uid, ?), last_mail_at = coalesce(?::timestamptz, last_mail_at) where mailbox_id = ? and uid_validity = ?`,
    [uid, mailAt, mailboxId, uidValidity]);
}

/** The first kept mail that is the same one: its bytes in this mailbox, or its Message-ID under another UIDVALIDITY. */
export async function earlierTwin(tx: EntityManager, kept: KeptMail, messageId: string): Promise<{ id: string; ticketId: string | null } | undefined> {
  const [twin] = await tx.execute<{ id: string; ticketId: string | null }[]>(
    `select id, ticket_id as "ticketId" from kept_mail
     where mailbox_id = ? and id <> ? and disposition = 'filed' and (raw_sha256 = ? or (message_id = ? and folder = ? and uid_validity <> ?)) order by id limit 1`,
    [kept.mailboxId, kept.id, kept.rawSha256, messageId, kept.folder, kept.uidValidity]);
  return twin;
}

/** At most `limit` mails that nobody finished since `before`, oldest first. */
export async function unfinishedMails(tx: EntityManager, before: Date, limit: number): Promise<string[]> {
  const rows = await tx.execute<{ id: string }[]>('select id from kept_mail where disposition is null and kept_at < ? order by kept_at limit ?', [before, limit]);
  return rows.map(({ id }) => id);
}

/** The trace of the mails with this Message-ID, oldest first; at most 200 lines. */
export async function traceOf(em: EntityManager, messageId: string, portalKeys?: readonly string[]): Promise<MailTrace[]> {
  const mails = await em.find(KeptMail, { messageId, ...(portalKeys ? { portalKey: { $in: [...portalKeys] } } : {}) }, { orderBy: { keptAt: 'asc' }, limit: 10 });
  return mails.length === 0 ? [] : em.find(MailTrace, { keptMailId: { $in: mails.map(({ id }) => id) } }, { orderBy: { id: 'asc' }, limit: 200 });
}
