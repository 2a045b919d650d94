import { Injectable } from '@nestjs/common';
import { actorOf, isPermittedInPart, type Caller } from '#agents';
import { AuditTrail } from '#audit';
import { Directories } from '#directory';
import { canonicalAddress, Clock, refuse, type Allowed, type Refusal } from '#kernel';
import { Database, type EntityManager } from '#persistence';
import { levelOnTicket } from '#recovery';
import { addEvent, announce, lockTicketById, ofSeenTickets, Ticket } from '#tickets';
import { scopeFor, SHORTEST_REASON, type RequestScope } from '../domain/data-request.js';
import { DataRequest } from '../store/data-request.entity.js';
import { authenticityOf, linkedAccount, lockRequest } from '../store/data-requests.queries.js';

export interface ProposeCommand {
  readonly requestId: string;
  /** `none`: what was taken for a request is none. */
  readonly decision: 'fulfil' | 'refuse' | 'none';
  /** Why it is refused, in words for the person; why it is none, for the audit. */
  readonly reason?: string | undefined;
  readonly agent: Caller;
}

/** An agent says what is to become of a request; a second person agrees before anything is handed over, ended or refused. */
@Injectable()
export class ProposeDataRequest {
  constructor(private readonly database: Database, private readonly directories: Directories, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  /** Refusals: `privacy.no-such-request`, `privacy.reason-too-short`, `privacy.not-open`, `privacy.answered-by-its-ticket` (a correction), `privacy.identity-in-doubt`. */
  async run({ requestId, decision, reason = '', agent }: ProposeCommand): Promise<Allowed | Refusal> {
    const seen = await this.database.read((em) => em.findOne(DataRequest, { id: requestId, ...ofSeenTickets(agent) }));
    if (!seen || !isPermittedInPart(agent, 'privacy.handle', seen.portalKey)) return refuse('privacy.no-such-request');
    if (decision !== 'fulfil' && reason.trim().length < SHORTEST_REASON) return refuse('privacy.reason-too-short', { missing: [`characters:${SHORTEST_REASON}`] });
    // The tools of the desk correct data, each with its own policy; what is left of such a request is its clock.
    if (decision === 'fulfil' && seen.kind === 'rectification') return refuse('privacy.answered-by-its-ticket');
    const now = this.clock.now();
    const scope = decision === 'fulfil' ? await this.scopeOf(seen, { deciding: [agent.agentId], at: now }) : null;
    if (scope && 'refusal' in scope) return scope;
    return this.database.transaction(async (tx): Promise<Allowed | Refusal> => {
      const ticket = await lockTicketById(tx, seen.ticketId);
      const request = await lockRequest(tx, requestId);
      if (!ticket || request?.state !== 'open') return refuse('privacy.not-open');
      Object.assign(request, { state: 'proposed', decision, reason: decision === 'fulfil' ? null : reason.trim(), proposedByAgentId: agent.agentId, proposedAt: now, scope });
      const actor = actorOf(agent, now);
      addEvent(tx, ticket.id, 'data-request.proposed', actor, { kind: request.kind, decision }, now);
      await tx.flush();
      await announce(tx, { portal: ticket.portalKey, number: ticket.number });
      await this.audit.record(tx, { portalKey: request.portalKey, verb: 'data-request.proposed', actor, ticketNumber: ticket.number, outcome: 'done', detail: { kind: request.kind, requestId, decision, ...(decision === 'none' && { reason: reason.trim() }) }, now });
      return { allowed: true };
    });
  }

  /**
   * Whose data it concerns, or why one may doubt who asks. `accountRef`: of a scope that was proposed, whatever the desk linked since.
   *
   * @throws DirectoryUnreachable
   */
  async scopeOf({ portalKey, ticketId, kind }: Pick<DataRequest, 'portalKey' | 'ticketId' | 'kind'>, { deciding, at, accountRef }: { readonly deciding: readonly string[]; readonly at: Date; readonly accountRef?: string | undefined }): Promise<RequestScope | Refusal> {
    const read = await this.database.read(async (em: EntityManager) => {
      const ticket = await em.findOneOrFail(Ticket, { id: ticketId });
      return { sender: ticket.requesterCanonical, authenticity: await authenticityOf(em, ticketId), ref: accountRef ?? (await linkedAccount(em, ticketId)) };
    });
    const account = read.ref === undefined ? undefined : await this.directories.of(portalKey).get(read.ref);
    return scopeFor({
      kind, sender: read.sender, authenticity: read.authenticity,
      isProved: account !== undefined && (await this.database.read((em) => levelOnTicket(em, { ticketId, account, deciding, at }))) >= 1,
      account: account ? { ref: account.ref, addresses: account.addresses.filter(({ confirmedAt }) => confirmedAt !== null).map(({ address }) => canonicalAddress(address)) } : null,
    });
  }
}
