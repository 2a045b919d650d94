import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Clock, refuse, Sealer, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { newTotpSecret, totpUri } from '../adapters/totp.js';
import { lockAgent, lockSession } from '../store/agents.queries.js';
import { takeSecondFactor, totpContext } from './check-second-factor.js';
import { KeyNews } from './key-news.js';

/**
 * Binds an authenticator app to an agent: a seed first, in force once a code of it was typed. A factor that is in
 * force is never replaced here; an administrator takes it off first. Its owner hears of it by mail.
 */
@Injectable()
export class EnrolSecondFactor {
  constructor(private readonly database: Database, private readonly audit: AuditTrail, private readonly sealer: Sealer, private readonly clock: Clock, private readonly news: KeyNews) {}

  /** A new seed, shown once. Refuses with `agents.second-factor-present`. */
  start(agentId: string): Promise<{ allowed: true; secret: string; otpauth: string } | Refusal> {
    return this.database.transaction(async (tx) => {
      const agent = await lockAgent(tx, agentId);
      if (!agent || agent.disabledAt) return refuse('agents.unknown');
      if (agent.totpConfirmedAt) return refuse('agents.second-factor-present');
      const secret = newTotpSecret();
      agent.totpSecretSealed = this.sealer.seal(secret, totpContext(agent.id));
      agent.totpLastStep = null;
      return { allowed: true, secret, otpauth: totpUri(secret, agent.email) };
    });
  }

  /** Puts the seed in force. `sessionId` is raised to the strength of a second factor. Refuses with `agents.second-factor-wrong-code`. */
  confirm(agentId: string, code: string, sessionId?: string): Promise<{ allowed: true } | Refusal> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const agent = await lockAgent(tx, agentId);
      if (!agent || agent.disabledAt) return refuse('agents.unknown');
      if (agent.totpConfirmedAt) return refuse('agents.second-factor-present');
      if (!takeSecondFactor(agent, this.sealer, code, now)) return refuse('agents.second-factor-wrong-code', { missing: ['code'] });
      agent.totpConfirmedAt = now;
      const session = sessionId ? await lockSession(tx, sessionId) : undefined;
      if (session?.agentId === agentId && !session.endedAt) Object.assign(session, { strength: 'second-factor', provedAt: now });
      await tx.flush();
      const actor = { kind: 'agent', id: agentId, strength: 'fresh-second-factor' } as const;
      await this.news.tell(tx, agent, { event: 'app-bound', actor, now });
      await this.audit.record(tx, { portalKey: null, verb: 'agent.second-factor-enrolled', actor, outcome: 'done', detail: { agentId }, now });
      return { allowed: true };
    });
  }
}
