import { Injectable } from '@nestjs/common';
import { namesOfAgents } from '#agents';
import type { Message, TicketMail, TicketRow, TimelineEvent } from '#contracts';
import { ReadAttachments, type MailFacts } from '#intake';
import { canonicalAddress, maskAddress } from '#kernel';
import { ReadOutbox, withoutAddress, type OutboxLine } from '#outbound';
import { Database } from '#persistence';
import { answeredMails, owedSince, type AttachmentDescription, type TicketDetail, type TicketLine, type TicketListRow, type TicketMessage } from '#tickets';

type MaybeThere = 'requesterName' | 'assigneeId' | 'promisedBy' | 'firstAnsweredAt' | 'owedSince';

/** A row of a list, or the ticket itself, which leaves out what it does not have. */
type RowOrTicket = Omit<TicketListRow, MaybeThere | 'at'> & Partial<Pick<TicketListRow, MaybeThere>>;

export type Names = ReadonlyMap<string, { readonly displayName: string }>;

/** Rows of the tickets room as the console sees them: agents by name, mails with where they are. */
@Injectable()
export class TicketViews {
  constructor(private readonly database: Database, private readonly outbox: ReadOutbox, private readonly attachments: ReadAttachments) {}

  async rows(items: readonly TicketListRow[]): Promise<TicketRow[]> {
    const names = await this.names(items.map(({ assigneeId }) => assigneeId));
    return items.map((item) => rowOf(item, names));
  }

  names(ids: readonly (string | null | undefined)[]): Promise<Names> {
    return this.database.read((em) => namesOfAgents(em, ids.map((id) => id ?? null)));
  }

  /** Everything of the ticket's view but the case. */
  async detail({ ticket, messages, events, links, mergedIds, participants }: TicketDetail) {
    const names = await this.names([ticket.assigneeId, ...messages.map(({ authorAgentId }) => authorAgentId), ...events.map(({ actorId }) => actorId)]);
    // Mails have a time of their own, but show nothing of a conversation that has ended.
    const mails = new Map((ticket.textsEndedAt ? [] : await Promise.all([ticket.id, ...mergedIds].map((id) => this.outbox.ofTicket(id)))).flat().map((mail) => [mail.id, mail]));
    const told = new Set(messages.map(({ outboundMessageId }) => outboundMessageId));
    const answered = answersAmong(messages);
    const facts = await this.attachments.ofMails(messages.flatMap(({ keptMailId }) => keptMailId ?? []));
    return {
      ...rowOf(ticket, names),
      secondary: ticket.secondary,
      confidence: ticket.confidence,
      language: ticket.language,
      riskSignals: ticket.riskSignals,
      routeBecause: ticket.routeBecause,
      messages: messages.map((message) => ({ ...messageOf(message, names, mails, facts.get(message.keptMailId ?? ''), this.attachments.isScanning), answers: answered.get(message.id) ?? null })),
      mails: [...mails.values()].filter(({ id }) => !told.has(id)).toSorted((one, other) => (one.id < other.id ? -1 : 1)).map((mail) => mailOf(mail, ticket.requesterCanonical)),
      timeline: events.map((event) => eventOf(event, names)),
      links: [...links],
      participants: [...participants],
      answersTo: answersTo(messages),
      textsEndedAt: ticket.textsEndedAt?.toISOString() ?? null,
    };
  }
}

