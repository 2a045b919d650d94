import { LockMode } from '@mikro-orm/core';
import type { Locale } from '#kernel';
import type { EntityManager } from '#persistence';
import { knownLocale } from '../domain/known-locale.js';
import { isPermitted, type Permission } from '../domain/permissions.js';
import type { Place } from '../domain/scope.js';
import { sessionIsAlive } from '../domain/session-rules.js';
import { Agent } from './agent.entity.js';
import { AgentSession, ApiToken, SignInThrottle } from './agent-session.entity.js';
import { SignInKey } from './sign-in-key.entity.js';

/** Locks the agent's row until `tx` ends. */
export async function lockAgent(tx: EntityManager, id: string): Promise<Agent | undefined> {
  return (await tx.findOne(Agent, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE })) ?? undefined;
}

/** Locks the session's row until `tx` ends. */
export async function lockSession(tx: EntityManager, id: string): Promise<AgentSession | undefined> {
  return (await tx.findOne(AgentSession, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE })) ?? undefined;
}

/** Locks a living session and its agent, always the agent first; undefined: sign in (again). */
export async function lockWithSession(tx: EntityManager, sessionId: string, now: Date): Promise<{ readonly agent: Agent; readonly session: AgentSession } | undefined> {
  const found = await tx.findOne(AgentSession, { id: sessionId });
  const agent = found ? await lockAgent(tx, found.agentId) : undefined;
  const session = agent && !agent.disabledAt ? await lockSession(tx, sessionId) : undefined;
  return agent && session && sessionIsAlive(session, now) ? { agent, session } : undefined;
}

/** The row that counts tries under `key`, made if need be, locked until `tx` ends. */
export async function lockThrottle(tx: EntityManager, key: string, now: Date): Promise<SignInThrottle> {
  await tx.execute('insert into sign_in_throttle (key, failures, last_failure_at) values (?, 0, ?) on conflict (key) do nothing', [key, now]);
  return tx.findOneOrFail(SignInThrottle, { key }, { lockMode: LockMode.PESSIMISTIC_WRITE });
}

/** Ends every session of an agent that is still open, except one. Returns how many. */
export async function endSessionsOf(tx: EntityManager, agentId: string, now: Date, exceptId?: string): Promise<number> {
  return tx.nativeUpdate(AgentSession, { agentId, endedAt: null, ...(exceptId && { id: { $ne: exceptId } }) }, { endedAt: now });
}

/** Revokes every token of an agent that still holds. Returns how many. */
export async function endTokensOf(tx: EntityManager, agentId: string, now: Date): Promise<number> {
  return tx.nativeUpdate(ApiToken, { agentId, revokedAt: null }, { revokedAt: now });
}

/** Ends every session that was opened with this key, except one, which goes on as if it had none. Returns how many ended. */
export async function endSessionsOfKey(tx: EntityManager, keyId: string, now: Date, exceptId?: string): Promise<number> {
  const ended = await tx.nativeUpdate(AgentSession, { keyId, endedAt: null, ...(exceptId && { id: { $ne: exceptId } }) }, { endedAt: now });
  await tx.nativeUpdate(AgentSession, { keyId }, { keyId: null });
  return ended;
}

/** Short codes and names for display, by agent id. */
export async function namesOfAgents(em: EntityManager, ids: readonly (string | null)[]): Promise<Map<string, { displayName: string; code: string }>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const agents = await em.find(Agent, { id: { $in: wanted } }, { fields: ['displayName', 'code'] });
  return new Map(agents.map(({ id, displayName, code }) => [id, { displayName, code }]));
}

/** Names and addresses of everybody who works at this desk, at most 1,000. */
export async function displayedAgents(em: EntityManager): Promise<{ displayName: string; email: string }[]> {
  const agents = await em.find(Agent, { disabledAt: null }, { fields: ['displayName', 'email'], limit: 1_000 });
  return agents.map(({ displayName, email }) => ({ displayName, email }));
}

/** Reporting lines, by agent id; those without a line are missing. */
export async function linesOfAgents(em: EntityManager, ids: readonly string[]): Promise<Map<string, string>> {
  const agents = await em.find(Agent, { id: { $in: [...ids] }, line: { $ne: null } }, { fields: ['line'] });
  return new Map(agents.map(({ id, line }) => [id, line!]));
}

/** Whether one of these addresses (canonical) is somebody's at the desk. */
export async function anyIsAgents(em: EntityManager, addresses: readonly string[]): Promise<boolean> {
  return addresses.length > 0 && (await em.count(Agent, { email: { $in: [...addresses] }, disabledAt: null })) > 0;
}

/** Who at the desk has one of these addresses (canonical), and with what they could prove that they are it: an app, a key that is not suspended. */
export async function agentsAt(em: EntityManager, addresses: readonly string[]): Promise<{ id: string; email: string; hasApp: boolean; hasKey: boolean }[]> {
  const agents = addresses.length === 0 ? [] : await em.find(Agent, { email: { $in: [...addresses] }, disabledAt: null });
  const keys = agents.length === 0 ? [] : await em.find(SignInKey, { agentId: { $in: agents.map(({ id }) => id) }, suspendedAt: null }, { fields: ['agentId'] });
  return agents.map(({ id, email, totpConfirmedAt }) => ({ id, email, hasApp: totpConfirmedAt != null, hasKey: keys.some(({ agentId }) => agentId === id) }));
}

/** Whether somebody with this id works at the desk and may work on tickets that lie there. */
export async function agentTakes(em: EntityManager, id: string, where: Place): Promise<boolean> {
  const agent = await em.findOne(Agent, { id, disabledAt: null });
  return agent !== null && isPermitted(agent, 'tickets.write', where);
}

/** People at the desk who may do it there, except one. At most `limit`. */
export async function agentsWhoMay(em: EntityManager, permission: Permission, where: Place, exceptId: string, limit: number): Promise<{ id: string; email: string; locale: Locale; displayName: string }[]> {
  const agents = await em.find(Agent, { disabledAt: null, id: { $ne: exceptId } }, { orderBy: { id: 'asc' }, limit: 500 });
  return agents.filter((agent) => isPermitted(agent, permission, where)).slice(0, limit).map(({ id, email, locale, displayName }) => ({ id, email, locale: knownLocale(locale), displayName }));
}
