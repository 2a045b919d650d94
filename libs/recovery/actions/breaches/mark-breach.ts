import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { actorOf, isPermittedInPart, type Caller } from '#agents';
import { Alarms } from '#alarms';
import { AuditTrail } from '#audit';
import { Clock, newId, refuse, type Refusal } from '#kernel';
import { Database, type EntityManager } from '#persistence';
import { addEvent, announce, lockTicketById } from '#tickets';
import { BREACH_MS, GRANTED_STATES, SHORTEST_BREACH_NOTE } from '../../domain/breach.js';
import { Breach, BreachAction } from '../../store/breach.entity.js';
import { actionInSight, lockAction } from '../../store/recovery.queries.js';
import { actionLine } from '../account/conclude-action.js';

export interface MarkBreachCommand {
  readonly actionId: string;
  readonly agent: Caller;
  /** What happened and how it was noticed. */
  readonly reason: string;
  /** An open breach of the same portal that this belongs to; left out: a new one. */
  readonly breachId?: string | undefined;
}

export type BreachMarked = { readonly allowed: true; readonly breachId: string } | Refusal;

/** The subject of a breach's alarms: the ticket by which people know it, and which one of that. */
export function alarmSubject({ id, ticketNumber }: Pick<Breach, 'id' | 'ticketNumber'>): string {
  return `${ticketNumber} (${id.slice(-6)})`;
}

/**
 * A recovery was granted to the wrong person: from now on 72 hours run until the supervisory authority has to know (R80).
 * The account is not touched; freezing it is a button of its own. Marked twice it is marked once.
 */
@Injectable()
export class MarkBreach {
  constructor(private readonly database: Database, private readonly alarms: Alarms, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  /** Refusals: `recovery.no-such-action`, `recovery.nothing-granted`, `recovery.reason-too-short`, `recovery.no-such-breach`. */
  async run({ actionId, agent, reason, breachId }: MarkBreachCommand): Promise<BreachMarked> {
    const seen = await this.database.read((em) => actionInSight(em, agent, actionId));
    if (!seen || !isPermittedInPart(agent, 'recovery.breach', seen.portalKey)) return refuse('recovery.no-such-action');
    if (reason.trim().length < SHORTEST_BREACH_NOTE) return refuse('recovery.reason-too-short', { missing: [`characters:${SHORTEST_BREACH_NOTE}`] });
    const now = this.clock.now();
    const actor = actorOf(agent, now);
    return this.database.transaction(async (tx): Promise<BreachMarked> => {
      const ticket = await lockTicketById(tx, seen.ticketId);
      const action = await lockAction(tx, actionId);
      if (!ticket) return refuse('recovery.no-such-action');
      const earlier = await tx.findOne(BreachAction, { actionId });
      if (earlier) return { allowed: true, breachId: earlier.breachId };
      if (!(GRANTED_STATES as readonly string[]).includes(action.state)) return refuse('recovery.nothing-granted');
      const breach = breachId === undefined ? this.#begin(tx, { portalKey: action.portalKey, ticketNumber: ticket.number, reason: reason.trim(), agentId: agent.agentId, now }) : await openBreach(tx, breachId, action.portalKey);
      if (!breach) return refuse('recovery.no-such-breach');
      tx.persist(tx.create(BreachAction, { actionId, breachId: breach.id, markedAt: now, markedByAgentId: agent.agentId }));
      await this.alarms.raise(tx, { kind: 'data-breach', portalKey: breach.portalKey, subject: alarmSubject(breach), detail: { breachId: breach.id, dueAt: breach.dueAt.toISOString() } });
      addEvent(tx, ticket.id, 'breach.marked', actor, { type: action.type, actionId, breachId: breach.id }, now);
      await tx.flush();
      await announce(tx, { portal: ticket.portalKey, number: ticket.number });
      await this.audit.record(tx, { ...actionLine({ action, ticket, actor, now }), verb: 'breach.marked', outcome: 'done', detail: { type: action.type, actionId, breachId: breach.id, dueAt: breach.dueAt.toISOString() } });
      return { allowed: true, breachId: breach.id };
    });
  }

  #begin(tx: EntityManager, { portalKey, ticketNumber, reason, agentId, now }: { portalKey: string; ticketNumber: string; reason: string; agentId: string; now: Date }): Breach {
    const breach = tx.create(Breach, {
      id: newId(), createdAt: now, portalKey, ticketNumber, markedByAgentId: agentId, reason, dueAt: new Date(now.getTime() + BREACH_MS), closedAt: null, closedByAgentId: null, reported: null, note: null,
    });
    tx.persist(breach);
    return breach;
  }
}

async function openBreach(tx: EntityManager, id: string, portalKey: string): Promise<Breach | null> {
  return tx.findOne(Breach, { id, portalKey, closedAt: null }, { lockMode: LockMode.PESSIMISTIC_WRITE });
}
