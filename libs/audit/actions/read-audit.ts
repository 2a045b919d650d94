import { Injectable } from '@nestjs/common';
import { Database } from '#persistence';
import type { AuditVerb, AuditOutcome } from '../domain/verbs.js';
import { listRows, type AuditPosition } from '../store/audit.queries.js';

const MOST = 200;

export interface AuditQuery {
  /** One portal's chain; without it every chain, the house's included. */
  readonly portal?: string | undefined;
  /** Of table `audit_entry`, aliased `a`: what the reader sees of it. Rooms to the right know what that is. Left out: everything. */
  readonly seen?: { readonly sql: string; readonly values: readonly unknown[] } | undefined;
  readonly ticketNumber?: string | undefined;
  readonly verb?: AuditVerb | undefined;
  /** From `AuditTrail.pseudonymOf`. */
  readonly accountPseudonym?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export interface AuditItem {
  readonly id: string;
  readonly chain: string;
  readonly sequence: number;
  readonly at: Date;
  readonly verb: AuditVerb;
  readonly actorKind: 'agent' | 'requester' | 'rekey' | 'operator';
  readonly actorId: string | null;
  readonly actorStrength: string;
  readonly ticketNumber: string | null;
  readonly accountPseudonym: string | null;
  readonly outcome: AuditOutcome;
  readonly detail: Record<string, unknown>;
  readonly ip: string | null;
  readonly hash: string;
}

/** Pages through the trail, newest first, by keyset. An unreadable cursor (`readsCursor`) starts at the newest line. */
@Injectable()
export class ReadAudit {
  constructor(private readonly database: Database) {}

  /** Whether `list` can go on from there. */
  readsCursor(cursor: string): boolean {
    return positionFrom(cursor) !== undefined;
  }

  list(query: AuditQuery): Promise<{ items: AuditItem[]; nextCursor: string | null }> {
    const limit = Math.min(Math.max(1, query.limit), MOST);
    return this.database.read(async (em) => {
      const rows = await listRows(em, query, positionFrom(query.cursor), limit + 1);
      const items = rows.slice(0, limit).map(({ ipPseudonym: _ip, previousHash: _previous, ...item }) => item as AuditItem);
      const last = items.at(-1);
      return { items, nextCursor: rows.length > limit && last ? cursorOf(last) : null };
    });
  }
}

function cursorOf({ at, sequence, chain }: AuditPosition): string {
  return Buffer.from(`${at.toISOString()} ${sequence} ${chain}`).toString('base64url');
}

function positionFrom(cursor: string | undefined): AuditPosition | undefined {
  if (cursor === undefined) return undefined;
  const [at = '', sequence = '', chain] = Buffer.from(cursor, 'base64url').toString().split(' ');
  const position = { at: new Date(at), sequence: Number(sequence), chain: chain ?? '' };
  return chain === undefined || Number.isNaN(position.at.getTime()) || !Number.isSafeInteger(position.sequence) ? undefined : position;
}
