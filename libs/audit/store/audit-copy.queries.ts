import { recordset, rowsOf, type EntityManager } from '#persistence';
import type { CopiedRow } from '../domain/copied-row.js';

/** Chains of which the other system lacks rows, and the last row that it has (0: none). */
export async function chainsToCopy(em: EntityManager): Promise<{ chain: string; sequence: number }[]> {
  return em.execute<{ chain: string; sequence: number }[]>(
    `select heads.chain, coalesce(copied.sequence, 0) as sequence from (select chain, max(sequence) as sequence from audit_entry group by chain) heads
     left join audit_copy copied on copied.chain = heads.chain where heads.sequence > coalesce(copied.sequence, 0) order by heads.chain`);
}

/** Never takes anything back: of two workers the one that is further counts. */
export async function markCopied(tx: EntityManager, chain: string, sequence: number, now: Date): Promise<void> {
  await tx.execute(
    `insert into audit_copy (chain, sequence, copied_at) values (?, ?, ?)
     on conflict (chain) do update set sequence = greatest(audit_copy.sequence, excluded.sequence), copied_at = excluded.copied_at`, [chain, sequence, now]);
}

/** The first of the copied rows that the desk does not have as it was copied, in their order; undefined: it has them all, or they ended with their time. */
export async function firstDifference(em: EntityManager, copied: readonly CopiedRow[]): Promise<{ chain: string; sequence: number; isMissing: boolean } | undefined> {
  const rows = copied.map(({ chain, sequence, hash }, nth) => ({ nth, chain, sequence, hash }));
  const [found] = await em.execute<{ chain: string; sequence: number; isMissing: boolean }[]>(
    `select given.chain, given.sequence, e.hash is null as "isMissing" from ${recordset('nth int, chain text, sequence int, hash text')}
     left join audit_entry e on e.chain = given.chain and e.sequence = given.sequence left join audit_checkpoint ended on ended.chain = given.chain and ended.sequence >= given.sequence
     where e.hash is distinct from given.hash and ended.chain is null order by given.nth limit 1`, [rowsOf(rows)]);
  return found;
}
