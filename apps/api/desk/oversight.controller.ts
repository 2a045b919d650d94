import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { actorOf, auditCondition, isPermitted, isPermittedInPart, ListAgents, seesEverything, seesPartOf, type Caller } from '#agents';
import { AUDIT_VERBS, HOUSE_CHAIN, ReadAudit, VerifyAudit, type AuditVerb } from '#audit';
import { Agents, AuditPage, AuditQuery, AuditVerification, BreakerReleased, BreakerView, LiftBounceBody, OutboxAttempts, OutboxPage, OutboxQuery, ReleaseBreakerBody, SendWaitingBody, WaitingSent } from '#contracts';
import { Clock, refuse } from '#kernel';
import { Breaker, CancelMail, ConfirmSent, LiftBounce, ReadOutbox, mayBeStopped, maySendNow, ReleaseBreaker, RetryMail } from '#outbound';
import { Database } from '#persistence';
import { Portals } from '#portals';
import { Answers } from '../answer/answers.js';
import { allowedOr, Refused } from '../answer/problem.js';
import { By, Needs } from '../gate/needs.js';
import { knownCursor } from './cursor.js';
import { Id } from './params.js';
import { TicketViews } from './ticket-views.js';

/** What leaves the house. */
@Controller('api/v1/outbox')
export class OutboxController {
  constructor(
    private readonly outbox: ReadOutbox, private readonly retryMail: RetryMail, private readonly cancelMail: CancelMail, private readonly confirmSent: ConfirmSent,
    private readonly breaker: Breaker, private readonly releaseBreaker: ReleaseBreaker, private readonly liftBounce: LiftBounce, private readonly database: Database, private readonly clock: Clock,
  ) {}

  @Get() @Needs('outbox.read') @Answers(OutboxPage)
  async list(@By() caller: Caller, @Query({ schema: OutboxQuery }) { portal, ...query }: z.output<typeof OutboxQuery>): Promise<unknown> {
    knownCursor(this.outbox, query.cursor);
    const { items, nextCursor } = await this.outbox.list({ ...query, portal, scope: caller });
    const now = this.clock.now();
    const choices = (item: (typeof items)[number]) => [...(maySendNow(item, now) ? ['send'] : []), ...(mayBeStopped(item) ? ['stop'] : [])];
    return { items: items.map(({ portalKey, ...item }) => ({ portal: portalKey, ...item, choices: choices({ portalKey, ...item }) })), nextCursor };
  }

  @Post('retries') @Needs('outbox.retry') @Answers(WaitingSent)
  async sendWaiting(@By() caller: Caller, @Body({ schema: SendWaitingBody }) { portal }: z.output<typeof SendWaitingBody>): Promise<unknown> {
    return this.retryMail.runAll({ portal, scope: caller, actor: actorOf(caller, this.clock.now()) });
  }

  @Get('breaker') @Needs('outbox.read') @Answers(BreakerView)
  async readBreaker(): Promise<unknown> {
    return this.database.read((em) => this.breaker.state(em, this.clock.now()));
  }

  /** Concerns every portal, so it is for those who serve them all. */
  @Post('breaker/release') @Needs('outbox.release') @Answers(BreakerReleased)
  async release(@By() caller: Caller, @Body({ schema: ReleaseBreakerBody }) { reason }: z.output<typeof ReleaseBreakerBody>): Promise<unknown> {
    if (!seesEverything(caller)) throw new Refused(refuse('session.forbidden', { missing: ['outbox.release'] }));
    const { released } = allowedOr(await this.releaseBreaker.run({ agentId: caller.agentId, reason, actor: actorOf(caller, this.clock.now()) }));
    return { released };
  }

  @Post(':id/retry') @Needs('outbox.retry') @Answers(undefined, 204)
  async retry(@By() caller: Caller, @Param('id', { schema: Id }) id: string): Promise<void> {
    await this.#inScope(caller, id);
    allowedOr(await this.retryMail.run({ id, actor: actorOf(caller, this.clock.now()) }));
  }

  @Post(':id/cancel') @Needs('outbox.retry') @Answers(undefined, 204)
  async cancel(@By() caller: Caller, @Param('id', { schema: Id }) id: string): Promise<void> {
    await this.#inScope(caller, id);
    allowedOr(await this.cancelMail.run({ id, actor: actorOf(caller, this.clock.now()) }));
  }

