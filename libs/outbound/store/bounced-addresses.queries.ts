import { newId } from '#kernel';
import { textArray, type EntityManager } from '#persistence';
import { suppressedUntil } from '../domain/bounced-address.js';

/** A mail to this address came back since there is no such one: counted anew from now. */
export async function suppressAddress(tx: EntityManager, { id, portalKey, recipientCanonical }: { readonly id: string; readonly portalKey: string; readonly recipientCanonical: string }, now: Date): Promise<void> {
  await tx.execute(
    `insert into bounced_address (id, created_at, portal_key, address, until, outbound_message_id) values (?, ?, ?, ?, ?, ?)
     on conflict (portal_key, address) do update set until = excluded.until, outbound_message_id = excluded.outbound_message_id`,
    [newId(now.getTime()), now, portalKey, recipientCanonical, suppressedUntil(now), id]);
}

/** Until when which of these addresses get nothing optional from this portal. */
export async function suppressedAmong(tx: EntityManager, portalKey: string, addresses: readonly string[], now: Date): Promise<ReadonlyMap<string, Date>> {
  if (addresses.length === 0) return new Map();
  const rows = await tx.execute<{ address: string; until: string }[]>('select address, until from bounced_address where portal_key = ? and address = any(?::text[]) and until > ?', [portalKey, textArray([...new Set(addresses)]), now]);
  return new Map(rows.map(({ address, until }) => [address, new Date(until)]));
}

/** Returns those that had been suppressed. */
export async function liftAddresses(tx: EntityManager, portalKey: string, addresses: readonly string[]): Promise<string[]> {
  if (addresses.length === 0) return [];
  // In their order, so that two transactions do not wait for each other.
  const rows = await tx.execute<{ address: string }[]>(
    `with found as (select id from bounced_address where portal_key = ? and address = any(?::text[]) order by address for update)
     delete from bounced_address b using found where b.id = found.id returning b.address`, [portalKey, textArray([...new Set(addresses)])]);
  return rows.map(({ address }) => address);
}

export async function forgetBounces(tx: EntityManager, now: Date): Promise<void> {
  await tx.execute('delete from bounced_address where until <= ?', [now]);
}
