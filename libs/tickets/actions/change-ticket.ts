import { Injectable } from '@nestjs/common';
import { actorOf, agentTakes, type Caller } from '#agents';
import { AuditTrail } from '#audit';
import { CASE_TYPES, Clock, refuse, type CaseType, type Refusal } from '#kernel';
import { Database, type EntityManager } from '#persistence';
import { Portals } from '#portals';
import { writingRefused } from './writing-refused.js';
import { mayMove, type TicketState } from '../domain/ticket-states.js';
import type { TicketVerb } from '../domain/event-verbs.js';
import type { Ticket } from '../store/ticket.entity.js';
import { addEvent, announce, announcePortal, lockTicket } from '../store/tickets.queries.js';

export interface TicketPatch {
  readonly assigneeId?: string | null | undefined;
  readonly queue?: string | undefined;
  readonly state?: TicketState | undefined;
  readonly caseType?: string | undefined;
  readonly priority?: Ticket['priority'] | undefined;
}

export interface ChangeCommand {
  readonly ticketNumber: string;
  readonly agent: Caller;
  readonly patch: TicketPatch;
  /** As the agent saw it; `tickets.version-conflict` when somebody was faster and it is not as wished already. */
  readonly version: number;
}

/** The field of the patch, the column it sets, and the line in the timeline. */
const FIELDS = [
  { key: 'assigneeId', verb: 'ticket.assigned' },
  { key: 'queue', verb: 'ticket.moved' },
  { key: 'state', verb: 'ticket.state-changed' },
  { key: 'caseType', verb: 'ticket.retyped' },
  { key: 'priority', verb: 'ticket.reprioritised' },
] as const satisfies readonly { key: keyof TicketPatch; verb: TicketVerb }[];

/**
 * Assign, move, re-type, re-prioritise, close or open a ticket. A ticket may be handed on into a queue of its portal that
 * the agent does not see: what is in the wrong place must get out of it, and gives away nothing there. It is gone for them.
 * Its assignee keeps it only if they work on tickets there.
 */
@Injectable()
export class ChangeTicket {
  constructor(private readonly database: Database, private readonly portals: Portals, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  /** `already`: it was as wished, so this request changed nothing and has nothing to take back. */
  run(command: ChangeCommand): Promise<{ readonly allowed: true; readonly version: number; readonly already: boolean } | Refusal> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const ticket = await lockTicket(tx, command.ticketNumber);
      if (!ticket) return refuse('tickets.unknown');
      const refused = writingRefused(command.agent, ticket) ?? (ticket.mergedIntoId ? refuse('tickets.merged') : undefined);
      if (refused) return refused;
      const changed = FIELDS.filter(({ key }) => command.patch[key] !== undefined && command.patch[key] !== ticket[key]);
      // Before the version: whoever asks again because an answer was lost finds it done, and nothing is done twice.
      if (changed.length === 0) return { allowed: true as const, version: ticket.version, already: true };
      const impossible = await this.#whyNot(ticket, command);
      if (impossible) return impossible;
      const nobody = await assigneeRefused(tx, ticket, command);
      if (nobody) return nobody;
      const actor = actorOf(command.agent, now);
      for (const { key, verb } of changed) {
        addEvent(tx, ticket.id, verb, actor, { from: ticket[key], to: command.patch[key] }, now);
        Object.assign(ticket, { [key]: command.patch[key] });
      }
      // Whoever does not work where it now lies does not keep it: it would look taken, and be on nobody's list.
      const moved = changed.some(({ key }) => key === 'queue');
      const left = moved && ticket.assigneeId != null && !(await agentTakes(tx, ticket.assigneeId, ticket));
      if (left) {
        addEvent(tx, ticket.id, 'ticket.assigned', actor, { from: ticket.assigneeId, to: null }, now);
        ticket.assigneeId = null;
      }
      ticket.closedAt = ticket.state === 'closed' ? (ticket.closedAt ?? now) : null;
      await tx.flush();
      await announce(tx, { portal: ticket.portalKey, number: ticket.number });
      if (moved) await announcePortal(tx, ticket.portalKey);
      await this.audit.record(tx, {
        portalKey: ticket.portalKey, verb: 'ticket.changed', actor, ticketNumber: ticket.number, outcome: 'done',
        detail: { ...Object.fromEntries(changed.map(({ key }) => [key, command.patch[key]])), ...(left && { assigneeId: null }) }, now,
      });
      return { allowed: true as const, version: ticket.version, already: false };
    });
  }

  async #whyNot(ticket: Ticket, { patch, version }: ChangeCommand): Promise<Refusal | undefined> {
    if (ticket.version !== version) return refuse('tickets.version-conflict');
    if (patch.state !== undefined && patch.state !== ticket.state && !mayMove(ticket.state, patch.state)) return refuse('tickets.move-not-possible', { missing: [`${ticket.state}->${patch.state}`] });
    if (patch.caseType !== undefined && !(CASE_TYPES as readonly string[]).includes(patch.caseType as CaseType)) return refuse('tickets.unknown-case-type');
    if (patch.queue !== undefined && !(await this.portals.get(ticket.portalKey)).queues.some(({ key }) => key === patch.queue)) return refuse('tickets.unknown-queue');
    return undefined;
  }
}

/** A ticket is given to somebody who works on tickets at this desk and sees it where it then lies. Whoever takes it on themselves sees it now. */
async function assigneeRefused(tx: EntityManager, { portalKey, queue, accountKind, accountOrganisation }: Ticket, { agent, patch }: ChangeCommand): Promise<Refusal | undefined> {
  if (!patch.assigneeId || patch.assigneeId === agent.agentId) return undefined;
  return (await agentTakes(tx, patch.assigneeId, { portalKey, queue: patch.queue ?? queue, accountKind, accountOrganisation })) ? undefined : refuse('tickets.unknown-agent');
}
