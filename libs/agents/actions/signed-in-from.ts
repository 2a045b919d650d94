import type { Locale } from '#kernel';
import type { Caller, SignedIn } from '../signed-in.js';
import type { Agent } from '../store/agent.entity.js';
import type { AgentSession } from '../store/agent-session.entity.js';

export function callerFrom<Strength extends Caller['strength']>(agent: Agent, strength: Strength): Caller & { readonly strength: Strength } {
  return {
    agentId: agent.id, email: agent.email, displayName: agent.displayName, code: agent.code, roles: [...agent.roles], portals: [...agent.portals],
    locale: agent.locale as Locale, trained: agent.trainedAt != null, strength,
  };
}

export function signedInFrom(agent: Agent, session: AgentSession, secondFactorIsRequired: boolean): SignedIn {
  const hasSecondFactor = agent.totpConfirmedAt != null;
  return {
    ...callerFrom(agent, session.strength),
    sessionId: session.id,
    provedAt: session.provedAt,
    hasSecondFactor,
    mustEnrolSecondFactor: secondFactorIsRequired && !hasSecondFactor,
    csrfHash: session.csrfHash,
    ip: session.ip ?? undefined,
  };
}
