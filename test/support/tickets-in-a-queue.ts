import { Secret } from '#kernel';
import { Database } from '#persistence';
import { Mailboxes } from '#portals';
import { Ticket, type TicketState } from '#tickets';
import type { TestApi } from './api.js';

export interface TicketInAQueue {
  readonly number: string;
  readonly requesterName?: string;
  readonly subject?: string;
  readonly queue?: string;
  readonly state?: TicketState;
  readonly createdAt?: Date;
  readonly lastMessageAt?: Date;
  readonly promisedBy?: Date | null;
  readonly firstAnsweredAt?: Date | null;
  readonly owedSince?: Date | null;
}

/** Tickets of one portal as they would lie there by now, without the mails that they came of. */
export async function addTickets(api: TestApi, portalKey: string, rows: readonly TicketInAQueue[]): Promise<void> {
  const mailboxId = await api.get(Mailboxes).save({
    portalKey, address: `support@${portalKey}.example`, displayName: portalKey, imapHost: '127.0.0.1', imapPort: 143, imapSecurity: 'none', imapUser: 'x', imapPassword: new Secret('x'),
  });
  await api.get(Database).transaction(async (tx) => {
    for (const row of rows) {
      const createdAt = row.createdAt ?? new Date();
      tx.persist(tx.create(Ticket, {
        portalKey, mailboxId, queue: 'triage', state: 'new', priority: 'normal', caseType: 'forgot-password', secondary: [], confidence: 0.9, risk: 'low', riskSignals: [], language: 'de',
        subject: 'Passwort vergessen', requesterAddress: `${row.number.toLowerCase()}@post.example`, requesterCanonical: `${row.number.toLowerCase()}@post.example`, routeBecause: ['case-type'], ...row,
        createdAt, lastMessageAt: row.lastMessageAt ?? createdAt, owedSince: row.owedSince ?? (row.firstAnsweredAt ? row.lastMessageAt : createdAt),
      }));
    }
  });
}
