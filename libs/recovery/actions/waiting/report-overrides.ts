import { Injectable } from '@nestjs/common';
import { isPermitted, namesOfAgents, type Caller } from '#agents';
import type { OverrideReport } from '#contracts';
import { Database } from '#persistence';
import { ofSeenTickets, Ticket } from '#tickets';
import { areTooMany, monthOf } from '../../domain/overrides.js';
import { Evidence } from '../../store/evidence.entity.js';
import { RecoveryAction } from '../../store/recovery-action.entity.js';
import { RecoveryCase } from '../../store/recovery-case.entity.js';

const MOST = 1_000;

/** Everything that was asked for without the evidence in one month, whatever became of it: who, what, why, on which evidence (5.3, 5.6). */
@Injectable()
export class ReportOverrides {
  constructor(private readonly database: Database) {}

  /** @param month `2026-11`, counted in UTC */
  run(agent: Caller, month: string): Promise<OverrideReport> {
    const { from, to } = monthOf(new Date(`${month}-01T00:00:00Z`));
    return this.database.read(async (em) => {
      const createdAt = { $gte: from, $lt: to };
      const rows = !isPermitted(agent, 'overrides.read') ? [] : await em.find(RecoveryAction, { createdAt, overrideReason: { $ne: null }, ...ofSeenTickets(agent) }, { orderBy: { createdAt: 'desc' }, limit: MOST });
      const cases = await em.count(RecoveryCase, { createdAt, ...ofSeenTickets(agent) });
      const tickets = new Map((await em.find(Ticket, { id: { $in: rows.map(({ ticketId }) => ticketId) } }, { fields: ['number'] })).map(({ id, number }) => [id, number]));
      const evidence = await em.find(Evidence, { id: { $in: rows.flatMap(({ evidenceIds }) => evidenceIds) } }, { fields: ['kind'] });
      const names = await namesOfAgents(em, rows.flatMap(({ requestedByAgentId, approverAgentId }) => [requestedByAgentId ?? null, approverAgentId ?? null]));
      const nameOf = (id: string | null | undefined): string | null => (id ? (names.get(id)?.displayName ?? null) : null);
      const items = rows.map((action) => ({
        id: action.id, at: action.createdAt.toISOString(), portal: action.portalKey, ticketNumber: tickets.get(action.ticketId) ?? '', type: action.type, state: action.state,
        requestedBy: nameOf(action.requestedByAgentId), approvedBy: nameOf(action.approverAgentId), reason: action.overrideReason ?? '', levelHeld: action.levelHeld,
        evidence: evidence.filter(({ id }) => action.evidenceIds.includes(id)).map(({ kind }) => kind),
      }));
      const perAgent = [...Map.groupBy(items, ({ requestedBy }) => requestedBy)].map(([name, own]) => ({ name, count: own.length })).toSorted((one, other) => other.count - one.count);
      return { month, items, perAgent, cases, tooMany: areTooMany(items.length, cases) };
    });
  }
}
