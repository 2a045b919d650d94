import { textArray, type EntityManager } from '#persistence';
import type { Storage } from '#storage';
import { isStillNeeded } from './attachments.queries.js';

/*
 * Storage names bytes by what they are, so what one mail needs no longer may be what another is just being kept with: its file is written, its row is
 * not there yet. Whoever keeps looks, before the row is committed and behind a lock that many may hold, whether the file is still there; whoever forgets
 * looks for rows behind the same lock alone. All take their locks in one order, and who forgets waits only with nothing else in hand, so nobody waits in
 * a circle. Only what some row names, or named, is ever forgotten: bytes that come for the first time, nearly all, cost one question for the whole batch.
 */

/** Files that are looked for side by side: a bucket answers each after a while. */
const AT_ONCE = 8;

/**
 * Until the transaction ends nobody forgets these bytes. Returns those that another row names, or named: only they may have been
 * forgotten since they were stored, and only they are locked.
 * One value at a time, not `exists`: that PostgreSQL answers for a hundred digests by reading all attachments there are.
 * @param but rows that this transaction has written for them
 */
export async function holdBytes(tx: EntityManager, digests: readonly string[], but: readonly string[] = []): Promise<string[]> {
  const named = await tx.execute<{ sha256: string }[]>(
    `select d as sha256, pg_advisory_xact_lock_shared(${lockOf('d')}) from (select distinct d from unnest(?::text[]) d
       where coalesce((select true from kept_mail where raw_sha256 = d and id <> all(?::uuid[]) limit 1), (select true from attachment where sha256 = d limit 1), (select true from attachment where preview_sha256 = d limit 1)) order by d offset 0) named`,
    [textArray(digests), textArray(but)]);
  return named.map(({ sha256 }) => sha256);
}

/** Those of the held bytes that somebody did forget since they were stored: they have to be stored again, now. @throws StorageFault */
export async function goneOf(storage: Storage, held: readonly string[]): Promise<string[]> {
  const gone: string[] = [];
  for (let at = 0; at < held.length; at += AT_ONCE) {
    const some = held.slice(at, at + AT_ONCE);
    const are = await Promise.all(some.map((sha256) => storage.has(sha256)));
    gone.push(...some.filter((_, n) => !are[n]));
  }
  return gone;
}

/**
 * Held bytes that were stored once more for mails of this mailbox whose rows say that they had ended: now the rows say that they
 * are here, and due as before. Returns the mails that are to end at once (`EndRawMails`), behind the commit. What lies in the
 * quarantine keeps its time: whoever lost it may have brought it back, and it can be let out again.
 */
export async function comeBack(tx: EntityManager, mailboxId: string, digests: readonly string[], now: Date): Promise<string[]> {
  if (digests.length === 0) return [];
  const back = await tx.execute<{ id: string; ends: boolean }[]>(
    `update kept_mail k set raw_removed_at = null, bytes_end_at = case when disposition = 'deleted' or texts_ended_at is not null then least(bytes_end_at, ?) else bytes_end_at end
     from (select id from kept_mail where raw_sha256 = any(?::text[]) and mailbox_id = ? and raw_removed_at is not null order by id for update) ended
     where k.id = ended.id returning k.id, k.disposition <> 'set-aside' or k.texts_ended_at is not null as ends`, [now, textArray(digests), mailboxId]);
  return back.filter(({ ends }) => ends).map(({ id }) => id);
}

/** Forgets those of these bytes that no other row needs. Returns false where somebody keeps the very same at this moment: then nothing was done, and a later try may. @throws StorageFault */
export async function forgetUnneeded(tx: EntityManager, storage: Storage, digests: readonly string[], but: Parameters<typeof isStillNeeded>[2]): Promise<boolean> {
  for (const sha256 of digests) {
    const [row] = await tx.execute<{ alone: boolean }[]>(`select pg_try_advisory_xact_lock(${lockOf('?')}) as alone`, [sha256]);
    if (!row!.alone) return false;
  }
  for (const sha256 of digests) if (!(await isStillNeeded(tx, sha256, but))) await storage.forget(sha256);
  return true;
}

/** Ends the raw bytes of these mails, in a transaction that does nothing else; waits for whoever keeps the very same. The rows say so first: two of them may have the same bytes. @throws StorageFault */
export async function forgetDue(tx: EntityManager, storage: Storage, keptMailIds: readonly string[], now: Date): Promise<void> {
  const ids = textArray(keptMailIds);
  const alone = await tx.execute<{ sha256: string }[]>(
    `select d as sha256, pg_advisory_xact_lock(${lockOf('d')}) from (select distinct raw_sha256 as d from kept_mail where id = any(?::uuid[]) and raw_removed_at is null order by 1 offset 0) due`, [ids]);
  await tx.execute('update kept_mail set raw_removed_at = ? where id = any(?::uuid[]) and raw_removed_at is null', [now, ids]);
  const over: string[] = [];
  for (const { sha256 } of alone) if (!(await isStillNeeded(tx, sha256, {}))) over.push(sha256);
  // The lock is let go when all have answered: what is still under way must not meet bytes that somebody stores again meanwhile.
  const failed = (await Promise.allSettled(over.map((sha256) => storage.forget(sha256)))).find(({ status }) => status === 'rejected');
  if (failed) throw (failed as PromiseRejectedResult).reason;
}

function lockOf(digest: string): string {
  return `hashtextextended('bytes:' || ${digest}, 0)`;
}
