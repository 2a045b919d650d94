import { proofIsFresh, type Caller, type SignedIn } from '#agents';

/** Whether this agent proved who they are within 15 minutes. An integration never did (5.12). */
export function hasFreshProof(agent: Caller, now: Date): boolean {
  return agent.strength !== 'token' && proofIsFresh(agent as SignedIn, now);
}
