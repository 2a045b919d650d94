import { recordset, rowsOf, textArray, type EntityManager } from '#persistence';
import type { ChainHead } from '../domain/check-chain.js';

/** What chains of which the beginning ended continue. */
export async function checkpoints(em: EntityManager): Promise<ReadonlyMap<string, ChainHead>> {
  const rows = await em.execute<{ chain: string; sequence: number; hash: string }[]>('select chain, sequence, hash from audit_checkpoint');
  return new Map(rows.map(({ chain, sequence, hash }) => [chain, { sequence, hash }]));
}

/** Ends at most `most` rows at the beginning of a chain that were written before then. Returns how many. */
export async function pruneChain(tx: EntityManager, chain: string, before: Date, most: number): Promise<number> {
  const [row] = await tx.execute<{ gone: number }[]>('select rekey_audit_prune(?, ?, ?) as gone', [chain, before, most]);
  return row!.gone;
}

/** Takes the source address in clear out of at most `most` rows written before then. Returns how many. */
export async function forgetAddresses(tx: EntityManager, before: Date, most: number): Promise<number> {
  const [row] = await tx.execute<{ gone: number }[]>('select rekey_audit_forget_addresses(?, ?) as gone', [before, most]);
  return row!.gone;
}

/** Pseudonyms of accounts by their keys; the ones offered where there was none yet. In the order of the keys, so that two transactions do not wait for each other. */
export async function pseudonymsFor(tx: EntityManager, offered: readonly { readonly key: string; readonly pseudonym: string }[]): Promise<ReadonlyMap<string, string>> {
  const known = await pseudonymsOf(tx, offered.map(({ key }) => key));
  const missing = offered.filter(({ key }) => !known.has(key)).sort((one, other) => (one.key < other.key ? -1 : 1));
  if (missing.length === 0) return known;
  const made = await tx.execute<{ key: string; pseudonym: string }[]>(
    `insert into audit_person (key, pseudonym) select key, pseudonym from ${recordset('key text, pseudonym text')} on conflict (key) do update set pseudonym = audit_person.pseudonym returning key, pseudonym`, [rowsOf(missing)]);
  return new Map([...known, ...made.map(({ key, pseudonym }) => [key, pseudonym] as const)]);
}

export async function pseudonymsOf(em: EntityManager, keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await em.execute<{ key: string; pseudonym: string }[]>('select key, pseudonym from audit_person where key = any(?::text[])', [textArray(keys)]);
  return new Map(rows.map(({ key, pseudonym }) => [key, pseudonym]));
}

/** Returns how many threads were cut. */
export async function forgetPersons(tx: EntityManager, keys: readonly string[]): Promise<number> {
  const rows = await tx.execute<{ key: string }[]>('delete from audit_person where key = any(?::text[]) returning key', [textArray(keys)]);
  return rows.length;
}
