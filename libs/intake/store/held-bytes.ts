import { textArray, type EntityManager } from '#persistence';
import type { Storage } from '#storage';
import { isStillNeeded } from './attachments.queries.js';

/*
 * Storage names bytes by what they are, so what one mail needs no longer may be what another is just being kept with: its file is written, its row is
 * not there yet. Whoever keeps looks, before the row is written and behind a lock that many may hold, whether the file is still there; whoever forgets
 * looks for rows behind the same lock alone. Who forgets waits only with nothing else in hand, and all take their locks in one order, so nobody waits in a circle. Only what some row names, or named, is ever
 * forgotten: bytes that come for the first time, nearly all, cost one question for the whole batch.
 */

/** Until the transaction ends nobody forgets these bytes. Returns those that somebody did forget since they were stored: they have to be stored again, now. @throws StorageFault */
export async function holdBytes(tx: EntityManager, storage: Storage, digests: readonly string[]): Promise<string[]> {
  const known = await tx.execute<{ sha256: string }[]>(
    `select d as sha256 from unnest(?::text[]) d where exists (select from kept_mail where raw_sha256 = d) or exists (select from attachment where sha256 = d) or exists (select from attachment where preview_sha256 = d) order by d`,
    [`{${[...new Set(digests)].join(',')}}`]);
  const gone: string[] = [];
  for (const { sha256 } of known) {
    await tx.execute(`select pg_advisory_xact_lock_shared(${lockOf('?')})`, [sha256]);
    if (!(await storage.has(sha256))) gone.push(sha256);
  }
  return gone;
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
