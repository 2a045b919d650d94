import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import type { Settings } from '#config';
import { canonicalAddress, Clock, hashToken, matchesSlowHash, newToken, parseAddress, refuse, Sealer, type Refusal } from '#kernel';
import { Database, type EntityManager } from '#persistence';
import { AgentsConfig } from '../agents.config.js';
import { SESSION_LIFE_MS } from '../domain/session-rules.js';
import { csrfOf, type SignedIn } from '../signed-in.js';
import { Agent } from '../store/agent.entity.js';
import { AgentSession } from '../store/agent-session.entity.js';
import { lockAgent } from '../store/agents.queries.js';
import { takeSecondFactor } from './check-second-factor.js';
import { signedInFrom } from './signed-in-from.js';
import { forgetAttempts, giveAttemptBack, takeAttempt } from './throttle-attempts.js';

export interface SignInCommand {
  readonly email: string;
  readonly password: string;
  /** Of the authenticator app. */
  readonly code?: string | undefined;
  readonly ip?: string | undefined;
}

export type SignInAnswer =
  | { readonly allowed: true; readonly token: string; readonly csrf: string; readonly agent: SignedIn }
  | Refusal;

/**
 * Lets an agent in. Refuses with `session.throttled` (and until when), `session.wrong-credentials` (never saying what
 * was wrong, R69; after a right password `missing: ['code']`), `session.code-needed`.
 */
@Injectable()
export class SignIn {
  constructor(
    private readonly database: Database, private readonly audit: AuditTrail, private readonly sealer: Sealer, private readonly clock: Clock,
    @Inject(AgentsConfig.token) private readonly settings: Settings<typeof AgentsConfig>,
  ) {}

  run(command: SignInCommand): Promise<SignInAnswer> {
    return this.#check(command, (tx, agent, now) => this.#open(tx, agent, command.ip, now));
  }

  /** The same, with a second factor, for one answer on a page: nobody is let in. Refuses like `run`; who has no second factor gets `session.code-needed`. */
  prove(command: SignInCommand): Promise<{ readonly allowed: true; readonly agentId: string } | Refusal> {
    return this.#check(command, async (tx, agent, now) => {
      if (!agent.totpConfirmedAt) return refuse('session.code-needed', { missing: ['code'] });
      await this.audit.record(tx, { portalKey: null, verb: 'session.proved', actor: { kind: 'agent', id: agent.id, strength: 'fresh-second-factor', ...(command.ip && { ip: command.ip }) }, outcome: 'done', now });
      return { allowed: true, agentId: agent.id };
    });
  }

  async #check<Answer>({ email, password, code, ip }: SignInCommand, letIn: (tx: EntityManager, agent: Agent, now: Date) => Promise<Answer>): Promise<Answer | Refusal> {
    const now = this.clock.now();
    const address = canonicalAddress(parseAddress(email) ?? 'nobody@invalid');
    const until = await this.database.transaction((tx) => takeAttempt(tx, address, ip, now));
    if (until) return refuse('session.throttled', { until });

    const found = await this.database.read((em) => em.findOne(Agent, { email: address }));
    const isRight = await matchesSlowHash(found?.passwordHash, password);
    return this.database.transaction(async (tx) => {
      const agent = found && isRight ? await lockAgent(tx, found.id) : undefined;
      if (!agent || agent.disabledAt || agent.passwordHash !== found?.passwordHash) return this.#wrong(tx, found ?? undefined, ip, now);
      if (agent.totpConfirmedAt) {
        if (!code) {
          await giveAttemptBack(tx, address, ip, now);
          return refuse('session.code-needed', { missing: ['code'] });
        }
        if (!takeSecondFactor(agent, this.sealer, code, now)) return this.#wrong(tx, agent, ip, now, ['code']);
      }
      await forgetAttempts(tx, address, ip, now);
      return letIn(tx, agent, now);
    });
  }

  async #open(tx: EntityManager, agent: Agent, ip: string | undefined, now: Date): Promise<SignInAnswer> {
    const token = newToken();
    const csrf = csrfOf(token);
    const session = tx.create(AgentSession, {
      createdAt: now, agentId: agent.id, tokenHash: hashToken(token), csrfHash: hashToken(csrf), lastSeenAt: now, provedAt: now,
      endsAt: new Date(now.getTime() + SESSION_LIFE_MS), strength: agent.totpConfirmedAt ? 'second-factor' : 'password', ip: ip ?? null,
    });
    tx.persist(session);
    await tx.flush();
    const actor = { kind: 'agent' as const, id: agent.id, strength: agent.totpConfirmedAt ? 'fresh-second-factor' as const : 'password' as const, ...(ip && { ip }) };
    await this.audit.record(tx, { portalKey: null, verb: 'session.started', actor, outcome: 'done', now });
    return { allowed: true, token, csrf, agent: signedInFrom(agent, session, this.settings.REQUIRE_SECOND_FACTOR) };
  }

  async #wrong(tx: EntityManager, agent: Agent | undefined, ip: string | undefined, now: Date, missing?: readonly string[]): Promise<Refusal> {
    await this.audit.record(tx, {
      portalKey: null, verb: 'session.refused', actor: { kind: 'requester', ...(ip && { ip }) }, outcome: 'refused',
      detail: { refusal: 'session.wrong-credentials', agentId: agent?.id ?? null, missing: missing ?? [] }, now,
    });
    return refuse('session.wrong-credentials', missing ? { missing } : {});
  }
}
