import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Clock } from '#kernel';
import { Database } from '#persistence';
import { lockSession } from '../store/agents.queries.js';

/** Ends one session. Twice is as good as once. */
@Injectable()
export class SignOut {
  constructor(private readonly database: Database, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  run(sessionId: string): Promise<void> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const session = await lockSession(tx, sessionId);
      if (!session || session.endedAt) return;
      session.endedAt = now;
      await tx.flush();
      await this.audit.record(tx, { portalKey: null, verb: 'session.ended', actor: { kind: 'agent', id: session.agentId, strength: session.strength }, outcome: 'done', now });
    });
  }
}
