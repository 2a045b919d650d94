import { Injectable } from '@nestjs/common';
import { actorOf, isPermittedInPart, type Caller } from '#agents';
import { AuditTrail } from '#audit';
import { Clock, refuse, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { addEvent, announce, lockTicketById } from '#tickets';
import { actionInSight, lockAction } from '../../store/recovery.queries.js';
import { actionLine } from '../account/conclude-action.js';

/** Another person looks again at one of the cases that came up at random: was it right what was done (T22)? */
@Injectable()
export class RecheckAction {
  constructor(private readonly database: Database, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  /** Refusals: `recovery.no-approval-pending`, `recovery.own-request`. */
  async run({ actionId, agent, outcome, note }: { readonly actionId: string; readonly agent: Caller; readonly outcome: 'fine' | 'wrong'; readonly note?: string | undefined }): Promise<{ readonly allowed: true; readonly state: string } | Refusal> {
    const seen = await this.database.read((em) => actionInSight(em, agent, actionId));
    if (!seen || !isPermittedInPart(agent, 'recovery.recheck', seen.portalKey)) return refuse('recovery.no-approval-pending');
    const now = this.clock.now();
    const actor = actorOf(agent, now);
    return this.database.transaction(async (tx) => {
      const ticket = await lockTicketById(tx, seen.ticketId);
      const action = await lockAction(tx, actionId);
      if (!ticket || action.recheck !== 'due') return refuse('recovery.no-approval-pending');
      if (action.requestedByAgentId === agent.agentId || action.approverAgentId === agent.agentId) return refuse('recovery.own-request');
      Object.assign(action, { recheck: outcome, recheckedByAgentId: agent.agentId });
      addEvent(tx, ticket.id, 'action.rechecked', actor, { type: action.type, actionId, outcome, ...(note !== undefined && { note }) }, now);
      await tx.flush();
      await announce(tx, { portal: ticket.portalKey, number: ticket.number });
      await this.audit.record(tx, { ...actionLine({ action, ticket, actor, now }), verb: 'action.rechecked', outcome: outcome === 'fine' ? 'done' : 'failed' });
      return { allowed: true, state: outcome };
    });
  }
}
