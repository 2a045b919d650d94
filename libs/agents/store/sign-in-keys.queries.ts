import { MINUTE_MS, hashToken, newToken } from '#kernel';
import type { EntityManager } from '#persistence';
import { CHALLENGE_MINUTES } from '../domain/second-factors.js';
import { KeyChallenge, SignInKey } from './sign-in-key.entity.js';

type Purpose = KeyChallenge['purpose'];

/** Keys of an agent that may sign, in the order in which they were bound. */
export function usableKeys(em: EntityManager, agentId: string): Promise<SignInKey[]> {
  return em.find(SignInKey, { agentId, suspendedAt: null }, { orderBy: { createdAt: 'asc' } });
}

export function keysOf(em: EntityManager, agentId: string): Promise<SignInKey[]> {
  return em.find(SignInKey, { agentId }, { orderBy: { createdAt: 'asc' } });
}

/** Every key of everybody of whom one is suspended; hardly ever anybody. */
export async function keysBesideSuspended(em: EntityManager): Promise<SignInKey[]> {
  const suspended = await em.find(SignInKey, { suspendedAt: { $ne: null } });
  return suspended.length === 0 ? [] : em.find(SignInKey, { agentId: { $in: [...new Set(suspended.map(({ agentId }) => agentId))] } }, { orderBy: { createdAt: 'asc' } });
}

/** Remembers a challenge for whoever gets the token, one at a time for each purpose and session; what ran out goes. Returns the token. */
export async function keepChallenge(tx: EntityManager, asked: { readonly agentId: string; readonly sessionId: string | null; readonly purpose: Purpose; readonly challenge: string; readonly now: Date }): Promise<string> {
  const { agentId, sessionId, purpose, challenge, now } = asked;
  await tx.nativeDelete(KeyChallenge, { expiresAt: { $lte: now } });
  if (sessionId !== null) await tx.nativeDelete(KeyChallenge, { agentId, sessionId, purpose });
  const token = newToken();
  tx.persist(tx.create(KeyChallenge, { tokenHash: hashToken(token), createdAt: now, agentId, sessionId, purpose, challenge, expiresAt: new Date(now.getTime() + CHALLENGE_MINUTES * MINUTE_MS) }));
  await tx.flush();
  return token;
}

/** Takes a challenge away: whatever the answer is worth, it is never asked again. Undefined: none of this agent, session and purpose, or too old. */
export async function takeChallenge(tx: EntityManager, asked: { readonly agentId: string; readonly sessionId: string | null; readonly purpose: Purpose; readonly token: string; readonly now: Date }): Promise<string | undefined> {
  const [row] = await tx.execute<{ challenge: string; agent_id: string; session_id: string | null; purpose: Purpose; expires_at: Date }[]>(
    'delete from key_challenge where token_hash = ? returning challenge, agent_id, session_id, purpose, expires_at', [hashToken(asked.token)]);
  const fits = row && row.agent_id === asked.agentId && row.session_id === asked.sessionId && row.purpose === asked.purpose && new Date(row.expires_at) > asked.now;
  return fits ? row.challenge : undefined;
}
