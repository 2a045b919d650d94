import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Clock, matchesSlowHash, refuse, Sealer, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { proofFreshUntil, sessionIsAlive } from '../domain/session-rules.js';
import { Agent } from '../store/agent.entity.js';
import { AgentSession } from '../store/agent-session.entity.js';
import { lockAgent, lockSession } from '../store/agents.queries.js';
import { takeSecondFactor } from './check-second-factor.js';
import { forgetAttempts, takeAttempt } from './throttle-attempts.js';

export interface ProveAgainCommand {
  readonly sessionId: string;
  readonly password?: string | undefined;
  readonly code?: string | undefined;
  readonly ip?: string | undefined;
}

/**
 * Before a credential action: the code of the authenticator app again, or the password for an agent who has none (5.4).
 * Refuses with `session.ended`, `session.throttled`, `session.code-needed`, `session.password-needed`, `session.wrong-credentials`.
 */
@Injectable()
export class ProveAgain {
  constructor(private readonly database: Database, private readonly audit: AuditTrail, private readonly sealer: Sealer, private readonly clock: Clock) {}

  async run({ sessionId, password, code, ip }: ProveAgainCommand): Promise<{ allowed: true; provedAt: Date; provedUntil: Date } | Refusal> {
    const now = this.clock.now();
    const found = await this.database.read(async (em) => {
      const session = await em.findOne(AgentSession, { id: sessionId });
      return session && sessionIsAlive(session, now) ? em.findOne(Agent, { id: session.agentId }) : null;
    });
    if (!found || found.disabledAt) return refuse('session.ended');
    const hasSecondFactor = found.totpConfirmedAt != null;
    if (hasSecondFactor && !code) return refuse('session.code-needed', { missing: ['code'] });
    if (!hasSecondFactor && !password) return refuse('session.password-needed', { missing: ['password'] });

    const until = await this.database.transaction((tx) => takeAttempt(tx, found.email, ip, now));
    if (until) return refuse('session.throttled', { until });
    const passwordIsRight = hasSecondFactor || (await matchesSlowHash(found.passwordHash, password!));

    return this.database.transaction(async (tx) => {
      const agent = await lockAgent(tx, found.id);
      const session = await lockSession(tx, sessionId);
      if (!agent || !session || session.endedAt) return refuse('session.ended');
      const isRight = hasSecondFactor ? takeSecondFactor(agent, this.sealer, code!, now) : passwordIsRight;
      if (isRight) {
        session.provedAt = now;
        if (hasSecondFactor) session.strength = 'second-factor';
        await forgetAttempts(tx, agent.email, ip, now);
      }
      await tx.flush();
      const strength = isRight && hasSecondFactor ? 'fresh-second-factor' : session.strength;
      await this.audit.record(tx, {
        portalKey: null, verb: isRight ? 'session.proved' : 'session.refused', actor: { kind: 'agent', id: agent.id, strength, ...(ip && { ip }) },
        outcome: isRight ? 'done' : 'refused', now,
      });
      return isRight ? { allowed: true, provedAt: now, provedUntil: proofFreshUntil({ provedAt: now }) } : refuse('session.wrong-credentials');
    });
  }
}
