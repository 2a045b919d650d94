import type { EntityManager } from '@mikro-orm/core';
import { Bulk } from './bulk.entity.js';
import type { Grant } from './grant.entity.js';
import { RecoveryAction } from './recovery-action.entity.js';
import { Slip } from './slip.entity.js';

/** Ids of the agents who printed the letter with this PIN, and so may have read it: several where it was printed again. */
export async function printersOfLetter(em: EntityManager, { portalKey, accountRef, createdAt }: Grant): Promise<string[]> {
  const slip = await em.findOne(Slip, { portalKey, accountRef, kind: 'proof-letter', createdAt: { $gte: createdAt }, printedByAgentId: { $ne: null } }, { orderBy: { createdAt: 'desc' } });
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

/** Ids of those of these papers that this agent, as the second person, said yes to. */
export async function slipsApprovedBy(em: EntityManager, slips: readonly Slip[], agentId: string): Promise<Set<string>> {
  const idsOf = (ids: readonly (string | null | undefined)[]): string[] => [...new Set(ids.filter((id) => id != null))];
  const bulks = await em.find(Bulk, { id: { $in: idsOf(slips.map(({ bulkId }) => bulkId)) }, approverAgentId: agentId }, { fields: ['id'] });
  const actions = await em.find(RecoveryAction, { id: { $in: idsOf(slips.map(({ actionId }) => actionId)) }, approverAgentId: agentId }, { fields: ['id'] });
  const approved = new Set([...bulks, ...actions].map(({ id }) => id));
  return new Set(slips.filter(({ bulkId, actionId }) => (bulkId != null && approved.has(bulkId)) || (actionId != null && approved.has(actionId))).map(({ id }) => id));
}
