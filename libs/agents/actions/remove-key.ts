import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Alarms } from '#alarms';
import { Clock, refuse, type Actor, type Allowed, type Refusal } from '#kernel';
import { Database, type EntityManager } from '#persistence';
import { mayRemoveKey, suspendedKeySubject } from '../domain/second-factors.js';
import { actorOf, proofIsFresh } from '../domain/session-rules.js';
import { SignInPolicy } from '../sign-in-policy.js';
import type { SignedIn } from '../signed-in.js';
import type { Agent } from '../store/agent.entity.js';
import { endSessionsOfKey, lockAgent } from '../store/agents.queries.js';
import { SignInKey } from '../store/sign-in-key.entity.js';
import { KeyNews } from './key-news.js';
import { tellRightsChanged } from './rights-news.js';
import { lockGiven } from './lock-given.js';
import { factorsOf } from './signed-in-from.js';

/** Takes a sign-in key off; the sessions that were opened with it end. */
@Injectable()
export class RemoveKey {
  constructor(private readonly database: Database, private readonly audit: AuditTrail, private readonly alarms: Alarms, private readonly clock: Clock, private readonly policy: SignInPolicy, private readonly news: KeyNews) {}

  /** One's own. Refuses with `session.proof-needed`, `agents.key-unknown`, `agents.last-key` where nothing would be left to come in with. */
  own(who: SignedIn, keyId: string): Promise<Allowed | Refusal> {
    const now = this.clock.now();
    const actor = actorOf(who, now);
    if (!proofIsFresh(who, now) || (who.hasSecondFactor && who.strength !== 'second-factor')) return Promise.resolve(refuse('session.proof-needed', { missing: ['fresh-proof'] }));
    return this.database.transaction(async (tx): Promise<Allowed | Refusal> => {
      const agent = await lockAgent(tx, who.agentId);
      const key = agent && (await tx.findOne(SignInKey, { id: keyId, agentId: agent.id }));
      if (!agent || !key) return refuse('agents.key-unknown');
      if (!key.suspendedAt && !mayRemoveKey(factorsOf(agent), this.policy.keyIsNeededFrom(who.ip))) return refuse('agents.last-key');
      return this.#remove(tx, agent, key, actor, now, {}, who.sessionId);
    });
  }

  /** Somebody else's, with a reason that is written down. Refuses with `agents.key-unknown`, `agents.reason-needed` and what `lockGiven` refuses. */
  of(agentId: string, keyId: string, reason: string, actor: Actor): Promise<Allowed | Refusal> {
    if (reason.trim() === '') return Promise.resolve(refuse('agents.reason-needed'));
    return this.database.transaction(async (tx): Promise<Allowed | Refusal> => {
      const given = await lockGiven(tx, agentId, actor);
      if (!given.allowed) return given;
      const key = await tx.findOne(SignInKey, { id: keyId, agentId });
      return key ? this.#remove(tx, given.agent, key, actor, this.clock.now(), { reason: reason.trim() }) : refuse('agents.key-unknown');
    });
  }

  async #remove(tx: EntityManager, agent: Agent, key: SignInKey, actor: Actor, now: Date, detail: { readonly reason?: string }, sessionId?: string): Promise<Allowed> {
    await tx.nativeDelete(SignInKey, { id: key.id });
    agent.keys -= 1;
    const sessions = await endSessionsOfKey(tx, key.id, now, sessionId);
    await tellRightsChanged(tx, agent.id);
    await tx.flush();
    if (key.suspendedAt) await this.alarms.clear(tx, 'sign-in-key-copied', suspendedKeySubject(agent.code, key));
    await this.news.tell(tx, agent, { event: 'key-removed', keyName: key.name, actor, now });
    await this.audit.record(tx, { portalKey: null, verb: 'agent.key-removed', actor, outcome: 'done', detail: { agentId: agent.id, keyId: key.id, sessions, ...detail }, now });
    return { allowed: true };
  }
}
