import { Injectable } from '@nestjs/common';
import { Alarms } from '#alarms';
import { AuditTrail } from '#audit';
import { refuse, type Refusal } from '#kernel';
import type { EntityManager } from '#persistence';
import { askForKey, readKey, type KeyAnswer } from '../adapters/webauthn.js';
import { counterWentBack, suspendedKeySubject } from '../domain/second-factors.js';
import { SignInPolicy } from '../sign-in-policy.js';
import type { Agent } from '../store/agent.entity.js';
import { endSessionsOfKey } from '../store/agents.queries.js';
import { SignInKey, type KeyChallenge } from '../store/sign-in-key.entity.js';
import { keepChallenge, takeChallenge, usableKeys } from '../store/sign-in-keys.queries.js';
import { KeyNews } from './key-news.js';
import { tellRightsChanged } from './rights-news.js';

/** An answer of a key, with what names the challenge that it answers. */
export interface GivenKey {
  readonly token: string;
  readonly answer: KeyAnswer;
}

export interface KeyAsked {
  readonly allowed: true;
  readonly token: string;
  /** For `navigator.credentials.get()`, as JSON. */
  readonly options: Awaited<ReturnType<typeof askForKey>>;
}

interface Occasion {
  readonly agent: Agent;
  readonly purpose: Extract<KeyChallenge['purpose'], 'sign-in' | 'proof' | 'answer'>;
  /** Null when signing in; for an answer on a page, what is answered. */
  readonly sessionId: string | null;
  readonly now: Date;
}

/** Asks the keys of an agent to sign, and looks at what comes back. */
@Injectable()
export class TakeKey {
  constructor(private readonly audit: AuditTrail, private readonly alarms: Alarms, private readonly policy: SignInPolicy, private readonly news: KeyNews) {}

  /** Refuses with `session.key-needed` where there is no key that could answer. */
  async ask(tx: EntityManager, { agent, purpose, sessionId, now }: Occasion): Promise<KeyAsked | Refusal> {
    const keys = await usableKeys(tx, agent.id);
    if (keys.length === 0) return refuse('session.key-needed', { missing: ['key', 'enrolment-code'] });
    const options = await askForKey(this.policy, keys);
    return { allowed: true, token: await keepChallenge(tx, { agentId: agent.id, sessionId, purpose, challenge: options.challenge, now }), options };
  }

  /** The key, if it is one of this agent's and signed what we asked it. Its challenge is gone either way. Call it with the agent locked. */
  async take(tx: EntityManager, { agent, purpose, sessionId, now }: Occasion, { token, answer }: GivenKey): Promise<SignInKey | undefined> {
    const challenge = await takeChallenge(tx, { agentId: agent.id, sessionId, purpose, token, now });
    const key = challenge === undefined ? null : await tx.findOne(SignInKey, { agentId: agent.id, credentialId: answer.id, suspendedAt: null });
    const read = key && challenge !== undefined ? await readKey(this.policy, challenge, key, answer) : undefined;
    // Whether a key may be copied is settled when it is made (section 6.1.3); one that says otherwise later is another.
    if (!key || !read || read.syncs !== key.syncs) return undefined;
    if (counterWentBack(key.counter, read.counter)) {
      await this.#suspend(tx, agent, key, now);
      return undefined;
    }
    Object.assign(key, { counter: read.counter, backedUp: read.backedUp, lastUsedAt: now });
    await tx.flush();
    return key;
  }

  /** There may be two of it, and nobody can tell which one signs: neither opens anything from now on. */
  async #suspend(tx: EntityManager, agent: Agent, key: SignInKey, now: Date): Promise<void> {
    key.suspendedAt = now;
    await tx.flush();
    const sessions = await endSessionsOfKey(tx, key.id, now);
    await tellRightsChanged(tx, agent.id);
    await this.alarms.raise(tx, { kind: 'sign-in-key-copied', subject: suspendedKeySubject(agent.code, key) });
    await this.news.tell(tx, agent, { event: 'key-suspended', keyName: key.name, actor: { kind: 'rekey' }, now });
    await this.audit.record(tx, { portalKey: null, verb: 'agent.key-suspended', actor: { kind: 'rekey' }, outcome: 'done', detail: { agentId: agent.id, keyId: key.id, because: 'counter-went-back', sessions }, now });
  }
}
