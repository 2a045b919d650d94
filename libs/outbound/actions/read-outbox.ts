import { Injectable } from '@nestjs/common';
import type { Scope } from '#agents';
import { Database } from '#persistence';
import type { OutboundState } from '../domain/outbound-states.js';
import type { DeliveryAttempt } from '../store/outbound-message.entity.js';
import { attemptsOf, outboxOfTicket, outboxPage, mailIsInSight, type OutboxLine } from '../store/outbound.queries.js';

export interface OutboxQuery {
  /** What the reader sees: mails of their tickets, and those without one where they see a portal whole. */
  readonly scope: Scope;
  readonly portal?: string | undefined;
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

  /** Whether `list` can go on from there. */
  readsCursor(cursor: string): boolean {
    return UUID.test(cursor);
  }

  /** An unreadable cursor (`readsCursor`) starts at the newest mail. */
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

  /** Whether there is such a mail and the reader sees it. */
  async isInSight(id: string, reader: Scope): Promise<boolean> {
    return UUID.test(id) && this.database.read((em) => mailIsInSight(em, id, reader));
  }

  attempts(id: string): Promise<DeliveryAttempt[]> {
    return this.database.read((em) => attemptsOf(em, id));
  }
}
