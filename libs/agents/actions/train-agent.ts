import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Clock, refuse, type Actor, type Allowed, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { lockAgent } from '../store/agents.queries.js';

/** Writes down that somebody knows the procedure, or has to learn it again: only they act on accounts (ORP.4.A11, R63). Refuses with `agents.unknown`, `agents.own-account`. */
@Injectable()
export class TrainAgent {
  constructor(private readonly database: Database, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  run(agentId: string, isTrained: boolean, actor: Actor): Promise<Allowed | Refusal> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const agent = await lockAgent(tx, agentId);
      if (!agent || agent.disabledAt) return refuse('agents.unknown');
      if (actor.kind === 'agent' && actor.id === agentId) return refuse('agents.own-account');
      if ((agent.trainedAt != null) === isTrained) return { allowed: true };
      agent.trainedAt = isTrained ? now : null;
      await tx.flush();
      await this.audit.record(tx, { portalKey: null, verb: isTrained ? 'agent.trained' : 'agent.untrained', actor, outcome: 'done', detail: { agentId }, now });
      return { allowed: true };
    });
  }
}
