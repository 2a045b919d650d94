import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Clock, refuse, Sealer, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { newTotpSecret, totpUri } from '../adapters/totp.js';
import { takeSecondFactor, totpContext } from './check-second-factor.js';
import { KeyNews } from './key-news.js';
import { lockForBinding } from './lock-for-binding.js';

/**
 * Binds an authenticator app to an agent: a seed first, in force once a code of it was typed. A factor that is in
 * force is never replaced here; an administrator takes it off first. Both steps stand in a session that was proved within the
 * last minutes, like those of a sign-in key. Its owner hears of it by mail.
 */
@Injectable()
export class EnrolSecondFactor {
  constructor(private readonly database: Database, private readonly audit: AuditTrail, private readonly sealer: Sealer, private readonly clock: Clock, private readonly news: KeyNews) {}

  /** A new seed, shown once. Refuses with `session.ended`, `session.proof-needed`, `agents.second-factor-present`. */
  start(sessionId: string): Promise<{ allowed: true; secret: string; otpauth: string } | Refusal> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const standing = await lockForBinding(tx, sessionId, now);
      if (!standing.allowed) return standing;
      const { agent } = standing;
      if (agent.totpConfirmedAt) return refuse('agents.second-factor-present');
      const secret = newTotpSecret();
      agent.totpSecretSealed = this.sealer.seal(secret, totpContext(agent.id));
      agent.totpLastStep = null;
      return { allowed: true, secret, otpauth: totpUri(secret, agent.email) };
    });
  }

  /** Puts the seed in force and raises the session to the strength of a second factor. Refuses as above, and with `agents.second-factor-wrong-code`. */
  confirm({ sessionId, code, ip }: { readonly sessionId: string; readonly code: string; readonly ip?: string | undefined }): Promise<{ allowed: true } | Refusal> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const standing = await lockForBinding(tx, sessionId, now);
      if (!standing.allowed) return standing;
      const { agent, session } = standing;
      if (agent.totpConfirmedAt) return refuse('agents.second-factor-present');
      if (!takeSecondFactor(agent, this.sealer, code, now)) return refuse('agents.second-factor-wrong-code', { missing: ['code'] });
      agent.totpConfirmedAt = now;
      Object.assign(session, { strength: 'second-factor', provedAt: now });
      await tx.flush();
      const actor = { kind: 'agent' as const, id: agent.id, strength: 'fresh-second-factor' as const, ...(ip && { ip }) };
      await this.news.tell(tx, agent, { event: 'app-bound', actor, now });
      await this.audit.record(tx, { portalKey: null, verb: 'agent.second-factor-enrolled', actor, outcome: 'done', detail: { agentId: agent.id }, now });
      return { allowed: true };
    });
  }
}
