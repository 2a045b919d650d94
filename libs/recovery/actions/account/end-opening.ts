import type { EntityManager } from '#persistence';
import { revokeOpening } from '../../store/grants.queries.js';
import { voidEvidence, type AccountKey } from '../../store/recovery.queries.js';
import { withdrawVouchers } from '../../store/voucher-rows.js';
import { forgetThaws } from '../../store/waiting.queries.js';

/** What any freeze ends, with a ticket or without: links, evidence, vouchers, thaws by themselves. `exceptId`: the freeze itself, which may have an end of its own. */
export async function endOpening(tx: EntityManager, key: AccountKey, now: Date, exceptId?: string): Promise<void> {
  await revokeOpening(tx, key);
  await voidEvidence(tx, key, 'account-frozen', now);
  await withdrawVouchers(tx, key, now);
  await forgetThaws(tx, key, exceptId);
}
