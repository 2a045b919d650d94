import { Injectable } from '@nestjs/common';
import { wholePortals, type Scope } from '#agents';
import { Database } from '#persistence';
import { KeptMail } from '../store/kept-mail.entity.js';

export interface QuarantineQuery {
  /** What lies here has no ticket: it is for those who see a portal whole. */
  readonly scope: Scope;
  readonly portal?: string | undefined;
  readonly cursor?: string | undefined;
  /** 1…100. */
  readonly limit: number;
}

export interface QuarantineItem {
  readonly id: string;
  readonly portalKey: string;
  readonly fromAddress: string | null;
  readonly subject: string | null;
  readonly screen: string;
  readonly reason: string;
  readonly receivedAt: Date;
  readonly messageId: string | null;
  readonly sizeBytes: number;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What was set aside and still says something, newest first. */
@Injectable()
export class ReadQuarantine {
  constructor(private readonly database: Database) {}

  /** Whether `list` can go on from there. */
  readsCursor(cursor: string): boolean {
    return UUID.test(cursor);
  }

  async list({ scope, portal, cursor, limit: asked }: QuarantineQuery): Promise<{ readonly items: QuarantineItem[]; readonly nextCursor: string | null }> {
    const limit = Math.min(Math.max(1, Math.floor(asked)), 100);
    const rows = await this.database.read((em) => em.find(KeptMail, {
      disposition: 'set-aside',
      // What its time has emptied tells nobody anything, and cannot be let in.
      textsEndedAt: null,
      $and: [
        wholePortals(scope),
        ...(portal ? [{ portalKey: portal }] : []),
        // Ids are UUIDv7, made when the mail was kept: they sort like time.
        ...(cursor && UUID.test(cursor) ? [{ id: { $lt: cursor } }] : []),
      ],
    }, { orderBy: { id: 'desc' }, limit: limit + 1 }));
    const items = rows.slice(0, limit).map((row) => ({
      id: row.id, portalKey: row.portalKey, fromAddress: row.fromAddress ?? null, subject: row.subject ?? null, screen: row.screen ?? '', reason: row.reason ?? '',
      receivedAt: row.receivedAt, messageId: row.messageId ?? null, sizeBytes: row.sizeBytes,
    }));
    return { items, nextCursor: rows.length > limit ? items.at(-1)!.id : null };
  }
}
