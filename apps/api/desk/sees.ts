import { Injectable } from '@nestjs/common';
import type { Caller } from '#agents';
import { refuse } from '#kernel';
import { ReadTickets, type TicketDetail } from '#tickets';
import { Refused } from '../answer/problem.js';

/** The portals that an agent may see; undefined: all of them. */
export function portalsOf({ portals }: Caller): readonly string[] | undefined {
  return portals.length === 0 ? undefined : portals;
}

export function seesPortal(caller: Caller, portalKey: string): boolean {
  return portalsOf(caller)?.includes(portalKey) ?? true;
}

/** The portals of a list: those of the agent, narrowed to the one that was asked for. */
export function portalsAskedFor(caller: Caller, asked: string | undefined): readonly string[] | undefined {
  if (asked === undefined) return portalsOf(caller);
  return seesPortal(caller, asked) ? [asked] : [];
}

/** The row scope of tickets (R54): a ticket of somebody else's portal is not there. */
@Injectable()
export class TicketScope {
  constructor(private readonly tickets: ReadTickets) {}

  /** @throws Refused `tickets.unknown`, for a number that nobody has and for one of another portal alike */
  async read(caller: Caller, number: string): Promise<TicketDetail> {
    const detail = await this.tickets.get(number);
    if (!detail || !seesPortal(caller, detail.ticket.portalKey)) throw new Refused(refuse('tickets.unknown'));
    return detail;
  }

  /** Before a change. Whoever sees all portals needs no look: the action itself knows unknown numbers. */
  async check(caller: Caller, number: string): Promise<void> {
    if (portalsOf(caller) !== undefined) await this.read(caller, number);
  }
}
