import { Injectable } from '@nestjs/common';
import { canonicalAddress, newId, type CaseType, type Locale } from '#kernel';
import type { EntityManager } from '#persistence';
import { nextTicketNumbers, type Route } from '#portals';
import { TicketMessage } from '../store/ticket-message.entity.js';
import type { Ticket } from '../store/ticket.entity.js';
import { addEvent, addMessage, addTicket, announce } from '../store/tickets.queries.js';

export interface PageRequest {
  readonly portalKey: string;
  /** From which what follows is mailed. */
  readonly mailboxId: string;
  readonly caseType: CaseType;
  readonly route: Route;
  readonly subject: string;
  /** What the desk reads in place of a mail. */
  readonly note: string;
  /** On file; nobody else is ever answered. */
  readonly requester: { readonly address: string; readonly name: string };
  readonly language: Locale;
  readonly now: Date;
}

const REQUESTER = { kind: 'requester' } as const;

/** A ticket for what somebody asked for on a page of ours, so that the desk sees it beside their mails. It waits for them, not for us, so it promises nothing. */
@Injectable()
export class OpenByPage {
  async within(tx: EntityManager, { portalKey, mailboxId, caseType, route, subject, note, requester, language, now }: PageRequest): Promise<Ticket> {
    const [number] = await nextTicketNumbers(tx, portalKey, 1);
    const ticket: Ticket = {
      id: newId(), portalKey, number: number!, mailboxId, queue: route.queue, state: 'waiting', priority: route.priority, caseType, secondary: [], confidence: 1, risk: 'low', riskSignals: [], language, subject,
      requesterAddress: requester.address, requesterCanonical: canonicalAddress(requester.address), requesterName: requester.name, assigneeId: null, accountKind: null, accountOrganisation: null, routeBecause: [...route.because], promisedBy: null,
      firstAnsweredAt: null, lastMessageAt: now, owedSince: null, closedAt: null, textsEndedAt: null, mergedIntoId: null, claimsTicketId: null, linkKind: null, inboundVersion: 1, version: 1, createdAt: now,
    };
    addTicket(tx, ticket);
    addEvent(tx, ticket.id, 'ticket.opened', REQUESTER, { caseType, confidence: 1, queue: route.queue, because: ticket.routeBecause }, now);
    const message: TicketMessage = {
      id: newId(), ticketId: ticket.id, kind: 'note', authorAgentId: null, outboundMessageId: null, keptMailId: null, fromAddress: null, fromName: null, subject: null, messageId: null, references: [], text: note,
      quoted: null, attachments: [], hasPage: false, authenticity: null, warnings: [], senderCheck: null, fromMachine: false, words: null, createdAt: now,
    };
    addMessage(tx, message);
    await announce(tx, { portal: portalKey, number: ticket.number });
    return ticket;
  }
}
