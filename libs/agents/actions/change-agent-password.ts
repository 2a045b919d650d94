import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import type { Settings } from '#config';
import { Clock, matchesSlowHash, refuse, slowHash, type Allowed, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { AgentsConfig } from '../agents.config.js';
import { shortestAgentPassword } from '../domain/agent-rules.js';
import { Agent } from '../store/agent.entity.js';
import { endSessionsOf, lockAgent } from '../store/agents.queries.js';
import { KeyNews } from './key-news.js';
import { tellRightsChanged } from './rights-news.js';
import { forgetAttempts, takeAttempt } from './throttle-attempts.js';

export interface ChangeAgentPasswordCommand {
  readonly agentId: string;
  /** Stays open; the others end. */
  readonly sessionId: string;
  readonly current: string;
  readonly next: string;
  readonly ip?: string | undefined;
}

/** An agent takes a password of their own, and hears of it by mail; the other sessions end, and no browser is known any more. Refuses with `session.throttled`, `session.wrong-credentials`, `agents.password-too-short`. */
@Injectable()
export class ChangeAgentPassword {
  constructor(
    private readonly database: Database, private readonly audit: AuditTrail, private readonly clock: Clock, private readonly news: KeyNews,
    @Inject(AgentsConfig.token) private readonly settings: Settings<typeof AgentsConfig>,
  ) {}

  async run({ agentId, sessionId, current, next, ip }: ChangeAgentPasswordCommand): Promise<Allowed | Refusal> {
    const now = this.clock.now();
    const found = await this.database.read((em) => em.findOne(Agent, { id: agentId }));
    if (!found || found.disabledAt) return refuse('agents.unknown');
    const trying = { at: 'session', agentId, sessionId } as const;
    const until = await this.database.transaction((tx) => takeAttempt(tx, trying, now));
    if (until) return refuse('session.throttled', { until });
    if (!(await matchesSlowHash(found.passwordHash, current))) return refuse('session.wrong-credentials');
    const shortest = shortestAgentPassword(this.settings.REQUIRE_SECOND_FACTOR);
    if ([...next].length < shortest) return refuse('agents.password-too-short', { missing: [String(shortest)] });

    const passwordHash = await slowHash(next);
    return this.database.transaction(async (tx) => {
      const agent = await lockAgent(tx, agentId);
      if (!agent || agent.passwordHash !== found.passwordHash) return refuse('session.wrong-credentials');
      Object.assign(agent, { passwordHash, knownBrowsersSince: now });
      await forgetAttempts(tx, trying, now);
      const sessions = await endSessionsOf(tx, agentId, now, sessionId);
      await tx.flush();
      await tellRightsChanged(tx, agentId);
      const actor = { kind: 'agent' as const, id: agentId, strength: 'password' as const, ...(ip && { ip }) };
      await this.news.tell(tx, agent, { event: 'password-changed', actor, now });
      await this.audit.record(tx, { portalKey: null, verb: 'agent.password-changed', actor, outcome: 'done', detail: { agentId, sessions }, now });
      return { allowed: true };
    });
  }
}
