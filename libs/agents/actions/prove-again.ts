import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Clock, matchesSlowHash, refuse, Sealer, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { hasSecondFactor } from '../domain/second-factors.js';
import { proofFreshUntil, sessionIsAlive } from '../domain/session-rules.js';
import { SignInPolicy } from '../sign-in-policy.js';
import { Agent } from '../store/agent.entity.js';
import { AgentSession } from '../store/agent-session.entity.js';
import { lockAgent, lockSession, lockWithSession } from '../store/agents.queries.js';
import { takeSecondFactor } from './check-second-factor.js';
import { factorsOf } from './signed-in-from.js';
import { TakeKey, type GivenKey, type KeyAsked } from './take-key.js';
import { forgetAttempts, takeAttempt } from './throttle-attempts.js';

export interface ProveAgainCommand {
  readonly sessionId: string;
  readonly password?: string | undefined;
  readonly code?: string | undefined;
  /** Of a sign-in key, to what `askForKey` asked. */
  readonly key?: GivenKey | undefined;
  readonly ip?: string | undefined;
}

/**
 * Before a credential action: a sign-in key or the code of the authenticator app again, where only a key opens a session (R68) the
 * key, or the password for an agent who has neither (5.4).
 * Wrong ones count for this session and its agent, never those of strangers at the door: who is signed in can always act (R33).
 * Refuses with `session.ended`, `session.throttled`, `session.code-needed`, `session.password-needed`, `session.wrong-credentials`.
 */
@Injectable()
export class ProveAgain {
  constructor(
    private readonly database: Database, private readonly audit: AuditTrail, private readonly sealer: Sealer, private readonly clock: Clock, private readonly policy: SignInPolicy, private readonly keys: TakeKey,
  ) {}

  /** What the browser asks the agent's keys for this proof. Refuses with `session.ended`, `session.key-needed` where no key could answer. */
  askForKey(sessionId: string): Promise<KeyAsked | Refusal> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const locked = await lockWithSession(tx, sessionId, now);
      return locked ? this.keys.ask(tx, { agent: locked.agent, purpose: 'proof', sessionId, now }) : refuse('session.ended');
    });
  }

  async run({ sessionId, password, code, key, ip }: ProveAgainCommand): Promise<{ allowed: true; provedAt: Date; provedUntil: Date } | Refusal> {
    const now = this.clock.now();
    const found = await this.database.read(async (em) => {
      const session = await em.findOne(AgentSession, { id: sessionId });
      return session && sessionIsAlive(session, now) ? em.findOne(Agent, { id: session.agentId }) : null;
    });
    if (!found || found.disabledAt) return refuse('session.ended');
    const factors = factorsOf(found);
    const has = hasSecondFactor(factors);
    const takesCode = factors.totp && !(factors.keys > 0 && this.policy.keyIsNeededFrom(ip));
    if (has && !key && !(takesCode && code)) return refuse('session.code-needed', { missing: [...(factors.keys > 0 ? ['key'] : []), ...(takesCode ? ['code'] : [])] });
    if (!has && !password) return refuse('session.password-needed', { missing: ['password'] });

    const trying = { at: 'session', agentId: found.id, sessionId } as const;
    const until = await this.database.transaction((tx) => takeAttempt(tx, trying, now));
    if (until) return refuse('session.throttled', { until });
    const passwordIsRight = has || (await matchesSlowHash(found.passwordHash, password!));

    return this.database.transaction(async (tx) => {
      const agent = await lockAgent(tx, found.id);
      const session = await lockSession(tx, sessionId);
      if (!agent || !session || session.endedAt) return refuse('session.ended');
      const taken = key && (await this.keys.take(tx, { agent, purpose: 'proof', sessionId, now }, key));
      const isRight = key ? taken !== undefined : has ? takeSecondFactor(agent, this.sealer, code!, now) : passwordIsRight;
      if (isRight) {
        session.provedAt = now;
        if (has) session.strength = 'second-factor';
        if (taken) session.keyId = taken.id;
        await forgetAttempts(tx, trying, now);
      }
      await tx.flush();
      const strength = isRight && has ? 'fresh-second-factor' : session.strength;
      await this.audit.record(tx, {
        portalKey: null, verb: isRight ? 'session.proved' : 'session.refused', actor: { kind: 'agent', id: agent.id, strength, ...(ip && { ip }) },
        outcome: isRight ? 'done' : 'refused', now,
      });
      return isRight ? { allowed: true, provedAt: now, provedUntil: proofFreshUntil({ provedAt: now }) } : refuse('session.wrong-credentials');
    });
  }
}
