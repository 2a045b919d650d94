import type { EntityManager } from '#persistence';
import { owedByWhatStands } from '../store/owed-since.queries.js';
import type { Ticket } from '../store/ticket.entity.js';
import { addEvent, announce, lockTicketById } from '../store/tickets.queries.js';

/** Why a ticket is ours again: our relay refused what somebody waits for, or it came back. */
export type WokenBy = 'mail.failed' | 'delivery.bounced';

/** Opens a ticket again that waits for somebody else or is over, and says why: the one in which its conversation goes on, where it was merged. It owes what it owed before. Nothing happens to one that is ours already. */
export async function wakeTicket(tx: EntityManager, ticketId: string, because: WokenBy, now: Date): Promise<void> {
  let ticket: Ticket | undefined;
  for (let id: string | null | undefined = ticketId; id; id = ticket?.mergedIntoId) ticket = await lockTicketById(tx, id);
  if (!ticket || ticket.state === 'new' || ticket.state === 'open') return;
  addEvent(tx, ticket.id, 'ticket.reopened', { kind: 'rekey' }, { from: ticket.state, because }, now);
  // That the mail is lost has to stand there: what it was to answer is owed since it was asked.
  await tx.flush();
  Object.assign(ticket, { state: 'open', closedAt: null, owedSince: await owedByWhatStands(tx, ticket.id, { reopenedAt: now }) });
  await tx.flush();
  await announce(tx, { portal: ticket.portalKey, number: ticket.number });
}
