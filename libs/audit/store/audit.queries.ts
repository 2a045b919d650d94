import { recordset, rowsOf, type EntityManager } from '#persistence';
import type { ChainRow } from '../domain/check-chain.js';

/** Waits until nobody else writes to the chain; holds until `tx` ends. */
export async function lockChain(tx: EntityManager, chain: string): Promise<void> {
  await tx.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`audit:${chain}`]);
}

/** The newest row of a chain, or undefined. Call it under `lockChain`. */
export async function headOf(tx: EntityManager, chain: string): Promise<{ sequence: number; hash: string } | undefined> {
  const [head] = await tx.execute<{ sequence: number; hash: string }[]>(
    'select sequence, hash from audit_entry where chain = ? order by sequence desc limit 1', [chain],
  );
  return head;
}

export async function insertEntries(tx: EntityManager, rows: readonly (ChainRow & { readonly id: string })[]): Promise<void> {
  const columns = ENTRY_COLUMNS.map(([name]) => name).join(', ');
  await tx.execute(
    `insert into audit_entry (${columns}) select ${columns} from ${recordset(ENTRY_COLUMNS.map(([name, type]) => `${name} ${type}`).join(', '))}`,
    [rowsOf(rows.map((row) => ({
      id: row.id, chain: row.chain, sequence: row.sequence, at: row.at, verb: row.verb, actor_kind: row.actorKind, actor_id: row.actorId, actor_strength: row.actorStrength,
      ticket_number: row.ticketNumber, account_pseudonym: row.accountPseudonym, outcome: row.outcome, detail: row.detail, ip: row.ip, ip_pseudonym: row.ipPseudonym,
      previous_hash: row.previousHash, hash: row.hash,
    })))],
  );
}

const ENTRY_COLUMNS = [
  ['id', 'uuid'], ['chain', 'text'], ['sequence', 'int'], ['at', 'timestamptz'], ['verb', 'text'], ['actor_kind', 'text'], ['actor_id', 'text'], ['actor_strength', 'text'],
  ['ticket_number', 'text'], ['account_pseudonym', 'text'], ['outcome', 'text'], ['detail', 'jsonb'], ['ip', 'text'], ['ip_pseudonym', 'text'], ['previous_hash', 'text'], ['hash', 'text'],
] as const;

export async function chainNames(em: EntityManager): Promise<string[]> {
  const rows = await em.execute<{ chain: string }[]>('select distinct chain from audit_entry order by chain');
  return rows.map(({ chain }) => chain);
}

/** At most `limit` rows of a chain after `sequence`, in order. */
export async function rowsAfter(em: EntityManager, chain: string, sequence: number, limit: number): Promise<ChainRow[]> {
  const rows = await em.execute<EntryRow[]>('select * from audit_entry where chain = ? and sequence > ? order by sequence limit ?', [chain, sequence, limit]);
  return rows.map(entryFrom);
}

export interface AuditFilter {
  readonly portal?: string | undefined;
  readonly seen?: { readonly sql: string; readonly values: readonly unknown[] } | undefined;
  readonly ticketNumber?: string | undefined;
  readonly verb?: string | undefined;
  readonly accountPseudonym?: string | undefined;
}

/** Where a page ended: the order of a listing is newest first. */
export interface AuditPosition {
  readonly at: Date;
  readonly sequence: number;
  readonly chain: string;
}

/** At most `limit` rows older than `after`, newest first. */
export async function listRows(em: EntityManager, filter: AuditFilter, after: AuditPosition | undefined, limit: number): Promise<(ChainRow & { id: string })[]> {
  const conditions: [sql: string, values: unknown[]][] = [];
  if (filter.portal) conditions.push(['chain = ?', [filter.portal]]);
  if (filter.seen) conditions.push([filter.seen.sql, [...filter.seen.values]]);
  if (filter.ticketNumber) conditions.push(['ticket_number = ?', [filter.ticketNumber]]);
  if (filter.verb) conditions.push(['verb = ?', [filter.verb]]);
  if (filter.accountPseudonym) conditions.push(['account_pseudonym = ?', [filter.accountPseudonym]]);
  if (after) conditions.push(['(at, sequence, chain) < (?, ?, ?)', [after.at, after.sequence, after.chain]]);
  const where = conditions.length > 0 ? `where ${conditions.map(([sql]) => sql).join(' and ')}` : '';
  const rows = await em.execute<EntryRow[]>(
    `select * from audit_entry a ${where} order by at desc, sequence desc, chain desc limit ?`,
    [...conditions.flatMap(([, values]) => values), limit] as never[],
  );
  return rows.map(entryFrom);
}

interface EntryRow {
  id: string;
  chain: string;
  sequence: number;
  at: Date | string;
  verb: string;
  actor_kind: string;
  actor_id: string | null;
  actor_strength: string;
  ticket_number: string | null;
  account_pseudonym: string | null;
  outcome: string;
  detail: Record<string, unknown>;
  ip: string | null;
  ip_pseudonym: string | null;
  previous_hash: string;
  hash: string;
}

function entryFrom(row: EntryRow): ChainRow & { id: string } {
  return {
    id: row.id,
    chain: row.chain,
    sequence: row.sequence,
    at: new Date(row.at),
    verb: row.verb,
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    actorStrength: row.actor_strength,
    ticketNumber: row.ticket_number,
    accountPseudonym: row.account_pseudonym,
    outcome: row.outcome,
    detail: row.detail,
    ip: row.ip,
    ipPseudonym: row.ip_pseudonym,
    previousHash: row.previous_hash,
    hash: row.hash,
  };
}
