import { Injectable } from '@nestjs/common';
import { actorOf, type Caller } from '#agents';
import { AuditTrail } from '#audit';
import { Clock, newId, refuse, type Refusal } from '#kernel';
import { Database, type EntityManager } from '#persistence';
import { writingRefused } from './writing-refused.js';
import { owedAfterMerging } from '../domain/owed-since.js';
import { promiseOf, TicketMerge } from '../store/ticket-links.entity.js';
import { letIn, moveMails, participantsOf } from '../store/ticket-links.queries.js';
import { TicketMessage } from '../store/ticket-message.entity.js';
import { Ticket } from '../store/ticket.entity.js';
import { addEvent, announce, lockTicketsById } from '../store/tickets.queries.js';

export interface MergeCommand {
  /** What goes into the other. */
  readonly ticketNumber: string;
  readonly into: string;
  readonly agent: Caller;
  /** The agent knows that different people wrote. */
  readonly acrossRequesters?: boolean | undefined;
}

/**
 * Two tickets about one matter become one. The messages move, and who wrote on the one may write on the other; case and
 * evidence stay where they were recorded, for what proves something about one requester proves nothing about another.
 * Later answers to either find the one that is left (helpdesk-peers case 16).
 */
@Injectable()
export class MergeTickets {
  constructor(private readonly database: Database, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  run(command: MergeCommand): Promise<{ readonly allowed: true; readonly into: string } | Refusal> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const { source, target } = await lockBoth(tx, command);
      const refused = whyNot(source, target, command);
      if (!source || !target || refused) return refused ?? refuse('tickets.unknown');
      const moved = await moveMessages(tx, source.id, target.id);
      const keptMailIds = await moveMails(tx, source.id, target.id);
      const people = [...(source.requesterCanonical === target.requesterCanonical || source.requesterCanonical.endsWith('@invalid') ? [] : [source.requesterAddress]), ...(await participantsOf(tx, source.id)).map(({ address }) => address)];
      const promise = promiseTakenIn(target, source);
      const participants = await letIn(tx, target.id, people, { because: 'merged', now });
      tx.persist(tx.create(TicketMerge, {
        id: newId(now.getTime()), sourceId: source.id, targetId: target.id, mergedAt: now, mergedByAgentId: command.agent.agentId, messageIds: moved, keptMailIds, participants, promiseBefore: promise ? promiseOf(target) : null, sourceState: source.state,
        sourceClosedAt: source.closedAt ?? null, undoneAt: null,
      }));
      takeIn(target, source, promise);
      Object.assign(source, { mergedIntoId: target.id, state: 'closed', closedAt: now });
      const actor = actorOf(command.agent, now);
      addEvent(tx, source.id, 'ticket.merged', actor, { number: target.number }, now);
      addEvent(tx, target.id, 'ticket.took-in', actor, { number: source.number, messages: moved.length }, now);
      await tx.flush();
      for (const { portalKey, number } of [source, target]) await announce(tx, { portal: portalKey, number });
      await this.audit.record(tx, { portalKey: target.portalKey, verb: 'ticket.merged', actor, ticketNumber: source.number, outcome: 'done', detail: { into: target.number, messages: moved.length }, now });
      return { allowed: true as const, into: target.number };
    });
  }
}

/** In the order of their ids, so that two agents who merge crosswise do not wait for each other. */
async function lockBoth(tx: EntityManager, { ticketNumber, into }: MergeCommand): Promise<{ source: Ticket | undefined; target: Ticket | undefined }> {
  const found = await tx.find(Ticket, { number: { $in: [ticketNumber, into] } }, { fields: ['id', 'number'] });
  const locked = [...(await lockTicketsById(tx, found.map(({ id }) => id))).values()];
  return { source: locked.find(({ number }) => number === ticketNumber), target: locked.find(({ number }) => number === into) };
}

function whyNot(source: Ticket | undefined, target: Ticket | undefined, { agent, ticketNumber, into, acrossRequesters }: MergeCommand): Refusal | undefined {
  if (ticketNumber === into) return refuse('tickets.merge-itself');
  if (!source || !target) return refuse('tickets.unknown');
  const refused = writingRefused(agent, source) ?? writingRefused(agent, target);
  if (refused) return refused;
  // Not "of another portal": whoever may not see that portal learns nothing of its numbers.
  if (source.portalKey !== target.portalKey) return refuse('tickets.unknown');
  if (source.mergedIntoId || target.mergedIntoId) return refuse('tickets.merged');
  if (source.requesterCanonical !== target.requesterCanonical && !acrossRequesters) return refuse('tickets.merge-other-requester');
  return undefined;
}

async function moveMessages(tx: EntityManager, fromId: string, toId: string): Promise<string[]> {
  const messages = await tx.find(TicketMessage, { ticketId: fromId }, { fields: ['id'] });
  const ids = messages.map(({ id }) => id);
  await tx.nativeUpdate(TicketMessage, { id: { $in: ids } }, { ticketId: toId });
  return ids;
}

/** What somebody was promised and has not had yet, where the target does not owe it sooner. */
function promiseTakenIn(target: Ticket, source: Ticket): Date | undefined {
  const isOwed = source.promisedBy && !source.firstAnsweredAt && source.state !== 'solved' && source.state !== 'closed';
  const isNews = isOwed && (target.firstAnsweredAt || !target.promisedBy || source.promisedBy! < target.promisedBy);
  return isNews ? source.promisedBy! : undefined;
}

/** What waits on the one now waits on the other. */
function takeIn(target: Ticket, source: Ticket, promise: Date | undefined): void {
  target.inboundVersion = target.version + 1;
  target.owedSince = owedAfterMerging(target, source) ?? target.owedSince;
  if (source.lastMessageAt > target.lastMessageAt) target.lastMessageAt = source.lastMessageAt;
  const isOurs = source.state === 'new' || source.state === 'open';
  if (isOurs && target.state !== 'new' && target.state !== 'open') Object.assign(target, { state: 'open', closedAt: null });
  // That somebody had an answer here does not keep what was promised there.
  if (promise) Object.assign(target, { promisedBy: promise, firstAnsweredAt: null });
}
