import { newId } from '#kernel';
import { textArray, type EntityManager } from '#persistence';
import { leftAfterMerging, mergedWith } from '#tickets';
import { Attachment } from './attachment.entity.js';
import { KeptMail } from './kept-mail.entity.js';

const NO_ID = '00000000-0000-0000-0000-000000000000';

export type NewAttachment = Pick<Attachment, 'keptMailId' | 'part' | 'name' | 'sha256' | 'sizeBytes' | 'type' | 'marks' | 'isPicture'>;

/** Writes what was found; two who look at once write one row. */
export async function keepAttachment(tx: EntityManager, found: NewAttachment, now: Date): Promise<Attachment> {
  await tx.execute(
    `insert into attachment (id, created_at, kept_mail_id, part, name, sha256, size_bytes, type, marks, is_picture, scan) values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, 'unscanned')
     on conflict (kept_mail_id, part) do nothing`,
    [newId(now.getTime()), now, found.keptMailId, found.part, found.name, found.sha256, found.sizeBytes, found.type, JSON.stringify(found.marks), found.isPicture]);
  return tx.findOneOrFail(Attachment, { keptMailId: found.keptMailId, part: found.part });
}

export async function attachmentOf(em: EntityManager, keptMailId: string, part: string): Promise<Attachment | undefined> {
  return (await em.findOne(Attachment, { keptMailId, part })) ?? undefined;
}

export function attachmentsOfMails(em: EntityManager, keptMailIds: readonly string[]): Promise<Attachment[]> {
  return keptMailIds.length === 0 ? Promise.resolve([]) : em.find(Attachment, { keptMailId: { $in: [...keptMailIds] } });
}

/** Where a walk through kept mails goes on. */
export type KeptAfter = Pick<KeptMail, 'keptAt' | 'id'>;

/** Kept mails whose raw bytes are due to go, oldest first, behind `after`: those with secrets in them after a shorter time, those of ended tickets at once. */
export async function rawMailsToRemove(tx: EntityManager, keptBefore: { readonly any: Date; readonly withSecrets: Date }, now: Date, after: KeptAfter | undefined, limit: number): Promise<KeptMail[]> {
  const rows = await tx.execute<{ id: string }[]>(
    `select id from kept_mail where raw_removed_at is null and disposition is not null and (kept_at < ? or (has_secrets and kept_at < ?) or bytes_end_at <= ?)
       and (kept_at, id) > (?::timestamptz, ?::uuid) order by kept_at, id limit ?`,
    [keptBefore.any, keptBefore.withSecrets, now, after?.keptAt ?? new Date(0), after?.id ?? NO_ID, limit]);
  return tx.find(KeptMail, { id: { $in: rows.map(({ id }) => id) } }, { orderBy: { keptAt: 'asc', id: 'asc' } });
}

/** Digests of files that should be there and were kept before then, the newest first: raw mails and attachments, at most `limit` of each. */
export async function filesKeptBefore(em: EntityManager, before: Date, limit: number): Promise<string[]> {
  const rows = await em.execute<{ sha256: string }[]>(
    `(select raw_sha256 as sha256 from kept_mail where raw_removed_at is null and kept_at < ? order by kept_at desc limit ?)
     union (select sha256 from attachment where removed_at is null and created_at < ? order by id desc limit ?)`, [before, limit, before, limit]);
  return rows.map(({ sha256 }) => sha256);
}

/** Whether these bytes were stored once more since then, for another mail or out of one. */
export async function isKeptSince(em: EntityManager, sha256: string, since: Date): Promise<boolean> {
  const [row] = await em.execute<{ again: boolean }[]>(
    'select exists (select from kept_mail where raw_sha256 = ? and kept_at >= ?) or exists (select from attachment where sha256 = ? and created_at >= ?) or exists (select from attachment where preview_sha256 = ? and created_at >= ?) as again',
    [sha256, since, sha256, since, sha256, since]);
  return row!.again;
}

