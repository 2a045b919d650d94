import { Injectable } from '@nestjs/common';
import { Clock, hashToken } from '#kernel';
import { Database } from '#persistence';
import { SEEN_EVERY_MS, sessionIsAlive } from '../domain/session-rules.js';
import { SignInPolicy } from '../sign-in-policy.js';
import { csrfOf, type SignedIn } from '../signed-in.js';
import { Agent } from '../store/agent.entity.js';
import { AgentSession } from '../store/agent-session.entity.js';
import { signedInFrom } from './signed-in-from.js';

/** Who is calling with this cookie, and keeps the session from falling asleep. */
@Injectable()
export class ReadSession {
  constructor(private readonly database: Database, private readonly clock: Clock, private readonly policy: SignInPolicy) {}

  /** Undefined: sign in (again). */
  run(token: string, ip?: string): Promise<SignedIn | undefined> {
    const now = this.clock.now();
    return this.database.read(async (em) => {
      const session = await em.findOne(AgentSession, { tokenHash: hashToken(token) });
      if (!session || !sessionIsAlive(session, now)) return undefined;
      const agent = await em.findOne(Agent, { id: session.agentId });
      if (!agent || agent.disabledAt) return undefined;
      if (now.getTime() - session.lastSeenAt.getTime() >= SEEN_EVERY_MS) {
        await em.nativeUpdate(AgentSession, { id: session.id }, { lastSeenAt: now, ...(ip !== undefined && { ip }) });
      }
      return signedInFrom(agent, session, this.policy, ip ?? session.ip ?? undefined);
    });
  }

  /** Whether a session is still good, without keeping it from falling asleep: for streams that stay open by themselves. */
  isAlive(sessionId: string): Promise<boolean> {
    return this.database.read(async (em) => {
      const session = await em.findOne(AgentSession, { id: sessionId });
      if (!session || !sessionIsAlive(session, this.clock.now())) return false;
      return (await em.count(Agent, { id: session.agentId, disabledAt: null })) === 1;
    });
  }

  /** The value for `x-rekey-csrf`, for a console that was reloaded. */
  csrfOf(token: string): string {
    return csrfOf(token);
  }
}
