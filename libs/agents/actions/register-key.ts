import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Clock, newId, refuse, type Refusal } from '#kernel';
import { Database, type EntityManager } from '#persistence';
import { askForNewKey, readNewKey, type NewKeyAnswer } from '../adapters/webauthn.js';
import { MOST_KEYS } from '../domain/second-factors.js';
import { SignInPolicy } from '../sign-in-policy.js';
import { SignInKey } from '../store/sign-in-key.entity.js';
import { keepChallenge, keysOf, takeChallenge } from '../store/sign-in-keys.queries.js';
import { KeyNews } from './key-news.js';
import { lockForBinding, type Standing } from './lock-for-binding.js';

export interface NewKeyAsked {
  readonly allowed: true;
  readonly token: string;
  /** For `navigator.credentials.create()`, as JSON. */
  readonly options: Awaited<ReturnType<typeof askForNewKey>>;
}

/**
 * Binds a passkey or security key to an agent, in a session that was proved within the last minutes: with the second factor
 * where there is one, or opened for nothing else. Refuses with `session.ended`, `session.proof-needed`, `agents.too-many-keys`.
 */
@Injectable()
export class RegisterKey {
  constructor(private readonly database: Database, private readonly audit: AuditTrail, private readonly clock: Clock, private readonly policy: SignInPolicy, private readonly news: KeyNews) {}

  start(sessionId: string): Promise<NewKeyAsked | Refusal> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const standing = await this.#standing(tx, sessionId, now);
      if (!standing.allowed) return standing;
      const { agent } = standing;
      const options = await askForNewKey(this.policy, agent, await keysOf(tx, agent.id));
      return { allowed: true, token: await keepChallenge(tx, { agentId: agent.id, sessionId, purpose: 'register', challenge: options.challenge, now }), options };
    });
  }

  /** Keeps the key under this name. The session counts as opened with it. Refuses as above, and with `agents.key-not-accepted`, `agents.key-known`. */
  finish({ sessionId, name, token, answer, ip }: { readonly sessionId: string; readonly name: string; readonly token: string; readonly answer: NewKeyAnswer; readonly ip?: string | undefined }): Promise<{ readonly allowed: true; readonly keyId: string } | Refusal> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const standing = await this.#standing(tx, sessionId, now);
      if (!standing.allowed) return standing;
      const { agent, session } = standing;
      const challenge = await takeChallenge(tx, { agentId: agent.id, sessionId, purpose: 'register', token, now });
      const made = challenge === undefined ? undefined : await readNewKey(this.policy, challenge, answer);
      if (!made) return refuse('agents.key-not-accepted');
      if ((await tx.count(SignInKey, { credentialId: made.credentialId })) > 0) return refuse('agents.key-known');
      const id = newId();
      tx.persist(tx.create(SignInKey, { id, createdAt: now, agentId: agent.id, name, ...made, transports: [...made.transports] }));
      agent.keys += 1;
      Object.assign(session, { strength: 'second-factor', provedAt: now, keyId: id, enrolling: false });
      await tx.flush();
      const actor = { kind: 'agent' as const, id: agent.id, strength: 'fresh-second-factor' as const, ...(ip && { ip }) };
      await this.news.tell(tx, agent, { event: 'key-bound', keyName: name, actor, now });
      await this.audit.record(tx, {
        portalKey: null, verb: 'agent.key-registered', actor, outcome: 'done', detail: { agentId: agent.id, keyId: id, syncs: made.syncs }, now,
      });
      return { allowed: true, keyId: id };
    });
  }

  async #standing(tx: EntityManager, sessionId: string, now: Date): Promise<Standing | Refusal> {
    const standing = await lockForBinding(tx, sessionId, now);
    return standing.allowed && standing.agent.keys >= MOST_KEYS ? refuse('agents.too-many-keys') : standing;
  }
}