function rowOf(row: RowOrTicket, names: Names): TicketRow {
  const { number, portalKey: portal, queue, state, priority, caseType, risk, subject, requesterAddress, version } = row;
  return {
    number, portal, queue, state, priority, caseType, risk, subject, requesterAddress, version,
    requesterName: row.requesterName ?? null,
    assignee: row.assigneeId ? { id: row.assigneeId, displayName: names.get(row.assigneeId)?.displayName ?? '' } : null,
    promisedBy: row.promisedBy?.toISOString() ?? null,
    firstAnsweredAt: row.firstAnsweredAt?.toISOString() ?? null,
    lastMessageAt: row.lastMessageAt.toISOString(),
    owedSince: owedSince(row)?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}

/** Which message of the ticket each one answers: by what the mails say of themselves, ours included. */
function answersAmong(messages: readonly TicketMessage[]): Map<string, string> {
  const placed = messages.filter(({ kind }) => kind !== 'note').map((message) => ({
    id: message.id, messageId: message.messageId ?? undefined, inReplyTo: [], references: message.references, subject: message.subject ?? '', at: message.createdAt,
  }));
  return new Map([...answeredMails(placed)].map(([answer, answered]) => [answer.id, answered.id]));
}

/** As `Reply` chooses when it is told nothing else. */
function answersTo(messages: readonly TicketMessage[]): { messageId: string; address: string } | null {
  const newest = messages.findLast(({ kind, fromMachine, fromAddress }) => kind === 'inbound' && !fromMachine && fromAddress);
  return newest?.fromAddress ? { messageId: newest.id, address: newest.fromAddress } : null;
}

function messageOf(message: TicketMessage, names: Names, mails: ReadonlyMap<string, OutboxLine>, facts: MailFacts | undefined, isScanning: boolean): Omit<Message, 'answers'> {
  const mail = message.outboundMessageId ? mails.get(message.outboundMessageId) : undefined;
  return {
    id: message.id,
    kind: message.kind,
    author: message.authorAgentId ? { id: message.authorAgentId, displayName: names.get(message.authorAgentId)?.displayName ?? '' } : null,
    fromAddress: message.fromAddress ?? null,
    fromName: message.fromName ?? null,
    subject: message.subject ?? null,
    text: message.text,
    quoted: message.quoted ?? null,
    attachments: message.attachments.map((one) => attachmentOf(one, facts, isScanning)),
    hasOriginal: facts?.hasRaw ?? false,
    hasPage: message.hasPage,
    authenticity: message.authenticity ?? null,
    warnings: message.warnings,
    senderCheck: message.senderCheck ? { ...message.senderCheck, checked: [...message.senderCheck.checked], replyTo: [...message.senderCheck.replyTo], smime: message.senderCheck.smime ?? null } : null,
    fromMachine: message.fromMachine,
    delivery: mail ? { mailId: mail.id, state: mail.state, failure: mail.failure, sentAt: mail.sentAt?.toISOString() ?? null, kind: mail.kind, recipient: mail.recipient } : null,
    createdAt: message.createdAt.toISOString(),
    messageId: message.kind === 'inbound' ? (message.messageId ?? null) : null,
  };
}

function mailOf({ id, kind, event, recipient, state, failure, heldBy, createdAt, nextAttemptAt, sentAt }: OutboxLine, requesterCanonical: string): TicketMail {
  return {
    id, kind, event, recipient: maskAddress(recipient), toRequester: canonicalAddress(recipient) === requesterCanonical, state, failure: withoutAddress(failure, recipient), heldBy,
    createdAt: createdAt.toISOString(), nextAttemptAt: nextAttemptAt?.toISOString() ?? null, sentAt: sentAt?.toISOString() ?? null,
  };
}

function attachmentOf(described: AttachmentDescription, facts: MailFacts | undefined, isScanning: boolean): Message['attachments'][number] {
  const known = facts?.attachments.get(described.part);
  const scan = known?.scan ?? 'unscanned';
  const marks = [...new Set([...(described.marks ?? []), ...(known?.marks ?? [])])];
  return {
    ...described,
    type: known?.type ?? described.type,
    marks,
    dangerous: described.dangerous || marks.length > 0,
    isPicture: known?.isPicture ?? /^image\/(png|jpe?g|webp|gif)$/.test(described.type),
    isLookedAt: known !== undefined,
    scan: scan !== 'unscanned' ? scan : isScanning ? 'waiting' : 'off',
    infection: known?.infection ?? null,
  };
}

function eventOf(event: TicketLine, names: Names): TimelineEvent {
  return {
    id: event.id, at: event.at.toISOString(), verb: event.verb, actorKind: event.actorKind,
    actorName: event.actorId ? names.get(event.actorId)?.displayName ?? null : null, detail: event.detail,
  };
}
