import type { Caller, SignedIn } from '../signed-in.js';
import { knownLocale } from '../domain/known-locale.js';
import { knownRoles } from '../domain/permissions.js';
import { hasSecondFactor, type Factors } from '../domain/second-factors.js';
import type { SignInPolicy } from '../sign-in-policy.js';
import type { Agent } from '../store/agent.entity.js';
import type { AgentSession } from '../store/agent-session.entity.js';

export function callerFrom<Strength extends Caller['strength']>(agent: Agent, strength: Strength): Caller & { readonly strength: Strength } {
  return {
    agentId: agent.id, email: agent.email, displayName: agent.displayName, code: agent.code, roles: knownRoles(agent.roles), portals: [...agent.portals], limits: agent.limits,
    locale: knownLocale(agent.locale), trained: agent.trainedAt != null, strength,
  };
}

export function factorsOf(agent: Pick<Agent, 'totpConfirmedAt' | 'keys'>): Factors {
  return { totp: agent.totpConfirmedAt != null, keys: agent.keys };
}

/** @param ip from where they ask now: the house may want a key there that this session was not opened with */
export function signedInFrom(agent: Agent, session: AgentSession, policy: SignInPolicy, ip: string | undefined): SignedIn {
  const factors = factorsOf(agent);
  const [has, keyIsNeeded, keyId] = [hasSecondFactor(factors), policy.keyIsNeededFrom(ip), session.keyId ?? null];
  return {
    ...callerFrom(agent, session.strength),
    sessionId: session.id,
    provedAt: session.provedAt,
    hasSecondFactor: has,
    hasApp: factors.totp,
    keys: factors.keys,
    keyId,
    keyIsNeeded,
    mustUseKey: keyIsNeeded && keyId === null && !session.enrolling,
    isEnrolling: session.enrolling,
    mustEnrolSecondFactor: session.enrolling || (policy.secondFactorIsRequired && !has),
    csrfHash: session.csrfHash,
    ip,
  };
}
