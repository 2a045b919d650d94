import { Injectable } from '@nestjs/common';
import { actorOf, isPermitted, namesOfAgents, type Caller } from '#agents';
import { AuditTrail } from '#audit';
import { Directories } from '#directory';
import { Clock, refuse, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { Ticket } from '#tickets';
import { Breach, BreachAction } from '../../store/breach.entity.js';
import { RecoveryAction } from '../../store/recovery-action.entity.js';

/** One recovery of a breach, with whom it concerns and how they are reached: for the report, and for telling them (Art. 33, 34). */
export interface AffectedAccount {
  readonly ticketNumber: string;
  readonly action: string;
  readonly at: string;
  readonly requestedBy: string | null;
  readonly approvedBy: string | null;
  readonly accountRef: string;
  /** Null: the account is gone. */
  readonly username: string | null;
  readonly displayName: string | null;
  readonly addresses: readonly string[];
}

export type BreachExported = { readonly allowed: true; readonly name: string; readonly accounts: readonly AffectedAccount[] } | Refusal;

/** Whom a breach concerns. The directory says who they are; every export is written down, with how many and never whom. */
@Injectable()
export class ExportBreach {
  constructor(private readonly database: Database, private readonly directories: Directories, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  /**
   * Refuses with `recovery.no-such-breach`.
   *
   * @throws DirectoryUnreachable: half a list would be taken for the whole
   */
  async run({ breachId, agent }: { readonly breachId: string; readonly agent: Caller }): Promise<BreachExported> {
    const read = await this.database.read(async (em) => {
      const breach = await em.findOne(Breach, { id: breachId });
      if (!breach || !isPermitted(agent, 'recovery.breach', breach.portalKey)) return undefined;
      const marks = await em.find(BreachAction, { breachId }, { orderBy: { markedAt: 'asc', actionId: 'asc' } });
      const actions = await em.find(RecoveryAction, { id: { $in: marks.map(({ actionId }) => actionId) } }, { orderBy: { createdAt: 'asc', id: 'asc' } });
      const tickets = new Map((await em.find(Ticket, { id: { $in: actions.map(({ ticketId }) => ticketId) } }, { fields: ['number'] })).map(({ id, number }) => [id, number]));
      const names = await namesOfAgents(em, actions.flatMap(({ requestedByAgentId, approverAgentId }) => [requestedByAgentId ?? null, approverAgentId ?? null]));
      return { breach, actions, tickets, names };
    });
    if (!read) return refuse('recovery.no-such-breach');
    const { breach, actions, tickets, names } = read;
    const directory = this.directories.of(breach.portalKey);
    const nameOf = (id: string | null | undefined): string | null => (id ? (names.get(id)?.displayName ?? null) : null);
    const accounts: AffectedAccount[] = [];
    for (const action of actions) {
      const account = await directory.get(action.accountRef);
      accounts.push({
        ticketNumber: tickets.get(action.ticketId) ?? '', action: action.type, at: (action.settledAt ?? action.createdAt).toISOString(), requestedBy: nameOf(action.requestedByAgentId), approvedBy: nameOf(action.approverAgentId),
        accountRef: action.accountRef, username: account?.username ?? null, displayName: account?.displayName ?? null, addresses: account?.addresses.map(({ address }) => address) ?? [],
      });
    }
    const now = this.clock.now();
    await this.database.transaction((tx) => this.audit.record(tx, {
      portalKey: breach.portalKey, verb: 'breach.exported', actor: actorOf(agent, now), ticketNumber: breach.ticketNumber, outcome: 'done', detail: { breachId, rows: accounts.length }, now,
    }));
    return { allowed: true, name: `breach-${breach.ticketNumber}`, accounts };
  }
}
