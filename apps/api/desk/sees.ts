import { Injectable } from '@nestjs/common';
import { sees, seesEverything, type Caller } from '#agents';
import { refuse } from '#kernel';
import { ReadTickets, type TicketDetail } from '#tickets';
import { Refused } from '../answer/problem.js';

/** The row scope of tickets (R54): one that somebody does not see is not there. */
@Injectable()
export class TicketScope {
  constructor(private readonly tickets: ReadTickets) {}

  /** @throws Refused `tickets.unknown`, for a number that nobody has and for one out of sight alike */
  async read(caller: Caller, number: string): Promise<TicketDetail> {
    const detail = await this.tickets.get(number, caller);
    if (!detail) throw new Refused(refuse('tickets.unknown'));
    return detail;
  }

  /** Before a change, so that every room answers alike; each of them looks again at the ticket that it has locked. */
  async check(caller: Caller, number: string): Promise<void> {
    if (seesEverything(caller)) return;
    const place = await this.tickets.place(number);
    if (!place || !sees(caller, place)) throw new Refused(refuse('tickets.unknown'));
  }
}
