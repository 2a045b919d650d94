import { linesOfAgents, proofIsFresh, type Caller, type SignedIn } from '#agents';
import { refuse, type Refusal } from '#kernel';
import type { EntityManager } from '#persistence';

/**
 * Why this agent is not the second person beside the first: themselves, of the same line, without a second factor or without a proof of the last
 * minutes. A token has neither. Refusals: `recovery.own-request`, `recovery.same-line`, `recovery.second-factor-needed`, `recovery.fresh-proof-needed`.
 *
 * @param first null: nobody, a rule did it
 */
export async function whyNotSecond(tx: EntityManager, first: string | null | undefined, agent: Caller, now: Date): Promise<Refusal | undefined> {
  if (first === agent.agentId) return refuse('recovery.own-request');
  if (first) {
    const lines = await linesOfAgents(tx, [first, agent.agentId]);
    const line = lines.get(agent.agentId);
    if (line && line === lines.get(first)) return refuse('recovery.same-line');
  }
  if (agent.strength !== 'second-factor') return refuse('recovery.second-factor-needed');
  return proofIsFresh(agent as SignedIn, now) ? undefined : refuse('recovery.fresh-proof-needed');
}
