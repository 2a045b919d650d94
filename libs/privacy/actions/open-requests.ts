import { Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import { Database } from '#persistence';
import { Ticket } from '#tickets';
import { clockOf, type RequestClock, type RequestKind, type RequestState } from '../domain/data-request.js';
import { DataRequest } from '../store/data-request.entity.js';

export interface OpenRequest {
  readonly ticketNumber: string;
  readonly portal: string;
  readonly kind: RequestKind;
  readonly state: RequestState;
  readonly dueAt: string;
  readonly clock: RequestClock;
}

const MOST = 500;

/** Requests of the whole desk that are not answered, the next to end first; at most 500. For the command line. */
@Injectable()
export class OpenRequests {
  constructor(private readonly database: Database, private readonly clock: Clock) {}

  run(): Promise<OpenRequest[]> {
    return this.database.read(async (em) => {
      const requests = await em.find(DataRequest, { settledAt: null }, { orderBy: { dueAt: 'asc' }, limit: MOST });
      const numbers = new Map((await em.find(Ticket, { id: { $in: requests.map(({ ticketId }) => ticketId) } }, { fields: ['number'] })).map(({ id, number }) => [id, number]));
      return requests.map((one) => ({ ticketNumber: numbers.get(one.ticketId) ?? '', portal: one.portalKey, kind: one.kind, state: one.state, dueAt: one.dueAt.toISOString(), clock: clockOf(one, this.clock.now()) }));
    });
  }
}
