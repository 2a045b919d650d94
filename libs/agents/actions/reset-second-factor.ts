import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Alarms } from '#alarms';
import { Clock, refuse, type Actor, type Allowed, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { hasSecondFactor, suspendedKeySubject } from '../domain/second-factors.js';
import { endSessionsOf, endTokensOf, lockAgent } from '../store/agents.queries.js';
import { SignInKey } from '../store/sign-in-key.entity.js';
import { KeyNews } from './key-news.js';
import { tellRightsChanged } from './rights-news.js';
import { factorsOf } from './signed-in-from.js';

/** Takes an agent's authenticator app and sign-in keys off, ends their sessions and revokes their tokens: whoever came in by what is taken off may have made them; the alarm about a suspended key goes with it. Its owner hears of it by mail. Not for oneself. Refuses with `agents.unknown`, `agents.own-account`. */
@Injectable()
export class ResetSecondFactor {
  constructor(private readonly database: Database, private readonly audit: AuditTrail, private readonly alarms: Alarms, private readonly clock: Clock, private readonly news: KeyNews) {}

  run(agentId: string, actor: Actor): Promise<Allowed | Refusal> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const agent = await lockAgent(tx, agentId);
      if (!agent) return refuse('agents.unknown');
      if (actor.kind === 'agent' && actor.id === agentId) return refuse('agents.own-account');
      const had = hasSecondFactor(factorsOf(agent));
      Object.assign(agent, { totpSecretSealed: null, totpConfirmedAt: null, totpLastStep: null, keys: 0, enrolmentCodeHash: null, enrolmentCodeUntil: null, knownBrowsersSince: now });
      const suspended = await tx.find(SignInKey, { agentId, suspendedAt: { $ne: null } });
      const keys = await tx.nativeDelete(SignInKey, { agentId });
      const sessions = await endSessionsOf(tx, agentId, now);
      const tokens = await endTokensOf(tx, agentId, now);
      await tx.flush();
      await tellRightsChanged(tx, agentId);
      for (const key of suspended) await this.alarms.clear(tx, 'sign-in-key-copied', suspendedKeySubject(agent.code, key));
      if (had) await this.news.tell(tx, agent, { event: 'second-factor-reset', actor, now });
      await this.audit.record(tx, { portalKey: null, verb: 'agent.second-factor-reset', actor, outcome: 'done', detail: { agentId, sessions, keys, tokens }, now });
      return { allowed: true };
    });
  }
}
