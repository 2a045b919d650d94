import { canonicalAddress } from '#kernel';
import type { EntityManager } from '#persistence';
import { Grant } from './grant.entity.js';
import type { AccountKey } from './recovery.queries.js';

const begun = { purpose: 'quiet', state: 'used' } as const;

/**
 * Until when this mailbox wants nothing of what strangers set off, on whatever account of the portal: an office may have several. Undefined: it takes
 * everything. The link that began it is what says so: it is used as long as it lasts.
 */
export async function quietUntil(em: EntityManager, portalKey: string, address: string, now: Date): Promise<Date | undefined> {
  const canonical = canonicalAddress(address);
  return (await quietAmong(em, portalKey, [canonical], now)).get(canonical);
}

/** The same for several mailboxes of a portal (canonical). One question. */
export async function quietAmong(em: EntityManager, portalKey: string, addresses: readonly string[], now: Date): Promise<ReadonlyMap<string, Date>> {
  const grants = addresses.length === 0 ? [] : await em.find(Grant, { portalKey, sentTo: { $in: [...addresses] }, ...begun, expiresAt: { $gt: now } }, { fields: ['sentTo', 'expiresAt'], orderBy: { expiresAt: 'asc' } });
  return new Map(grants.map(({ sentTo, expiresAt }) => [sentTo, expiresAt]));
}

/** Ends it now, for one mailbox (canonical) or for whatever was begun from links about an account. Returns whether any was on. */
export async function endQuiet(tx: EntityManager, of: AccountKey | { readonly portalKey: string; readonly sentTo: string }, now: Date): Promise<boolean> {
  return (await tx.nativeUpdate(Grant, { ...of, ...begun, expiresAt: { $gt: now } }, { expiresAt: now })) > 0;
}
