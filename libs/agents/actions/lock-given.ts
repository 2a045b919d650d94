import { refuse, type Actor, type Refusal } from '#kernel';
import type { EntityManager } from '#persistence';
import { whyNotGrant } from '../domain/granting.js';
import type { Rights } from '../domain/permissions.js';
import type { Agent } from '../store/agent.entity.js';
import { lockAgent } from '../store/agents.queries.js';

export interface Given {
  readonly allowed: true;
  /** Whose rights or ways in are changed. */
  readonly agent: Agent;
  /** Who changes them, with the rights of this moment; left out: the operator of the machine, who holds everything. */
  readonly giver: Rights | undefined;
}

/**
 * Locks somebody whose rights, keys or codes another person changes, and that person too, so that a right taken away in the
 * meantime gives nothing any more; both always in the order of their ids. Whoever lets somebody in can be them: only those
 * whose rights one could give (R54). Refusals: `agents.unknown`, `agents.own-account`, `agents.not-permitted`, `agents.beyond-own-rights`.
 */
export async function lockGiven(tx: EntityManager, agentId: string, actor: Actor): Promise<Given | Refusal> {
  const giverId = actor.kind === 'agent' ? actor.id : undefined;
  const locked = new Map<string, Agent>();
  for (const id of [...new Set([agentId, ...(giverId ? [giverId] : [])])].toSorted()) {
    const found = await lockAgent(tx, id);
    if (found) locked.set(id, found);
  }
  const agent = locked.get(agentId);
  if (!agent) return refuse('agents.unknown');
  if (giverId === undefined) return { allowed: true, agent, giver: undefined };
  if (giverId === agentId) return refuse('agents.own-account');
  const giver = locked.get(giverId);
  if (!giver || giver.disabledAt) return refuse('agents.not-permitted', { missing: ['agents.manage'] });
  return whyNotGrant(giver, agent) ?? { allowed: true, agent, giver };
}
