import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Clock, refuse, type Actor, type Allowed, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { endSessionsOf, endTokensOf, lockAgent } from '../store/agents.queries.js';
import { tellRightsChanged } from './rights-news.js';

/** Sends an agent away: no sign-in, no session, no token from now on, and nothing heard live (R53). Refuses with `agents.unknown`, `agents.own-account`. */
@Injectable()
export class DisableAgent {
  constructor(private readonly database: Database, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  run(agentId: string, actor: Actor): Promise<Allowed | Refusal> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const agent = await lockAgent(tx, agentId);
      if (!agent) return refuse('agents.unknown');
      if (actor.kind === 'agent' && actor.id === agentId) return refuse('agents.own-account');
      if (agent.disabledAt) return { allowed: true };
      Object.assign(agent, { disabledAt: now, knownBrowsersSince: now });
      const sessions = await endSessionsOf(tx, agentId, now);
      await endTokensOf(tx, agentId, now);
      await tx.flush();
      await tellRightsChanged(tx, agentId);
      await this.audit.record(tx, { portalKey: null, verb: 'agent.disabled', actor, outcome: 'done', detail: { agentId, sessions }, now });
      return { allowed: true };
    });
  }
}
