import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import type { Settings } from '#config';
import { canonicalAddress, Clock, LOCALES, newCode, newId, parseAddress, refuse, slowHash, type Actor, type Locale, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { AgentsConfig } from '../agents.config.js';
import { AGENT_CODE, shortestAgentPassword } from '../domain/agent-rules.js';
import { unknownRoles, type Role } from '../domain/permissions.js';
import { limitsAreFit, tidyLimits, type Limits } from '../domain/scope.js';
import { Agent } from '../store/agent.entity.js';

export interface AddAgentCommand {
  readonly email: string;
  readonly displayName: string;
  /** Two to six lower-case letters or digits, for mails. */
  readonly code: string;
  readonly roles: readonly Role[];
  /** Empty: all. */
  readonly portals: readonly string[];
  /** Within these portals; left out: none. */
  readonly limits?: Limits | undefined;
  /** Left out: one is made. */
  readonly password?: string | undefined;
  readonly locale?: Locale | undefined;
  /** Reporting line, such as `support-1`. */
  readonly line?: string | undefined;
  /** Knows the procedure and may act on accounts (R63); left out: not yet, see `TrainAgent`. */
  readonly trained?: boolean | undefined;
  readonly actor?: Actor | undefined;
}

/**
 * Adds a person to the desk. Returns the password, the only time that it can be read. Refuses with
 * `agents.email-invalid`, `agents.email-taken`, `agents.code-invalid`, `agents.code-taken`, `agents.no-role`, `agents.role-unknown`, `agents.locale-unknown`, `agents.limits-unfit`, `agents.password-too-short`.
 */
@Injectable()
export class AddAgent {
  constructor(
    private readonly database: Database, private readonly audit: AuditTrail, private readonly clock: Clock,
    @Inject(AgentsConfig.token) private readonly settings: Settings<typeof AgentsConfig>,
  ) {}

  async run(command: AddAgentCommand): Promise<{ allowed: true; agentId: string; password: string } | Refusal> {
    const parsed = parseAddress(command.email);
    if (parsed === undefined) return refuse('agents.email-invalid');
    if (!AGENT_CODE.test(command.code)) return refuse('agents.code-invalid');
    if (command.roles.length === 0) return refuse('agents.no-role');
    const unknown = unknownRoles(command.roles);
    if (unknown.length > 0) return refuse('agents.role-unknown', { missing: unknown });
    if (command.locale !== undefined && !LOCALES.includes(command.locale)) return refuse('agents.locale-unknown', { missing: [command.locale] });
    const limits = command.limits ?? {};
    if (!limitsAreFit(limits)) return refuse('agents.limits-unfit');
    const shortest = shortestAgentPassword(this.settings.REQUIRE_SECOND_FACTOR);
    if (command.password !== undefined && [...command.password].length < shortest) return refuse('agents.password-too-short', { missing: [String(shortest)] });

    const email = canonicalAddress(parsed);
    const password = command.password ?? [newCode(5), newCode(5), newCode(5), newCode(5)].join('-');
    const passwordHash = await slowHash(password);
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      // Two administrators at once must both get an answer, not an error of the unique index.
      await tx.execute(`select pg_advisory_xact_lock(hashtextextended('agents:add', 0))`);
      if (await tx.findOne(Agent, { email })) return refuse('agents.email-taken');
      if (await tx.findOne(Agent, { code: command.code })) return refuse('agents.code-taken');
      const agentId = newId();
      tx.persist(tx.create(Agent, {
        id: agentId, createdAt: now, email, displayName: command.displayName, code: command.code, passwordHash, roles: [...new Set(command.roles)],
        portals: [...command.portals], limits: tidyLimits(limits, command.portals), locale: command.locale ?? 'de', line: command.line ?? null, trainedAt: command.trained === true ? now : null,
      }));
      await tx.flush();
      await this.audit.record(tx, {
        portalKey: null, verb: 'agent.added', actor: command.actor ?? { kind: 'operator' }, outcome: 'done',
        detail: { agentId, roles: command.roles, portals: command.portals, limits, trained: command.trained === true }, now,
      });
      return { allowed: true, agentId, password };
    });
  }
}
