import { Injectable, Logger } from '@nestjs/common';
import { actorOf, isPermittedInPart, type Caller } from '#agents';
import { Alarms } from '#alarms';
import { AuditTrail } from '#audit';
import { Clock, refuse, type Actor, type Refusal } from '#kernel';
import { Database, type EntityManager } from '#persistence';
import { MailToFile } from '#recovery';
import { addEvent, announce, lockTicketById, ofSeenTickets, type Ticket } from '#tickets';
import { hasMoved, type RequestState } from '../domain/data-request.js';
import { DataRequest } from '../store/data-request.entity.js';
import { lockRequest } from '../store/data-requests.queries.js';
import { CarryOutDataRequest } from './carry-out-data-request.js';
import { ProposeDataRequest } from './propose-data-request.js';
import { whyNotSecond } from './second-person.js';

const AFTER = { fulfil: 'approved', refuse: 'refused', none: 'mistaken' } as const;

export type DataRequestDecided = { readonly allowed: true; readonly state: RequestState } | Refusal;

/** The second person agrees, or gives it back. Only then is something handed over, ended or refused (four eyes). */
@Injectable()
export class DecideDataRequest {
  readonly #log = new Logger('privacy');

  constructor(
    private readonly database: Database, private readonly propose: ProposeDataRequest, private readonly carryOut: CarryOutDataRequest, private readonly mail: MailToFile, private readonly alarms: Alarms, private readonly audit: AuditTrail, private readonly clock: Clock,
  ) {}

  /**
   * Refusals: `privacy.no-such-request`, `privacy.not-proposed`, `privacy.identity-in-doubt` (what it rested on was voided since, or the second person alone
   * saw it), `privacy.scope-changed` (the account has other addresses by now: give it back and propose it anew), `recovery.own-request`, `recovery.same-line`, `recovery.second-factor-needed`, `recovery.fresh-proof-needed`. @throws DirectoryUnreachable
   */
  async run({ requestId, decision, agent }: { readonly requestId: string; readonly decision: 'approve' | 'return'; readonly agent: Caller }): Promise<DataRequestDecided> {
    const seen = await this.database.read((em) => em.findOne(DataRequest, { id: requestId, ...ofSeenTickets(agent) }));
    if (!seen || !isPermittedInPart(agent, 'privacy.approve', seen.portalKey)) return refuse('privacy.no-such-request');
    const now = this.clock.now();
    const doubt = decision === 'approve' ? await this.#doubt(seen, agent) : undefined;
    const decided = await this.database.transaction(async (tx): Promise<DataRequestDecided> => {
      const ticket = await lockTicketById(tx, seen.ticketId);
      const request = await lockRequest(tx, requestId);
      if (!ticket || request?.state !== 'proposed' || request.proposedAt?.getTime() !== seen.proposedAt?.getTime()) return refuse('privacy.not-proposed');
      const why = decision === 'approve' ? await whyNotSecond(tx, request.proposedByAgentId, agent, now) : undefined;
      if (why ?? doubt) return why ?? doubt!;
      const actor = actorOf(agent, now);
      if (decision === 'return') Object.assign(request, { state: 'open', decision: null, reason: null, scope: null, proposedByAgentId: null, proposedAt: null });
      else Object.assign(request, { state: AFTER[request.decision ?? 'fulfil'], approverAgentId: agent.agentId, decidedAt: now });
      const state: RequestState = request.state as RequestState;
      if (state === 'refused' || state === 'mistaken') await this.#settle(tx, request, now);
      if (state === 'refused') await this.#tellRefused(tx, ticket, request, agent.code, now);
      await this.#record(tx, ticket, request, actor, now);
      return { allowed: true, state };
    });
    if (!decided.allowed || decided.state !== 'approved') return decided;
    try {
      return { allowed: true, state: await this.carryOut.run(requestId) };
    } catch (error) {
      // It is approved and stays so: upkeep goes on.
      this.#log.warn(`request ${requestId} waits for upkeep: ${error instanceof Error ? error.message : String(error)}`);
      return decided;
    }
  }

  /** Why one may doubt by now who asked for what concerns an account, or that this is still what they were shown. What counted when it was proposed and ran out by itself counts on, as for an action that waits. */
  async #doubt(request: DataRequest, { agentId }: Caller): Promise<Refusal | undefined> {
    const { proposedAt, scope, proposedByAgentId } = request;
    const accountRef = scope?.accountRefs[0];
    if (!proposedAt || accountRef === undefined) return undefined;
    const now = await this.propose.scopeOf(request, { deciding: [agentId, ...(proposedByAgentId ? [proposedByAgentId] : [])], at: proposedAt, accountRef });
    if ('refusal' in now) return now;
    return hasMoved(scope!, now) ? refuse('privacy.scope-changed') : undefined;
  }

  async #settle(tx: EntityManager, request: DataRequest, now: Date): Promise<void> {
    request.settledAt = now;
    await this.alarms.clear(tx, 'data-request-due', request.id);
  }

  async #tellRefused(tx: EntityManager, ticket: Ticket, request: DataRequest, agentCode: string, now: Date): Promise<void> {
    const queued = await this.mail.within(tx, { ticket, account: null, address: { address: ticket.requesterAddress }, kind: 'data-request-refused', variables: { request: request.kind, reason: request.reason ?? '', agentCode }, secrets: {}, toStranger: true, now });
    if (!queued.allowed) addEvent(tx, ticket.id, 'notice.not-sent', { kind: 'rekey' }, { because: queued.refusal }, now);
  }

  async #record(tx: EntityManager, ticket: Ticket, { id, kind, state, portalKey }: DataRequest, actor: Actor, now: Date): Promise<void> {
    const verb = state === 'open' ? 'data-request.returned' : state === 'refused' || state === 'mistaken' ? (`data-request.${state}` as const) : 'data-request.approved';
    addEvent(tx, ticket.id, verb, actor, { kind }, now);
    await tx.flush();
    await announce(tx, { portal: ticket.portalKey, number: ticket.number });
    await this.audit.record(tx, { portalKey, verb, actor, ticketNumber: ticket.number, outcome: 'done', detail: { kind, requestId: id }, now });
  }
}
