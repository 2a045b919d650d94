import type { KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { canonicalAddress, Clock, hashToken, matchesSlowHash, newToken, normaliseCode, parseAddress, refuse, Sealer, type Refusal } from '#kernel';
import { Database, type EntityManager } from '#persistence';
import { isKnownTo, markOf, readMark } from '../domain/known-browsers.js';
import { admission } from '../domain/second-factors.js';
import { SESSION_LIFE_MS } from '../domain/session-rules.js';
import type { Trying } from '../domain/throttle.js';
import { SignInPolicy } from '../sign-in-policy.js';
import { csrfOf, type SignedIn } from '../signed-in.js';
import { Agent } from '../store/agent.entity.js';
import { AgentSession } from '../store/agent-session.entity.js';
import { lockAgent } from '../store/agents.queries.js';
import { takeSecondFactor } from './check-second-factor.js';
import { factorsOf, signedInFrom } from './signed-in-from.js';
import { TakeKey, type GivenKey, type KeyAsked } from './take-key.js';
import { forgetAttempts, giveAttemptBack, takeAttempt } from './throttle-attempts.js';

export interface SignInCommand {
  readonly email: string;
  readonly password: string;
  /** Of the authenticator app. */
  readonly code?: string | undefined;
  /** Of a sign-in key, to what `askForKey` asked. */
  readonly key?: GivenKey | undefined;
  /** Of an administrator, for binding a key from where only a key opens anything. */
  readonly enrolmentCode?: string | undefined;
  readonly ip?: string | undefined;
  /** What the browser kept of the last sign-in, if it says so: `knownBrowser` of that answer. */
  readonly knownBrowser?: string | undefined;
}

/** A sign-in for one answer on a page. `answers` names the request: a key that was asked for another one, or at the door, signed something else. */
export type ProveCommand = SignInCommand & { readonly answers?: string | undefined };

export type SignInAnswer =
  | { readonly allowed: true; readonly token: string; readonly csrf: string; readonly agent: SignedIn; /** For the browser to keep: here strangers' tries make nobody wait. Null in a session for enrolling. */ readonly knownBrowser: string | null }
  | Refusal;

/** By what somebody came in. */
interface CameBy {
  readonly strength: 'password' | 'second-factor';
  readonly keyId: string | null;
  readonly enrolling: boolean;
}

type Admitted = CameBy | { readonly wrong: string };

/**
 * Lets an agent in. Refuses with `session.throttled` (and until when), `session.wrong-credentials` (never saying what
 * was wrong, R69; after a right password `missing`: `code`, `key` or `enrolment-code`), `session.code-needed` (`missing`: `key`,
 * `code`, any of them will do), `session.key-needed` (from there only a key will do, and there is none yet, R68).
 */
@Injectable()
export class SignIn {
  readonly #marks: KeyObject;

  constructor(
    private readonly database: Database, private readonly audit: AuditTrail, private readonly sealer: Sealer, private readonly clock: Clock, private readonly policy: SignInPolicy, private readonly keys: TakeKey,
  ) {
    this.#marks = sealer.derive('known-browser');
  }

  run(command: SignInCommand): Promise<SignInAnswer> {
    return this.#check(command, (tx, agent, now, trying) => this.#admitted(tx, agent, { ...command, trying }, now, (by) => this.#open(tx, agent, by, command.ip, now)));
  }

  /** After a right password: what the browser asks the agent's keys, and what names it when the answer comes. Refuses like `run`, and with `session.key-needed` where no key could answer. */
  askForKey(command: Pick<ProveCommand, 'email' | 'password' | 'ip' | 'knownBrowser' | 'answers'>): Promise<KeyAsked | Refusal> {
    return this.#check(command, async (tx, agent, now, trying) => {
      await giveAttemptBack(tx, trying, now);
      return this.keys.ask(tx, { agent, ...occasionOf(command), now });
    });
  }

  /** The same as `run`, with a second factor, for one answer on a page: nobody is let in. Refuses like `run`; who has no second factor gets `session.code-needed`. */
  prove(command: ProveCommand): Promise<{ readonly allowed: true; readonly agentId: string } | Refusal> {
    return this.#check(command, (tx, agent, now, trying) => this.#admitted(tx, agent, { ...command, trying }, now, async (by) => {
      if (by.strength !== 'second-factor' || by.enrolling) return refuse('session.code-needed', { missing: ['code'] });
      await this.audit.record(tx, { portalKey: null, verb: 'session.proved', actor: { kind: 'agent', id: agent.id, strength: 'fresh-second-factor', ...(command.ip && { ip: command.ip }) }, outcome: 'done', ...(by.keyId && { detail: { keyId: by.keyId } }), now });
      return { allowed: true, agentId: agent.id };
    }));
  }

  /** The password, and what comes after it. */
  async #check<Answer>({ email, password, ip, knownBrowser }: SignInCommand, then: (tx: EntityManager, agent: Agent, now: Date, trying: Trying) => Promise<Answer>): Promise<Answer | Refusal> {
    const now = this.clock.now();
    const address = canonicalAddress(parseAddress(email) ?? 'nobody@invalid');
    const found = await this.database.read((em) => em.findOne(Agent, { email: address }));
    const browser = readMark(knownBrowser, this.#marks, now);
    const trying: Trying = { at: 'door', address, ip, ...(found && browser && isKnownTo(found, browser) && { browser: browser.id }) };
    const until = await this.database.transaction((tx) => takeAttempt(tx, trying, now));
    if (until) return refuse('session.throttled', { until });

    const isRight = await matchesSlowHash(found?.passwordHash, password);
    return this.database.transaction(async (tx) => {
      const agent = found && isRight ? await lockAgent(tx, found.id) : undefined;
      if (!agent || agent.disabledAt || agent.passwordHash !== found?.passwordHash) return this.#wrong(tx, found ?? undefined, ip, now);
      return then(tx, agent, now, trying);
    });
  }

  /** The second factor. */
  async #admitted<Answer>(tx: EntityManager, agent: Agent, command: ProveCommand & { readonly trying: Trying }, now: Date, letIn: (by: CameBy) => Promise<Answer>): Promise<Answer | Refusal> {
    const { code, key, enrolmentCode, ip, trying } = command;
    const keyIsNeeded = this.policy.keyIsNeededFrom(ip);
    const answer = admission({
      has: factorsOf(agent), given: { code: Boolean(code), key: key !== undefined, enrolmentCode: Boolean(enrolmentCode) }, keyIsNeeded, isInside: this.policy.isInside(ip),
    });
    if ('refusal' in answer) {
      await giveAttemptBack(tx, trying, now);
      // Asking for what is missing is no event. Somebody who has all but the key is: a false page may be passing it on.
      if (keyIsNeeded && (code || answer.refusal === 'session.key-needed')) await this.#refused(tx, agent, ip, now, answer.refusal, answer.missing);
      return refuse(answer.refusal, { missing: answer.missing });
    }
    const by = await this.#byWhat(tx, agent, answer.as, command, now);
    if ('wrong' in by) return this.#wrong(tx, agent, ip, now, [by.wrong]);
    await forgetAttempts(tx, trying, now);
    return letIn(by);
  }

  async #byWhat(tx: EntityManager, agent: Agent, as: 'key' | 'code' | 'password' | 'enrolling', { code, key, enrolmentCode, ip, answers }: ProveCommand, now: Date): Promise<Admitted> {
    if (as === 'key') {
      const taken = key && (await this.keys.take(tx, { agent, ...occasionOf({ answers }), now }, key));
      return taken ? { strength: 'second-factor', keyId: taken.id, enrolling: false } : { wrong: 'key' };
    }
    const hasApp = agent.totpConfirmedAt != null;
    if (as !== 'password' && hasApp && !takeSecondFactor(agent, this.sealer, code ?? '', now)) return { wrong: 'code' };
    if (as === 'enrolling' && enrolmentCode) {
      const { enrolmentCodeHash: hash, enrolmentCodeUntil: until } = agent;
      if (!hash || !until || until <= now || hash !== hashToken(normaliseCode(enrolmentCode))) return { wrong: 'enrolment-code' };
      Object.assign(agent, { enrolmentCodeHash: null, enrolmentCodeUntil: null });
      await this.audit.record(tx, { portalKey: null, verb: 'agent.enrolment-code-used', actor: { kind: 'agent', id: agent.id, strength: hasApp ? 'fresh-second-factor' : 'password', ...(ip && { ip }) }, outcome: 'done', detail: { agentId: agent.id }, now });
    }
    return { strength: as !== 'password' && hasApp ? 'second-factor' : 'password', keyId: null, enrolling: as === 'enrolling' };
  }

  async #open(tx: EntityManager, agent: Agent, { strength, keyId, enrolling }: CameBy, ip: string | undefined, now: Date): Promise<SignInAnswer> {
    const token = newToken();
    const csrf = csrfOf(token);
    const session = tx.create(AgentSession, {
      createdAt: now, agentId: agent.id, tokenHash: hashToken(token), csrfHash: hashToken(csrf), lastSeenAt: now, provedAt: now,
      endsAt: new Date(now.getTime() + SESSION_LIFE_MS), strength, keyId, enrolling, ip: ip ?? null,
    });
    tx.persist(session);
    await tx.flush();
    const actor = { kind: 'agent' as const, id: agent.id, strength: strength === 'second-factor' ? 'fresh-second-factor' as const : strength, ...(ip && { ip }) };
    await this.audit.record(tx, { portalKey: null, verb: 'session.started', actor, outcome: 'done', detail: { ...(keyId && { keyId }), ...(enrolling && { enrolling }) }, now });
    const knownBrowser = enrolling ? null : markOf({ agentId: agent.id, id: newToken(), since: now }, this.#marks);
    return { allowed: true, token, csrf, agent: signedInFrom(agent, session, this.policy, ip), knownBrowser };
  }

  async #wrong(tx: EntityManager, agent: Agent | undefined, ip: string | undefined, now: Date, missing?: readonly string[]): Promise<Refusal> {
    await this.#refused(tx, agent, ip, now, 'session.wrong-credentials', missing ?? []);
    return refuse('session.wrong-credentials', missing ? { missing } : {});
  }

  async #refused(tx: EntityManager, agent: Agent | undefined, ip: string | undefined, now: Date, refusal: string, missing: readonly string[]): Promise<void> {
    await this.audit.record(tx, {
      portalKey: null, verb: 'session.refused', actor: { kind: 'requester', ...(ip && { ip }) }, outcome: 'refused', detail: { refusal, agentId: agent?.id ?? null, missing }, now,
    });
  }
}

/** What a key signs for: the door, or one answer on a page. Neither is worth anything as the other. */
function occasionOf({ answers }: Pick<ProveCommand, 'answers'>): { readonly purpose: 'sign-in' | 'answer'; readonly sessionId: string | null } {
  return answers === undefined ? { purpose: 'sign-in', sessionId: null } : { purpose: 'answer', sessionId: answers };
}
