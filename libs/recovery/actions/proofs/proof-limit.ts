import { DAY_MS, refuse, type Refusal } from '#kernel';
import type { EntityManager } from '#persistence';
import { withinLimit } from '../../domain/limits.js';
import { hits, type AccountKey } from '../../store/recovery.queries.js';

/** Undefined: one more proof may be started for this account. The account is locked. */
export async function mayStartProof(tx: EntityManager, { portalKey, accountRef }: AccountKey, now: Date): Promise<Refusal | undefined> {
  const verdict = withinLimit('proof-starts', await hits(tx, 'proof-starts', `${portalKey}/${accountRef}`, new Date(now.getTime() - DAY_MS)), now);
  return verdict.within ? undefined : refuse('recovery.limit-reached', { missing: ['limit:proof-starts'], until: verdict.until });
}
