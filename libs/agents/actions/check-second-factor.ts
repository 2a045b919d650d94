import type { Sealer } from '#kernel';
import { totpStep } from '../adapters/totp.js';
import type { Agent } from '../store/agent.entity.js';

/** The seal of an agent's TOTP seed belongs to that agent. */
export function totpContext(agentId: string): string {
  return `agent:${agentId}:totp`;
}

/** Takes the code if it is right, and remembers its step so that it is never taken again. Call it with the agent locked. */
export function takeSecondFactor(agent: Agent, sealer: Sealer, typed: string, now: Date): boolean {
  if (!agent.totpSecretSealed) return false;
  const step = totpStep(sealer.open(agent.totpSecretSealed, totpContext(agent.id)), typed, agent.totpLastStep ?? null, now);
  if (step === undefined) return false;
  agent.totpLastStep = step;
  return true;
}
