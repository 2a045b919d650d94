import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Clock, refuse, type Actor, type Allowed, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { lockGiven } from './lock-given.js';

/**
 * Lets somebody in again who was sent away: same password, second factor and rights; sessions and tokens stay ended.
 * Refusals: those of `lockGiven`; `agents.unknown` also for whoever was away so long that name and address are gone (R79).
 */
@Injectable()
export class EnableAgent {
  constructor(private readonly database: Database, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  run(agentId: string, actor: Actor): Promise<Allowed | Refusal> {
    const now = this.clock.now();
    return this.database.transaction(async (tx): Promise<Allowed | Refusal> => {
      const given = await lockGiven(tx, agentId, actor);
      if (!given.allowed) return given;
      const { agent } = given;
      if (agent.endedAt) return refuse('agents.unknown');
      if (!agent.disabledAt) return { allowed: true };
      agent.disabledAt = null;
      await tx.flush();
      await this.audit.record(tx, { portalKey: null, verb: 'agent.enabled', actor, outcome: 'done', detail: { agentId }, now });
      return { allowed: true };
    });
  }
}
