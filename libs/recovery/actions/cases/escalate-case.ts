import { Injectable } from '@nestjs/common';
import { actorOf, type Caller } from '#agents';
import { AuditTrail } from '#audit';
import { Clock, refuse, type Refusal } from '#kernel';
import { Database, type EntityManager } from '#persistence';
import { escalationQueueOf, Portals } from '#portals';
import { addEvent, announce, lockTicket, type Ticket } from '#tickets';
import { lockCaseOfTicket } from '../../store/recovery.queries.js';
import { MailToFile } from '../mails/mail-to-file.js';
import { whyNotOpen } from './open-ticket.js';
import { OpenedCases } from './opened-cases.js';

export interface EscalateCommand {
  readonly ticketNumber: string;
  readonly agent: Caller;
  /** What was tried, for whoever takes over. */
  readonly note?: string | undefined;
}

export type Escalated = { readonly allowed: true; readonly queue: string } | Refusal;

/**
 * An agent refuses because there is no safe way to deliver (ORP.4.A11 third sentence, R64): the case is not closed but goes
 * to the people whom the portal names, and whoever wrote hears that others look at it. Said twice nobody hears it twice.
 */
@Injectable()
export class EscalateCase {
  constructor(
    private readonly database: Database, private readonly cases: OpenedCases, private readonly portals: Portals, private readonly mail: MailToFile, private readonly audit: AuditTrail, private readonly clock: Clock,
  ) {}

  /** Refusals: `tickets.unknown`, `agents.not-permitted`, those of a closed or merged ticket. A mail that may not go out leaves a line in the timeline. */
  async run({ ticketNumber, agent, note }: EscalateCommand): Promise<Escalated> {
    const seen = await this.cases.lookAtOpen(ticketNumber, agent, 'recovery.act');
    if (!seen.allowed) return seen;
    const queue = escalationQueueOf(await this.portals.get(seen.ticket.portalKey));
    const now = this.clock.now();
    const actor = actorOf(agent, now);
    return this.database.transaction(async (tx): Promise<Escalated> => {
      const ticket = await lockTicket(tx, ticketNumber);
      const recoveryCase = ticket && (await lockCaseOfTicket(tx, ticket.id));
      if (!ticket || !recoveryCase) return refuse('tickets.unknown');
      const over = await whyNotOpen(tx, ticket, agent);
      if (over) return over;
      const isFirst = recoveryCase.escalatedAt == null;
      if (!isFirst && ticket.queue === queue) return { allowed: true, queue };
      const from = ticket.queue;
      Object.assign(ticket, { queue, assigneeId: null, state: 'open', priority: ticket.priority === 'urgent' ? 'urgent' : 'high' });
      Object.assign(recoveryCase, { escalatedAt: now, escalatedByAgentId: agent.agentId, updatedAt: now });
      addEvent(tx, ticket.id, 'case.escalated', actor, { from, queue, note: note ?? '' }, now);
      if (isFirst) await this.#tell(tx, ticket, agent.code, now);
      await tx.flush();
      await announce(tx, { portal: ticket.portalKey, number: ticket.number });
      await this.audit.record(tx, {
        portalKey: ticket.portalKey, verb: 'case.escalated', actor, ticketNumber, outcome: 'done', detail: { because: 'no-safe-way-to-deliver', from, queue, hasNote: note !== undefined },
        ...(recoveryCase.accountRef && { account: { portalKey: ticket.portalKey, ref: recoveryCase.accountRef } }), now,
      });
      return { allowed: true, queue };
    });
  }

  /** To whoever wrote, in words that fit a stranger: no name, nothing of an account. */
  async #tell(tx: EntityManager, ticket: Ticket, agentCode: string, now: Date): Promise<void> {
    if (ticket.requesterCanonical.endsWith('@invalid')) return;
    const queued = await this.mail.within(tx, { ticket, account: null, address: { address: ticket.requesterAddress }, kind: 'request-handed-on', variables: { agentCode }, secrets: {}, toStranger: true, now });
    if (!queued.allowed) addEvent(tx, ticket.id, 'notice.not-sent', { kind: 'rekey' }, { because: queued.refusal }, now);
  }
}
