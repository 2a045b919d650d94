import { HOUR_MS, MINUTE_MS, type Actor } from '#kernel';
import { hasSecondFactor, type Factors } from './second-factors.js';

/** Recovery-security 5.12. */
export const SESSION_LIFE_MS = 12 * HOUR_MS;
export const SESSION_IDLE_MS = 30 * MINUTE_MS;
/** How long a proof counts as fresh for credential actions (5.4). */
export const PROOF_FRESH_MS = 15 * MINUTE_MS;
/** A session's last sign of life is written down this often, not at every request. */
export const SEEN_EVERY_MS = MINUTE_MS;

export interface SessionTimes {
  readonly endsAt: Date;
  readonly lastSeenAt: Date;
  readonly endedAt?: Date | null | undefined;
}

export function sessionIsAlive({ endsAt, lastSeenAt, endedAt }: SessionTimes, now: Date): boolean {
  return !endedAt && now < endsAt && now.getTime() - lastSeenAt.getTime() < SESSION_IDLE_MS;
}

/** Whether the agent proved who they are within the last 15 minutes. */
export function proofIsFresh({ provedAt }: { readonly provedAt: Date }, now: Date): boolean {
  return now.getTime() - provedAt.getTime() <= PROOF_FRESH_MS;
}

/**
 * Whether something that signs in, a key or an app, may be bound in this session: proved within the last 15 minutes, by what is
 * asked of this agent. With the second factor where there is one; with the password alone by who has nothing else yet; or
 * in a session that was opened for nothing else. Otherwise whoever finds an unlocked console binds what is theirs, and is from
 * then on the one who can prove to be the agent (R68).
 */
export function mayBind(session: { readonly provedAt: Date; readonly strength: 'password' | 'second-factor'; readonly enrolling: boolean }, has: Factors, now: Date): boolean {
  return proofIsFresh(session, now) && (session.enrolling || session.strength === 'second-factor' || !hasSecondFactor(has));
}

/** Until when credential actions need no new proof. */
export function proofFreshUntil({ provedAt }: { readonly provedAt: Date }): Date {
  return new Date(provedAt.getTime() + PROOF_FRESH_MS);
}

/** The agent as the audit trail names them. */
export function actorOf(
  who: { readonly agentId: string; readonly strength: 'password' | 'second-factor' | 'token'; readonly provedAt?: Date; readonly ip?: string | undefined }, now: Date,
): Actor & { readonly kind: 'agent' } {
  const isFresh = who.strength === 'second-factor' && who.provedAt !== undefined && proofIsFresh({ provedAt: who.provedAt }, now);
  return { kind: 'agent', id: who.agentId, strength: isFresh ? 'fresh-second-factor' : who.strength, ...(who.ip && { ip: who.ip }) };
}
