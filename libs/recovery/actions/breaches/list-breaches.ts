import { Injectable } from '@nestjs/common';
import { isPermitted, namesOfAgents, wholePortals, type Caller } from '#agents';
import type { BreachView } from '#contracts';
import { Clock } from '#kernel';
import { Database } from '#persistence';
import { Ticket } from '#tickets';
import { breachClock } from '../../domain/breach.js';
import { Breach, BreachAction } from '../../store/breach.entity.js';
import { RecoveryAction } from '../../store/recovery-action.entity.js';

const MOST = 200;

/** The breaches of the portals that the agent sees whole, since a breach concerns accounts of any kind: what runs first, then what is closed, the newest first; at most 200. */
@Injectable()
export class ListBreaches {
  constructor(private readonly database: Database, private readonly clock: Clock) {}

  run(agent: Caller): Promise<BreachView[]> {
    const now = this.clock.now();
    return this.database.read(async (em) => {
      const breaches = (await em.find(Breach, wholePortals(agent), { orderBy: [{ closedAt: 'desc nulls first' }, { dueAt: 'asc' }], limit: MOST })).filter(({ portalKey }) => isPermitted(agent, 'recovery.breach', portalKey));
      const marks = await em.find(BreachAction, { breachId: { $in: breaches.map(({ id }) => id) } }, { orderBy: { markedAt: 'asc', actionId: 'asc' } });
      const actions = new Map((await em.find(RecoveryAction, { id: { $in: marks.map(({ actionId }) => actionId) } })).map((action) => [action.id, action]));
      const tickets = new Map((await em.find(Ticket, { id: { $in: [...actions.values()].map(({ ticketId }) => ticketId) } }, { fields: ['number'] })).map(({ id, number }) => [id, number]));
      const names = await namesOfAgents(em, breaches.flatMap(({ markedByAgentId, closedByAgentId }) => [markedByAgentId, closedByAgentId ?? null]));
      const nameOf = (id: string | null | undefined): string | null => (id ? (names.get(id)?.displayName ?? null) : null);
      return breaches.map((breach) => ({
        id: breach.id, portal: breach.portalKey, ticketNumber: breach.ticketNumber, reason: breach.reason, markedBy: nameOf(breach.markedByAgentId), knownAt: breach.createdAt.toISOString(), dueAt: breach.dueAt.toISOString(),
        clock: breachClock(breach, now), closedAt: breach.closedAt?.toISOString() ?? null, closedBy: nameOf(breach.closedByAgentId), reported: breach.reported ?? null, note: breach.note ?? null,
        actions: marks.filter(({ breachId }) => breachId === breach.id).flatMap(({ actionId }) => {
          const action = actions.get(actionId);
          return action ? [{ id: actionId, type: action.type, ticketNumber: tickets.get(action.ticketId) ?? '' }] : [];
        }),
      }));
    });
  }
}
