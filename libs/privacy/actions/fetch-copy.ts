import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Clock, hashToken, type Locale } from '#kernel';
import { Database } from '#persistence';
import { Ticket } from '#tickets';
import { DataRequest } from '../store/data-request.entity.js';
import { copyWasDisowned } from '../store/data-requests.queries.js';
import { CollectPerson, type PersonCopy } from './collect-person.js';

export interface CopyLink {
  readonly portalKey: string;
  readonly locale: Locale;
  readonly until: Date;
  readonly isOver: boolean;
}

/** The person fetches their data by the link that was mailed to them; as often as they like until it ends. Looking fetches nothing (T9). */
@Injectable()
export class FetchCopy {
  constructor(private readonly database: Database, private readonly collect: CollectPerson, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  /** Undefined: no such link, or the account said that this was not them. */
  async look(token: string): Promise<CopyLink | undefined> {
    const found = await this.#find(token);
    return found && { portalKey: found.request.portalKey, locale: found.locale, until: found.until, isOver: this.clock.now() >= found.until };
  }

  /** Undefined: no such link, or its time is over. @throws DirectoryUnreachable */
  async run(token: string, ip?: string): Promise<PersonCopy | undefined> {
    const found = await this.#find(token);
    const now = this.clock.now();
    if (!found || !found.request.scope || now >= found.until) return undefined;
    const copy = await this.collect.run(found.request.portalKey, found.request.scope);
    await this.database.transaction((tx) => this.audit.record(tx, {
      portalKey: found.request.portalKey, verb: 'data-request.fetched', actor: { kind: 'requester', ...(ip && { ip }) }, ticketNumber: found.number, outcome: 'done', detail: { requestId: found.request.id }, now,
    }));
    return copy;
  }

  async #find(token: string): Promise<{ readonly request: DataRequest; readonly until: Date; readonly locale: Locale; readonly number: string } | undefined> {
    return this.database.read(async (em) => {
      const request = await em.findOne(DataRequest, { downloadHash: hashToken(token) });
      if (request && (await copyWasDisowned(em, request.ticketId, request.decidedAt ?? request.createdAt))) return undefined;
      const ticket = request && (await em.findOne(Ticket, { id: request.ticketId }, { fields: ['language', 'number'] }));
      return request?.downloadUntil && ticket ? { request, until: request.downloadUntil, locale: ticket.language, number: ticket.number } : undefined;
    });
  }
}