  @Post(':id/confirmation') @Needs('outbox.retry') @Answers(undefined, 204)
  async confirm(@By() caller: Caller, @Param('id', { schema: Id }) id: string): Promise<void> {
    await this.#inScope(caller, id);
    allowedOr(await this.confirmSent.run({ id, actor: actorOf(caller, this.clock.now()) }));
  }

  @Post(':id/lifting') @Needs('outbox.retry') @Answers(undefined, 204)
  async lift(@By() caller: Caller, @Param('id', { schema: Id }) id: string, @Body({ schema: LiftBounceBody }) { reason }: z.output<typeof LiftBounceBody>): Promise<void> {
    await this.#inScope(caller, id);
    allowedOr(await this.liftBounce.run({ id, reason, actor: actorOf(caller, this.clock.now()) }));
  }

  @Get(':id/attempts') @Needs('outbox.read') @Answers(OutboxAttempts)
  async attempts(@By() caller: Caller, @Param('id', { schema: Id }) id: string): Promise<unknown> {
    await this.#inScope(caller, id);
    return { items: (await this.outbox.attempts(id)).map(({ round, startedAt, endedAt, outcome, reply }) => ({ round, startedAt, endedAt: endedAt ?? null, outcome: outcome ?? null, reply: reply ?? null })) };
  }

  async #inScope(caller: Caller, id: string): Promise<void> {
    if (!(await this.outbox.isInSight(id, caller))) throw new Refused(refuse('outbound.mail-unknown'));
  }
}

/** The memory. Portals' chains only for those who are bound to portals; the house's chain is for those who see all. */
@Controller('api/v1/audit')
export class AuditController {
  constructor(private readonly audit: ReadAudit, private readonly verifyAudit: VerifyAudit, private readonly views: TicketViews) {}

  @Get() @Needs('audit.read') @Answers(AuditPage)
  async list(@By() caller: Caller, @Query({ schema: AuditQuery }) { portal, ticket, verb, ...page }: z.output<typeof AuditQuery>): Promise<unknown> {
    knownCursor(this.audit, page.cursor);
    if (verb !== undefined && !(AUDIT_VERBS as readonly string[]).includes(verb)) return { items: [], nextCursor: null };
    const { items, nextCursor } = await this.audit.list({ ...page, portal, seen: auditCondition(caller, HOUSE_CHAIN), ticketNumber: ticket, verb: verb as AuditVerb | undefined });
    const names = await this.views.names(items.map(({ actorKind, actorId }) => (actorKind === 'agent' ? actorId : null)));
    return { items: items.map((item) => ({ ...item, actorName: (item.actorId && names.get(item.actorId)?.displayName) ?? null })), nextCursor };
  }

  @Get('verification') @Needs('audit.read') @Answers(AuditVerification)
  async verify(): Promise<z.input<typeof AuditVerification>> {
    const verdict = await this.verifyAudit.run();
    if (verdict.ok) return { ok: true, rows: verdict.rows, broken: null };
    const { chain, sequence, why } = verdict;
    return { ok: false, rows: sequence, broken: { chain, sequence, why } };
  }
}

/** People at the desk. */
@Controller('api/v1/agents')
export class AgentsController {
  constructor(private readonly agents: ListAgents, private readonly portals: Portals) {}

  @Get() @Needs('agents.read') @Answers(Agents)
  async list(@By() caller: Caller): Promise<unknown> {
    const mayManage = isPermitted(caller, 'agents.manage');
    const shared = (await this.portals.list()).map(({ key }) => key).filter((key) => seesPartOf(caller, key));
    return {
      items: (await this.agents.run()).filter((one) => one.id === caller.agentId || shared.some((key) => seesPartOf(one, key))).map((one) => {
        const takes = one.disabledAt ? [] : shared.filter((key) => isPermittedInPart(one, 'tickets.write', key));
        // Addresses, roles and how somebody signs in tell a thief whom to try: they are for those who manage people.
        return mayManage ? { ...one, takes } : { id: one.id, displayName: one.displayName, code: one.code, takes };
      }),
    };
  }
}
