import { refuse, type Refusal } from '#kernel';
import type { EntityManager } from '#persistence';
import { mayBind } from '../domain/session-rules.js';
import type { Agent } from '../store/agent.entity.js';
import type { AgentSession } from '../store/agent-session.entity.js';
import { lockWithSession } from '../store/agents.queries.js';
import { factorsOf } from './signed-in-from.js';

export interface Standing {
  readonly allowed: true;
  readonly agent: Agent;
  readonly session: AgentSession;
}

/**
 * The session in which something that signs in is to be bound, key or app, with its agent, both locked until `tx` ends.
 * Refuses with `session.ended`, `session.proof-needed`.
 */
export async function lockForBinding(tx: EntityManager, sessionId: string, now: Date): Promise<Standing | Refusal> {
  const locked = await lockWithSession(tx, sessionId, now);
  if (!locked) return refuse('session.ended');
  if (!mayBind(locked.session, factorsOf(locked.agent), now)) return refuse('session.proof-needed', { missing: ['fresh-proof'] });
  return { allowed: true, ...locked };
}
