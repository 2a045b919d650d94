import type { EntityManager } from '#persistence';
import { PortalUnknown } from '../portals.faults.js';
import { Portal } from './portal.entity.js';

/**
 * The next short number of a portal's tickets, `SCH-1001`. Locks the portal's row until `tx` ends, so that numbers
 * neither repeat nor leave gaps. Says nothing about who may read the ticket.
 *
 * @throws PortalUnknown
 */
export async function nextTicketNumber(tx: EntityManager, portalKey: string): Promise<string> {
  const [row] = await tx.execute<{ number: number; prefix: string }[]>(
    `update portal set last_ticket_number = last_ticket_number + 1 where key = ?
     returning last_ticket_number as number, profile ->> 'ticketPrefix' as prefix`,
    [portalKey],
  );
  if (!row) throw new PortalUnknown(portalKey);
  return `${row.prefix}-${row.number}`;
}

/** All portals by key; a desk has a handful. */
export function allPortals(em: EntityManager): Promise<Portal[]> {
  return em.find(Portal, {}, { orderBy: { key: 'asc' } });
}
