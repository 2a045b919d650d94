import { Injectable } from '@nestjs/common';
import { type Caller, actorOf } from '#agents';
import { canonicalAddress, refuse, type Locale, type Refusal } from '#kernel';
import type { EntityManager } from '#persistence';
import { nextTicketNumbers } from '#portals';
import type { Recognition } from '#recognition';
import { writingRefused } from './writing-refused.js';
import { bareSubject } from '../domain/subject.js';
import { newestMessageOf, owedByWhatStands } from '../store/owed-since.queries.js';
import { ThreadKey, TicketMessage } from '../store/ticket-message.entity.js';
import { Ticket } from '../store/ticket.entity.js';
import { addEvent, announce, rememberThreadKeys } from '../store/tickets.queries.js';

export interface SplitCommand {
  readonly ticket: Ticket;
  readonly messageId: string;
  readonly agent: Caller;
  readonly recognition: Recognition;
  readonly route: { readonly queue: string; readonly priority: Ticket['priority']; readonly because: readonly string[] };
  readonly promisedBy: Date | null;
  readonly languages: readonly Locale[];
  readonly now: Date;
}

/** One message gets a ticket of its own, linked to the one it stood on (helpdesk-peers case 14). */
@Injectable()
export class SplitOff {
  /** Why not, for a ticket that is locked; undefined: it can be done. */
  async whyNot(tx: EntityManager, ticket: Ticket | undefined, messageId: string, agent: Caller): Promise<Refusal | undefined> {
    if (!ticket) return refuse('tickets.unknown');
    const refused = writingRefused(agent, ticket);
    if (refused) return refused;
    if (ticket.mergedIntoId) return refuse('tickets.merged');
    const people = await tx.find(TicketMessage, { ticketId: ticket.id, kind: 'inbound', fromMachine: false }, { fields: ['id', 'keptMailId'], limit: 1_000 });
    if (!people.some(({ id, keptMailId }) => id === messageId && keptMailId)) return refuse('tickets.split-not-possible');
    return people.length < 2 ? refuse('tickets.split-only-message') : undefined;
  }

  async within(tx: EntityManager, { ticket, messageId, agent, recognition, route, promisedBy, languages, now }: SplitCommand): Promise<Ticket> {
    const message = await tx.findOneOrFail(TicketMessage, { id: messageId, ticketId: ticket.id });
    const [number] = await nextTicketNumbers(tx, ticket.portalKey, 1);
    const address = message.fromAddress ?? ticket.requesterAddress;
    const opened = tx.create(Ticket, {
      portalKey: ticket.portalKey, number: number!, mailboxId: ticket.mailboxId, queue: route.queue, state: 'open', priority: route.priority, caseType: recognition.caseType,
      secondary: [...recognition.secondary], confidence: recognition.confidence, risk: recognition.risk, riskSignals: [...recognition.riskSignals],
      language: languages.find((language) => language === recognition.language) ?? ticket.language, subject: bareSubject(message.subject ?? ticket.subject).slice(0, 500) || ticket.subject,
      requesterAddress: address, requesterCanonical: canonicalAddress(address), requesterName: message.fromName ?? null, assigneeId: agent.agentId, routeBecause: [...route.because],
      accountKind: ticket.accountKind ?? null, accountOrganisation: ticket.accountOrganisation ?? null, promisedBy, lastMessageAt: message.createdAt, owedSince: message.createdAt, claimsTicketId: ticket.id, linkKind: 'split', createdAt: now,
    });
    tx.persist(opened);
    message.ticketId = opened.id;
    const ids = [...(message.messageId ? [message.messageId] : [])];
    // Answers to this message go with it; what it quotes stays with the rest of the thread.
    await tx.nativeDelete(ThreadKey, { portalKey: ticket.portalKey, ticketId: ticket.id, messageId: { $in: ids } });
    await rememberThreadKeys(tx, ticket.portalKey, opened.id, ids, false);
    ticket.inboundVersion = ticket.version + 1;
    await tx.flush();
    // What left waits on its own ticket; this one waits for what is left.
    ticket.owedSince = await owedByWhatStands(tx, ticket.id);
    if (ticket.lastMessageAt <= message.createdAt) ticket.lastMessageAt = (await newestMessageOf(tx, ticket.id)) ?? ticket.lastMessageAt;
    const actor = actorOf(agent, now);
    addEvent(tx, opened.id, 'ticket.split-off', actor, { number: ticket.number }, now);
    addEvent(tx, ticket.id, 'ticket.was-split', actor, { number: opened.number }, now);
    await tx.flush();
    for (const one of [ticket, opened]) await announce(tx, { portal: one.portalKey, number: one.number });
    return opened;
  }
}
