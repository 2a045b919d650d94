import type { EntityManager } from '#persistence';
import type { StricterPolicy } from '../domain/stricter-policy.js';
import { PortalUnknown } from '../portals.faults.js';
import { Mailbox } from './mailbox.entity.js';
import { Portal } from './portal.entity.js';

/**
 * The next short number of a portal's tickets, `SCH-1001`. Locks the portal's row until `tx` ends, so that numbers
 * neither repeat nor leave gaps. Says nothing about who may read the ticket.
 *
 * @throws PortalUnknown
 */
export async function nextTicketNumber(tx: EntityManager, portalKey: string): Promise<string> {
  return (await nextTicketNumbers(tx, portalKey, 1))[0]!;
}

/** The next `count` of them. @throws PortalUnknown */
export async function nextTicketNumbers(tx: EntityManager, portalKey: string, count: number): Promise<string[]> {
  if (count === 0) return [];
  const [row] = await tx.execute<{ last: number; prefix: string }[]>(
    `update portal set last_ticket_number = last_ticket_number + ? where key = ?
     returning last_ticket_number as last, profile ->> 'ticketPrefix' as prefix`,
    [count, portalKey],
  );
  if (!row) throw new PortalUnknown(portalKey);
  return Array.from({ length: count }, (_, at) => `${row.prefix}-${row.last - count + 1 + at}`);
}

/** Where a portal is stricter than the house, as it is in this transaction; undefined: nowhere. */
export async function policyOf(em: EntityManager, portalKey: string): Promise<StricterPolicy | undefined> {
  const [row] = await em.execute<{ policy: StricterPolicy | null }[]>(`select profile -> 'policy' as policy from portal where key = ?`, [portalKey]);
  return row?.policy ?? undefined;
}

/** Whoever opens a ticket in a transaction that locks an account first calls this before: numbers come before accounts everywhere. */
export async function lockNumbers(tx: EntityManager, portalKey: string): Promise<void> {
  await tx.execute('select 1 from portal where key = ? for update', [portalKey]);
}

/** All portals by key; a desk has a handful. */
export function allPortals(em: EntityManager): Promise<Portal[]> {
  return em.find(Portal, {}, { orderBy: { key: 'asc' } });
}

/** From where to write to somebody who works for these portals (none named: for all), on no ticket: the first mailbox, by portal and address, that is read. */
export async function mailboxForAny(em: EntityManager, portalKeys: readonly string[]): Promise<Pick<Mailbox, 'id' | 'portalKey'> | undefined> {
  const mailbox = await em.findOne(Mailbox, { enabled: true, ...(portalKeys.length > 0 && { portalKey: { $in: [...portalKeys] } }) }, { orderBy: { portalKey: 'asc', address: 'asc' } });
  return mailbox ?? undefined;
}
