import { Injectable } from '@nestjs/common';
import { sees, type Place, type Scope } from '#agents';
import type { CaseType } from '#kernel';
import { Database, type EntityManager } from '#persistence';
import { readCursor, writeCursor, type ListOrder } from '../domain/list-order.js';
import type { TicketState } from '../domain/ticket-states.js';
import { linksOf, mergedInto, numbersSeen, participantsOf, type TicketLink } from '../store/ticket-links.queries.js';
import { ticketRows, openCounts, type QueueCount, type TicketListRow } from '../store/ticket-lists.queries.js';
import { TicketEvent, TicketMessage } from '../store/ticket-message.entity.js';
import { Ticket } from '../store/ticket.entity.js';

export type { QueueCount, TicketListRow } from '../store/ticket-lists.queries.js';

export interface TicketFilter {
  /** What the reader sees. */
  readonly scope: Scope;
  readonly portal?: string | undefined;
  readonly queue?: string | undefined;
  /** `active`: everything but closed and solved. */
  readonly state?: TicketState | 'active' | undefined;
  /** An agent's id or `none`. */
  readonly assignee?: string | undefined;
  readonly caseType?: CaseType | (string & {}) | undefined;
  /** Looks in number, subject, address, name and the messages' text. */
  readonly q?: string | undefined;
  /** `newest` when left out. */
  readonly sort?: ListOrder | undefined;
  readonly cursor?: string | undefined;
  /** 1…100. */
  readonly limit: number;
}

export interface TicketPage {
  readonly items: readonly TicketListRow[];
  readonly nextCursor: string | null;
}

/** A line of the timeline, as its reader may see it. */
export type TicketLine = Pick<TicketEvent, 'id' | 'at' | 'verb' | 'actorKind' | 'actorId' | 'detail'>;

export interface TicketDetail {
  readonly ticket: Ticket;
  /** Oldest first, at most 500. */
  readonly messages: readonly TicketMessage[];
  /** Oldest first, at most 1,000. */
  readonly events: readonly TicketLine[];
  /** Tickets it hangs together with, newest first. */
  readonly links: readonly TicketLink[];
  /** Ids of the tickets that went into it: their mails belong here now. */
  readonly mergedIds: readonly string[];
  /** Who may write on it besides the requester. */
  readonly participants: readonly string[];
}

/** Lists and single tickets for the console. Rows, not entities, in lists. */
@Injectable()
export class ReadTickets {
  constructor(private readonly database: Database) {}

  /** Whether `list` can go on from there in this order. */
  readsCursor(cursor: string, sort: ListOrder = 'newest'): boolean {
    return readCursor(cursor, sort) !== undefined;
  }

  /** In the order asked for. An unreadable cursor (`readsCursor`) starts at the top. A ticket whose place changed between two pages may come twice. */
  async list(filter: TicketFilter): Promise<TicketPage> {
    const limit = Math.min(Math.max(1, Math.floor(filter.limit)), 100);
    const sort = filter.sort ?? 'newest';
    const rows = await this.database.read((em) => ticketRows(em, { ...filter, sort, after: readCursor(filter.cursor, sort) }, limit + 1));
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return { items, nextCursor: rows.length > limit && last ? writeCursor(last, sort) : null };
  }

  /** By its number; undefined when there is none that the reader sees. */
  get(number: string, reader: Scope): Promise<TicketDetail | undefined> {
    return this.database.read(async (em) => {
      const ticket = await em.findOne(Ticket, { number });
      if (!ticket || !sees(reader, ticket)) return undefined;
      const messages = await em.find(TicketMessage, { ticketId: ticket.id }, { orderBy: { createdAt: 'asc', id: 'asc' }, limit: 500 });
      const events = await em.find(TicketEvent, { ticketId: ticket.id }, { orderBy: { at: 'asc', id: 'asc' }, limit: 1_000 });
      const [links, mergedIds, participants] = [await linksOf(em, ticket.id, reader), await mergedInto(em, ticket.id), await participantsOf(em, ticket.id)];
      return { ticket, messages, events: await asSeenBy(em, events, reader), links, mergedIds, participants: participants.map(({ address }) => address) };
    });
  }

  /** Where the ticket with this number lies; undefined when there is none. */
  async place(number: string): Promise<Place | undefined> {
    return (await this.database.read((em) => em.findOne(Ticket, { number }, { fields: ['portalKey', 'queue', 'accountKind', 'accountOrganisation'] }))) ?? undefined;
  }

  /** Active tickets per portal and queue; queues without any are not named. */
  queues(scope: Scope, now: Date = new Date()): Promise<QueueCount[]> {
    return this.database.read((em) => openCounts(em, scope, now));
  }
}

/** A line may name another ticket, and whoever reads this one need not see that one (R54): then it is just another. */
async function asSeenBy(em: EntityManager, events: readonly TicketEvent[], reader: Scope): Promise<TicketLine[]> {
  const named = events.map(({ detail }) => detail['number']).filter((number) => typeof number === 'string');
  const seen = await numbersSeen(em, [...new Set(named)], reader);
  return events.map(({ id, at, verb, actorKind, actorId, detail: { number, ...detail } }) => ({
    id, at, verb, actorKind, actorId, detail: typeof number === 'string' && !seen.has(number) ? detail : { ...(number !== undefined && { number }), ...detail },
  }));
}