/** Whether anything else still needs these bytes. */
export async function isStillNeeded(tx: EntityManager, sha256: string, but: { readonly keptMailId?: string; readonly attachmentId?: string }): Promise<boolean> {
  const [row] = await tx.execute<{ needed: boolean }[]>(
    `select exists (select 1 from kept_mail where raw_sha256 = ? and raw_removed_at is null and id is distinct from ?::uuid)
         or exists (select 1 from attachment where (sha256 = ? or preview_sha256 = ?) and removed_at is null and id is distinct from ?::uuid) as needed`,
    [sha256, but.keptMailId ?? null, sha256, sha256, but.attachmentId ?? null]);
  return row!.needed;
}

/** When attachments are due: of tickets that were over before `closedBefore`, of merged ones with the one that is left, and of mails that ended. */
export interface AttachmentsDue {
  readonly closedBefore: Date;
  /** What was over before this was looked at already; null: every attachment there is is looked at. */
  readonly closedAfter: Date | null;
  readonly now: Date;
}

/** Ids of attachments that are due. */
export function attachmentsToRemove(em: EntityManager, due: AttachmentsDue, limit: number): Promise<string[]> {
  return dueAttachments(em, due, limit, { where: '', values: [], lock: '' });
}

/** Locks one that was found due. Undefined: it is not any more (a hold, a ticket that goes on), or another process has it. */
export async function lockAttachmentToRemove(tx: EntityManager, due: AttachmentsDue, id: string): Promise<Attachment | undefined> {
  const [still] = await dueAttachments(tx, due, 1, { where: 'and a.id = ?', values: [id], lock: 'for update of a skip locked' });
  return still === undefined ? undefined : tx.findOneOrFail(Attachment, still);
}

async function dueAttachments(
  em: EntityManager, { closedBefore, closedAfter, now }: AttachmentsDue, limit: number, { where, values, lock }: { readonly where: string; readonly values: readonly string[]; readonly lock: string },
): Promise<string[]> {
  const since = closedAfter === null ? '' : 'and t.texts_ended_at is null and coalesce(t.closed_at, t.last_message_at) > ?';
  const rows = await em.execute<{ id: string }[]>(
    `select a.id from attachment a join kept_mail k on k.id = a.kept_mail_id join ticket t on t.id = k.ticket_id
     where a.removed_at is null ${where} and t.state in ('closed', 'solved') and coalesce(t.closed_at, t.last_message_at) < ? ${since}
       and (t.merged_into_id is null or exists (select from ticket e where e.id = ${leftAfterMerging('t.id')} and e.state in ('closed', 'solved') and coalesce(e.closed_at, e.last_message_at) < ?))
       and not exists (select from ${mergedWith('t.id')} w join legal_hold h on h.ticket_id = w.id and h.released_at is null) order by a.id limit ? ${lock}`, [...values, closedBefore, ...(closedAfter === null ? [] : [closedAfter]), closedBefore, limit]);
  if (rows.length < limit) {
    rows.push(...await em.execute<{ id: string }[]>(
      `select a.id from attachment a join kept_mail k on k.id = a.kept_mail_id where a.removed_at is null ${where} and k.bytes_end_at <= ? order by a.id limit ? ${lock}`, [...values, now, limit - rows.length]));
  }
  return [...new Set(rows.map(({ id }) => id))];
}

/** What the messages of these mails say about their attachments. */
export async function describedAttachments(em: EntityManager, keptMailIds: readonly string[]): Promise<{ keptMailId: string; part: string; name: string; type: string }[]> {
  return em.execute(
    `select m.kept_mail_id as "keptMailId", a->>'part' as part, a->>'name' as name, a->>'type' as type from ticket_message m, jsonb_array_elements(m.attachments) a where m.kept_mail_id = any(?::uuid[])`,
    [textArray(keptMailIds)]);
}
