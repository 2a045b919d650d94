import type { EntityManager } from '#persistence';
import type { Grant } from './grant.entity.js';
import { Slip } from './slip.entity.js';

/** Ids of the agents who printed the letter with this PIN, and so may have read it: several where it was printed again. */
export async function printersOfLetter(em: EntityManager, { portalKey, accountRef, createdAt }: Grant): Promise<string[]> {
  const slip = await em.findOne(Slip, { portalKey, accountRef, kind: 'proof-letter', createdAt: { $gte: createdAt }, printedByAgentId: { $ne: null } }, { orderBy: { createdAt: 'desc', id: 'desc' } });
  return slip?.printedByAgentId ? [...slip.printedBeforeBy, slip.printedByAgentId] : [];
}

/**
 * First credentials on paper of which nobody knows yet whether they arrived, those asked for longest ago first; of one person the
 * newest only, for it made the older ones worthless. `askedBefore`: not asked for since. Over is over: a slip whose time ended did not arrive.
 */
export async function slipsNotReceived(em: EntityManager, askedBefore: Date, now: Date, limit: number): Promise<Slip[]> {
  const slips = await em.find(Slip, {
    kind: 'initial-credentials', printedAt: { $ne: null }, receivedAt: null, endedAt: null, endsAt: { $gt: now }, $or: [{ receiptAskedAt: null }, { receiptAskedAt: { $lte: askedBefore } }],
  }, { orderBy: [{ receiptAskedAt: 'asc nulls first' }, { id: 'asc' }], limit });
  const newer = await em.find(Slip, { kind: 'initial-credentials', accountRef: { $in: slips.map(({ accountRef }) => accountRef) } }, { fields: ['portalKey', 'accountRef', 'createdAt'] });
  return slips.filter((slip) => !newer.some((one) => one.portalKey === slip.portalKey && one.accountRef === slip.accountRef && one.createdAt > slip.createdAt));
}

/** Papers of a portal that lie sealed: of one order, of one batch that was printed and not sent, or all that wait. */
export interface PapersMeant {
  readonly portalKey: string;
  readonly bulkId?: string | undefined;
  readonly batchId?: string | undefined;
}

/** Those of them that this agent may print, oldest first, after this one: not what they, as the second person, said yes to (5.5), nor the warning of what they asked for. */
export async function papersFor(em: EntityManager, meant: PapersMeant, agentId: string, now: Date, after: string | undefined, limit: number): Promise<Slip[]> {
  const { sql, values } = sealedPapers(meant, now);
  const rows = await em.execute<{ id: string }[]>(`select s.id ${sql} and not ${NOT_FOR}${after === undefined ? '' : ' and s.id > ?'} order by s.id limit ?`, [...values, agentId, agentId, ...(after === undefined ? [] : [after]), limit]);
  return em.find(Slip, { id: { $in: rows.map(({ id }) => id) } }, { orderBy: { id: 'asc' } });
}

/** The kind of some that wait for somebody else to print them; undefined: none do. */
export async function papersForOthers(em: EntityManager, meant: PapersMeant, agentId: string, now: Date): Promise<Slip['kind'] | undefined> {
  const { sql, values } = sealedPapers(meant, now);
  return (await em.execute<{ kind: Slip['kind'] }[]>(`select s.kind ${sql} and ${NOT_FOR} limit 1`, [...values, agentId, agentId]))[0]?.kind;
}

/** A letter about a hold has no secret that an approver must not see: what is to be feared is that whoever asked for the change keeps the warning back. */
const NOT_FOR = `(exists (select 1 from recovery_bulk b where b.id = s.bulk_id and b.approver_agent_id = ?) or exists (select 1 from recovery_action a where a.id = s.action_id and case when s.kind = 'hold-letter' then a.requested_by_agent_id else a.approver_agent_id end = ?))`;

function sealedPapers({ portalKey, bulkId, batchId }: PapersMeant, now: Date): { readonly sql: string; readonly values: unknown[] } {
  return {
    sql: `from recovery_slip s where s.portal_key = ? and s.secret_sealed is not null and s.ends_at > ?${bulkId === undefined ? '' : ' and s.bulk_id = ?'} and ${batchId === undefined ? 's.printed_at is null' : 's.batch_id = ? and s.sent_at is null'}`,
    values: [portalKey, now, ...(bulkId === undefined ? [] : [bulkId]), ...(batchId === undefined ? [] : [batchId])],
  };
}
