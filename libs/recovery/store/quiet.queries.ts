import { canonicalAddress } from '#kernel';
import type { EntityManager } from '#persistence';
import { Grant } from './grant.entity.js';
import type { AccountKey } from './recovery.queries.js';

const begun = { purpose: 'quiet', state: 'used' } as const;

/** Until when this mailbox wants nothing of what strangers set off on the account; undefined: it takes everything. The link that began it is what says so: it is used as long as it lasts. */
export async function quietUntil(em: EntityManager, { portalKey, accountRef }: AccountKey, address: string, now: Date): Promise<Date | undefined> {
  const grant = await em.findOne(Grant, { portalKey, sentTo: canonicalAddress(address), accountRef, ...begun, expiresAt: { $gt: now } }, { fields: ['expiresAt'], orderBy: { expiresAt: 'desc' } });
  return grant?.expiresAt;
}

/** The same for several mailboxes of a portal (canonical), on whatever account: for what is about none. One question. */
export async function quietAmong(em: EntityManager, portalKey: string, addresses: readonly string[], now: Date): Promise<ReadonlyMap<string, Date>> {
  const grants = addresses.length === 0 ? [] : await em.find(Grant, { portalKey, sentTo: { $in: [...addresses] }, ...begun, expiresAt: { $gt: now } }, { fields: ['sentTo', 'expiresAt'], orderBy: { expiresAt: 'asc' } });
  return new Map(grants.map(({ sentTo, expiresAt }) => [sentTo, expiresAt]));
}

/** Ends it now, for one mailbox (canonical) or for all of the account. Returns whether any was on. */
export async function endQuiet(tx: EntityManager, { portalKey, accountRef }: AccountKey, sentTo: string | undefined, now: Date): Promise<boolean> {
  return (await tx.nativeUpdate(Grant, { portalKey, accountRef, ...(sentTo !== undefined && { sentTo }), ...begun, expiresAt: { $gt: now } }, { expiresAt: now })) > 0;
}
