import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { actorOf, isPermitted, type Caller } from '#agents';
import { Alarms } from '#alarms';
import { AuditTrail } from '#audit';
import { Clock, refuse, type Allowed, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { SHORTEST_BREACH_NOTE } from '../../domain/breach.js';
import { Breach } from '../../store/breach.entity.js';
import { alarmSubject } from './mark-breach.js';

export interface CloseBreachCommand {
  readonly breachId: string;
  readonly agent: Caller;
  /** Whether the supervisory authority was told. */
  readonly reported: boolean;
  /** What was found out, what was done, and if nobody was told, why not (Art. 33(5)). */
  readonly note: string;
}

/** The clock of a breach stops: somebody says what came of it. Said twice the first word stands. */
@Injectable()
export class CloseBreach {
  constructor(private readonly database: Database, private readonly alarms: Alarms, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  /** Refusals: `recovery.no-such-breach`, `recovery.reason-too-short`. */
  run({ breachId, agent, reported, note }: CloseBreachCommand): Promise<Allowed | Refusal> {
    const now = this.clock.now();
    return this.database.transaction(async (tx): Promise<Allowed | Refusal> => {
      const breach = await tx.findOne(Breach, { id: breachId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!breach || !isPermitted(agent, 'recovery.breach', breach.portalKey)) return refuse('recovery.no-such-breach');
      if (breach.closedAt) return { allowed: true };
      if (note.trim().length < SHORTEST_BREACH_NOTE) return refuse('recovery.reason-too-short', { missing: [`characters:${SHORTEST_BREACH_NOTE}`] });
      Object.assign(breach, { closedAt: now, closedByAgentId: agent.agentId, reported, note: note.trim() });
      for (const kind of ['data-breach', 'data-breach-ending'] as const) await this.alarms.clear(tx, kind, alarmSubject(breach));
      await tx.flush();
      await this.audit.record(tx, {
        portalKey: breach.portalKey, verb: 'breach.closed', actor: actorOf(agent, now), ticketNumber: breach.ticketNumber, outcome: 'done', detail: { breachId, reported, inTime: now < breach.dueAt }, now,
      });
      return { allowed: true };
    });
  }
}
