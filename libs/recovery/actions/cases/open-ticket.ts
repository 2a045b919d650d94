import { sees, type Scope } from '#agents';
import { refuse, type Refusal } from '#kernel';
import type { EntityManager } from '#persistence';
import { lockTicketsWhereTheyAre, Ticket } from '#tickets';
import type { Grant } from '../../store/grant.entity.js';
import { RecoveryCase } from '../../store/recovery-case.entity.js';
import { lockCaseOfTicket } from '../../store/recovery.queries.js';

/** Longer chains of merges do not exist: what went into another can take nothing in. */
const MOST_MERGES = 10;

/** The ticket at the end of its merges. */
export async function whereItIs(em: EntityManager, ticket: Ticket): Promise<Ticket> {
  let at = ticket;
  for (let hop = 0; at.mergedIntoId && hop < MOST_MERGES; hop += 1) at = await em.findOneOrFail(Ticket, { id: at.mergedIntoId });
  return at;
}

/**
 * Why the desk may begin nothing here; undefined: it may. Refusals: `tickets.merged` (`missing`: `ticket:NUMBER`, where it
 * goes on, for who sees that one, R54) and `recovery.case-closed`. Asked before a directory is, and again with the ticket locked.
 */
export async function whyNotOpen(em: EntityManager, ticket: Ticket, agent: Scope | null): Promise<Refusal | undefined> {
  if (ticket.mergedIntoId) {
    const end = await whereItIs(em, ticket);
    return refuse('tickets.merged', agent && sees(agent, end) ? { missing: [`ticket:${end.number}`] } : {});
  }
  return ticket.state === 'closed' ? refuse('recovery.case-closed') : undefined;
}

export interface OpenAndLocked {
  readonly allowed: true;
  readonly ticket: Ticket;
  readonly recoveryCase: RecoveryCase;
}

/**
 * Locks ticket and case for a proof that the requester brings, where the ticket is by now: a merger must not take a proof
 * from somebody who holds its link. The case it went into must be about the same account. Refusals:
 * `recovery.link-revoked`, `recovery.case-closed`.
 */
export async function lockWhereProved(tx: EntityManager, ticketId: string, accountRef: string): Promise<OpenAndLocked | Refusal> {
  const ticket = (await lockTicketsWhereTheyAre(tx, [ticketId])).get(ticketId);
  const recoveryCase = ticket && (await lockCaseOfTicket(tx, ticket.id));
  if (!ticket || !recoveryCase || (ticket.id !== ticketId && recoveryCase.accountRef !== accountRef)) return refuse('recovery.link-revoked');
  return ticket.state === 'closed' ? refuse('recovery.case-closed') : { allowed: true, ticket, recoveryCase };
}

/** The ticket that a status page shows. It follows a merger only to the same requester: a page never shows somebody else's ticket. */
export async function ticketOfPage(em: EntityManager, status: Grant): Promise<Ticket | undefined> {
  const ticket = status.ticketId ? await em.findOne(Ticket, { id: status.ticketId }) : null;
  if (!ticket) return undefined;
  const end = await whereItIs(em, ticket);
  return end.requesterCanonical === ticket.requesterCanonical ? end : ticket;
}

/**
 * What may be answered on a status page: requests of its own case and of the one that it went into, and only those for the
 * account that the ticket is about by now. What was asked for somebody else before a merger, or before the ticket was linked anew, neither shows nor stands in the way.
 */
export async function requestsOfPage(em: EntityManager, status: Grant): Promise<{ readonly caseId: { readonly $in: string[] }; readonly accountRef: string | null }> {
  const ticket = await ticketOfPage(em, status);
  const about = ticket && (await em.findOne(RecoveryCase, { ticketId: ticket.id }));
  return { caseId: { $in: await casesOfPage(em, status) }, accountRef: about?.accountRef ?? null };
}

/** The cases whose links and requests belong to a status page: its own, and the one that it went into. */
export async function casesOfPage(em: EntityManager, status: Grant): Promise<string[]> {
  const ticket = await ticketOfPage(em, status);
  const other = ticket && ticket.id !== status.ticketId ? await em.findOne(RecoveryCase, { ticketId: ticket.id }) : null;
  return [status.caseId, other?.id].filter((id) => id != null);
}
