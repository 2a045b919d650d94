import { Injectable } from '@nestjs/common';
import { actorOf, type Caller } from '#agents';
import { AuditTrail } from '#audit';
import { Clock, refuse, type Allowed, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { playbookOf, Portals } from '#portals';
import { addEvent, announce, lockTicket } from '#tickets';
import { lockCaseOfTicket } from '../../store/recovery.queries.js';
import { whyNotOpen } from './open-ticket.js';
import { OpenedCases } from './opened-cases.js';

/** An agent ticks off, or takes back, a step that only a person can judge. Said twice it is the same. */
@Injectable()
export class TickStep {
  constructor(private readonly database: Database, private readonly cases: OpenedCases, private readonly portals: Portals, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  /** Refusals: `tickets.unknown`, `agents.not-permitted`, `recovery.no-such-step`, those of a closed or merged ticket. */
  async run({ ticketNumber, agent, key, done }: { readonly ticketNumber: string; readonly agent: Caller; readonly key: string; readonly done: boolean }): Promise<Allowed | Refusal> {
    const seen = await this.cases.lookAtOpen(ticketNumber, agent, 'recovery.act');
    if (!seen.allowed) return seen;
    const playbook = playbookOf(await this.portals.get(seen.ticket.portalKey), seen.ticket.caseType);
    if (!playbook?.steps.some((step) => `manual:${step.key}` === key)) return refuse('recovery.no-such-step');
    const now = this.clock.now();
    const actor = actorOf(agent, now);
    return this.database.transaction(async (tx): Promise<Allowed | Refusal> => {
      const ticket = await lockTicket(tx, ticketNumber);
      const recoveryCase = ticket && (await lockCaseOfTicket(tx, ticket.id));
      if (!ticket || !recoveryCase) return refuse('tickets.unknown');
      const over = await whyNotOpen(tx, ticket, agent);
      if (over) return over;
      if (recoveryCase.ticked.some((tick) => tick.key === key) === done) return { allowed: true };
      const others = recoveryCase.ticked.filter((tick) => tick.key !== key);
      recoveryCase.ticked = done ? [...others, { key, agentId: agent.agentId, at: now.toISOString() }] : others;
      recoveryCase.updatedAt = now;
      addEvent(tx, ticket.id, done ? 'step.ticked' : 'step.unticked', actor, { step: key.replace('manual:', '') }, now);
      await tx.flush();
      await announce(tx, { portal: ticket.portalKey, number: ticket.number });
      await this.audit.record(tx, { portalKey: ticket.portalKey, verb: 'case.step-ticked', actor, ticketNumber, outcome: 'done', detail: { step: key, done }, now });
      return { allowed: true };
    });
  }
}
