import { Injectable } from '@nestjs/common';
import { Database } from '#persistence';
import type { OutboundState } from '../domain/outbound-states.js';
import type { DeliveryAttempt } from '../store/outbound-message.entity.js';
import { attemptsOf, outboxOfTicket, outboxPage, portalOfMail, type OutboxLine } from '../store/outbound.queries.js';

export interface OutboxQuery {
  /** Only these portals; without it all. */
  readonly portalKeys?: readonly string[] | undefined;
  readonly state?: OutboundState | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

const MOST = 200;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What leaves, newest first: never contents, never secrets. */
@Injectable()
export class ReadOutbox {
  constructor(private readonly database: Database) {}

  /** An unreadable cursor starts at the newest mail. */
  list({ cursor, limit, ...query }: OutboxQuery): Promise<{ items: OutboxLine[]; nextCursor: string | null }> {
    const size = Math.min(Math.max(1, limit), MOST);
    const before = cursor !== undefined && UUID.test(cursor) ? cursor : undefined;
    return this.database.read(async (em) => {
      const rows = await outboxPage(em, { ...query, before, limit: size + 1 });
      const items = rows.slice(0, size);
      return { items, nextCursor: rows.length > size ? items.at(-1)!.id : null };
    });
  }

  /** What went out on one ticket, oldest first, at most 500. */
  ofTicket(ticketId: string): Promise<OutboxLine[]> {
    return this.database.read((em) => outboxOfTicket(em, ticketId));
  }

  /** To which portal a mail belongs; undefined when there is no such mail. */
  async portalOf(id: string): Promise<string | undefined> {
    return UUID.test(id) ? this.database.read((em) => portalOfMail(em, id)) : undefined;
  }

  attempts(id: string): Promise<DeliveryAttempt[]> {
    return this.database.read((em) => attemptsOf(em, id));
  }
}
