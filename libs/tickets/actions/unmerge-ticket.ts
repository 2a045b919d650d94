import { Injectable } from '@nestjs/common';
import { actorOf, type Caller } from '#agents';
import { AuditTrail } from '#audit';
import { Clock, DAY_MS, refuse, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { writingRefused } from './writing-refused.js';
import { TicketParticipant, type TicketMerge } from '../store/ticket-links.entity.js';
import { mergeOf, moveMails } from '../store/ticket-links.queries.js';
import { owedByWhatStands } from '../store/owed-since.queries.js';
import { TicketMessage } from '../store/ticket-message.entity.js';
import { Ticket } from '../store/ticket.entity.js';
import { addEvent, announce, lockTicketsById } from '../store/tickets.queries.js';

/** So long a merger can be undone; later too much has been built on it. */
export const UNMERGE_WITHIN_MS = 7 * DAY_MS;

export interface UnmergeCommand {
  /** The ticket that went into another. */
  readonly ticketNumber: string;
  readonly agent: Caller;
}

/** Takes a merger back: what was moved returns, who was let in by it goes out; what came later stays where it came. */
@Injectable()
export class UnmergeTicket {
  constructor(private readonly database: Database, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  run({ ticketNumber, agent }: UnmergeCommand): Promise<{ readonly allowed: true; readonly from: string } | Refusal> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const known = await tx.findOne(Ticket, { number: ticketNumber }, { fields: ['id', 'mergedIntoId', 'portalKey', 'queue', 'accountKind', 'accountOrganisation'] });
      if (!known) return refuse('tickets.unknown');
      const refused = writingRefused(agent, known);
      if (refused) return refused;
      const locked = await lockTicketsById(tx, [known.id, ...(known.mergedIntoId ? [known.mergedIntoId] : [])]);
      const source = locked.get(known.id);
      const target = source?.mergedIntoId ? locked.get(source.mergedIntoId) : undefined;
      const merge = source && (await mergeOf(tx, source.id));
      if (!source || !target || !merge) return refuse('tickets.not-merged');
      if (writingRefused(agent, target)) return refuse('tickets.unknown');
      if (target.mergedIntoId) return refuse('tickets.merged');
      if (now.getTime() - merge.mergedAt.getTime() > UNMERGE_WITHIN_MS) return refuse('tickets.unmerge-too-late');
      merge.undoneAt = now;
      await tx.nativeUpdate(TicketMessage, { id: { $in: merge.messageIds }, ticketId: target.id }, { ticketId: source.id });
      await moveMails(tx, target.id, source.id, merge.keptMailIds);
      await tx.nativeDelete(TicketParticipant, { ticketId: target.id, canonical: { $in: merge.participants }, because: 'merged' });
      Object.assign(source, { mergedIntoId: null, state: merge.sourceState, closedAt: merge.sourceClosedAt ?? null, inboundVersion: source.version + 1 });
      giveBackPromise(target, source, merge);
      await tx.flush();
      target.owedSince = await owedByWhatStands(tx, target.id);
      target.inboundVersion = target.version + 1;
      const actor = actorOf(agent, now);
      addEvent(tx, source.id, 'ticket.unmerged', actor, { number: target.number }, now);
      addEvent(tx, target.id, 'ticket.unmerged', actor, { number: source.number }, now);
      await tx.flush();
      for (const { portalKey, number } of [source, target]) await announce(tx, { portal: portalKey, number });
      await this.audit.record(tx, { portalKey: source.portalKey, verb: 'ticket.unmerged', actor, ticketNumber, outcome: 'done', detail: { from: target.number, messages: merge.messageIds.length }, now });
      return { allowed: true as const, from: target.number };
    });
  }
}

/** The target owes again what it owed before, unless something else was promised since. An answer since then was an answer. */
function giveBackPromise(target: Ticket, { promisedBy: taken }: Ticket, { promiseBefore }: TicketMerge): void {
  if (!promiseBefore || taken?.getTime() !== target.promisedBy?.getTime()) return;
  target.promisedBy = promiseBefore.promisedBy === null ? null : new Date(promiseBefore.promisedBy);
  if (promiseBefore.firstAnsweredAt !== null) target.firstAnsweredAt = new Date(promiseBefore.firstAnsweredAt);
}
