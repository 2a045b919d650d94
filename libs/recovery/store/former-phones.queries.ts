import { DAY_MS } from '#kernel';
import type { EntityManager } from '#persistence';
import { Grant } from './grant.entity.js';
import type { RecoveryAction } from './recovery-action.entity.js';

/** A change that waits, or one that is only offered yet and has no id. */
export type ChangeToTell = Pick<RecoveryAction, 'portalKey' | 'accountRef' | 'type' | 'channel' | 'parameters' | 'createdAt' | 'evidenceIds'> & { readonly id?: string | undefined };

const LOOKS_BACK_MS = 30 * DAY_MS;
const MOST = 50;

/** Numbers to which something about the account went: as a proof, within 30 days before this was asked for (only what stood on file as long gets one), or as an earlier notice of this very change. */
export async function formerPhones(em: EntityManager, { id, portalKey, accountRef, createdAt }: ChangeToTell): Promise<{ readonly id: string; readonly number: string }[]> {
  const grants = await em.find(Grant, {
    portalKey, accountRef, sentTo: { $like: '+%' },
    $or: [{ purpose: { $in: ['sms-code', 'call-back'] }, createdAt: { $gte: new Date(createdAt.getTime() - LOOKS_BACK_MS), $lte: createdAt } }, ...(id === undefined ? [] : [{ purpose: { $in: ['cancel' as const, 'report' as const] }, actionId: id }])],
  }, { fields: ['sentTo', 'channelId'], orderBy: { createdAt: 'asc', id: 'asc' }, limit: MOST });
  return grants.map(({ sentTo, channelId }) => ({ id: channelId ?? 'former', number: sentTo }));
}
