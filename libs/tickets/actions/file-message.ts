import { Injectable } from '@nestjs/common';
import { canonicalAddress, newId, type EmailAddress, type Locale } from '#kernel';
import type { EntityManager } from '#persistence';
import { nextTicketNumbers } from '#portals';
import type { Recognition } from '#recognition';
import type { AttachmentDescription } from '../domain/attachment.js';
import { owedAfterMail } from '../domain/owed-since.js';
import type { SenderCheck } from '../domain/sender-check.js';
import { bareSubject } from '../domain/subject.js';
import type { ThreadVerdict } from '../domain/thread.js';
import { letIn } from '../store/ticket-links.queries.js';
import { TicketMessage } from '../store/ticket-message.entity.js';
import type { Ticket } from '../store/ticket.entity.js';
import { addEvent, addMessage, addTicket, announce, answeredByMachineOnly, lockTicketsWhereTheyAre, rememberThreadKeys } from '../store/tickets.queries.js';

/** What of the mail becomes the message. */
export interface MailToFile {
  /** Without angle brackets, never empty. */
  readonly messageId: string;
  readonly inReplyTo: readonly string[];
  readonly references: readonly string[];
  /** The one author; undefined when the mail names none or several. */
  readonly from: EmailAddress | undefined;
  readonly subject: string;
  readonly text: string;
  readonly quoted: string;
  readonly attachments: readonly AttachmentDescription[];
  readonly hasPage: boolean;
  readonly receivedAt: Date;
}

export interface FileCommand {
  readonly languages: readonly Locale[];
  readonly mailboxId: string;
  readonly keptMailId: string;
  readonly mail: MailToFile;
  readonly thread: ThreadVerdict;
  /** A bounce or automatic answer: attached without waking the ticket. */
  readonly fromMachine: boolean;
  /** Out of an archive: opens nothing that somebody would have to work on, wakes nothing. */
  readonly isOver?: boolean | undefined;
  /** The ticket that was opened for this very mail while it could not be read: it becomes what it would have been. */
  readonly replacesStub?: boolean | undefined;
  readonly recognition: Recognition;
  readonly route: { readonly queue: string; readonly priority: Ticket['priority']; readonly because: readonly string[] };
  readonly promisedBy: Date | null;
  readonly authenticity: string;
  readonly warnings: readonly string[];
  readonly senderCheck?: SenderCheck | undefined;
  /** Whom the sender wrote to besides us, where the mail is genuine: the requester lets them in (T14). */
  readonly alsoAddressed?: readonly string[] | undefined;
  readonly now: Date;
}

export interface Filed {
  readonly ticket: Ticket;
  readonly message: TicketMessage;
  readonly opened: boolean;
}

const REQUESTER = { kind: 'requester' } as const;
/** Nobody to answer: shown as such, and canonical for nobody. */
const NO_SENDER = 'unknown@invalid';

/** Puts received mails on their tickets, opening one where the thread says so. Part of intake's one transaction. */
@Injectable()
export class FileMessage {
  /** @param commands of one portal */
  async within(tx: EntityManager, portalKey: string, commands: readonly FileCommand[]): Promise<Filed[]> {
    const present = await lockTicketsWhereTheyAre(tx, commands.flatMap(({ thread }) => (thread.kind === 'append' ? [thread.ticketId] : [])));
    const ticketOf = ({ thread }: FileCommand): Ticket | undefined => (thread.kind === 'append' ? present.get(thread.ticketId) : undefined);
    const numbers = await nextTicketNumbers(tx, portalKey, commands.filter((command) => !ticketOf(command)).length);
    const filed: Filed[] = [];
    for (const command of commands) filed.push(await this.#file(tx, portalKey, command, ticketOf(command), numbers));
    return filed;
  }

  async #file(tx: EntityManager, portalKey: string, command: FileCommand, existing: Ticket | undefined, numbers: string[]): Promise<Filed> {
    const ticket = existing ?? this.#open(tx, portalKey, command, numbers.shift()!);
    if (command.replacesStub) await tx.nativeDelete(TicketMessage, { keptMailId: command.keptMailId });
    const message = this.#write(tx, ticket, command);
    if (existing) await this.#wake(tx, existing, command);
    if (existing && command.replacesStub) Object.assign(existing, whatItIsAbout(command));
    const { messageId, inReplyTo, references } = command.mail;
    await rememberThreadKeys(tx, portalKey, ticket.id, command.fromMachine ? [messageId] : [messageId, ...inReplyTo, ...references], false);
    const isRequester = command.mail.from !== undefined && canonicalAddress(command.mail.from.address) === ticket.requesterCanonical;
    if (isRequester && !command.fromMachine) await letIn(tx, ticket.id, command.alsoAddressed ?? [], { because: 'addressed', now: command.now });
    await announce(tx, { portal: portalKey, number: ticket.number });
    return { ticket, message, opened: !existing || command.replacesStub === true };
  }

  #open(tx: EntityManager, portalKey: string, command: FileCommand, number: string): Ticket {
    const { mail, now } = command;
    const link = command.thread.kind === 'new' ? command.thread.link : undefined;
    const ticket: Ticket = {
      id: newId(),
      portalKey,
      number,
      mailboxId: command.mailboxId,
      state: command.isOver ? 'closed' : 'new',
      closedAt: command.isOver ? mail.receivedAt : null,
      accountKind: null,
      accountOrganisation: null,
      ...whatItIsAbout(command),
      lastMessageAt: mail.receivedAt,
      owedSince: command.isOver || command.fromMachine ? null : mail.receivedAt < now ? mail.receivedAt : now,
      claimsTicketId: link?.ticketId ?? null,
      linkKind: link?.kind ?? null,
      assigneeId: null,
      firstAnsweredAt: null,
      textsEndedAt: null, mergedIntoId: null,
      inboundVersion: 1,
      version: 1,
      createdAt: now,
    };
    addTicket(tx, ticket);
    addEvent(tx, ticket.id, 'ticket.opened', REQUESTER, { caseType: ticket.caseType, confidence: ticket.confidence, queue: ticket.queue, because: ticket.routeBecause }, now);
    if (link) addEvent(tx, ticket.id, link.kind === 'claims' ? 'ticket.claims-to-belong' : 'ticket.continues', REQUESTER, { number: link.number, why: link.kind }, now);
    return ticket;
  }

  #write(tx: EntityManager, ticket: Ticket, { mail, keptMailId, authenticity, warnings, senderCheck, fromMachine, now }: FileCommand): TicketMessage {
    const message: TicketMessage = {
      id: newId(),
      ticketId: ticket.id,
      kind: 'inbound',
      authorAgentId: null,
      outboundMessageId: null,
      keptMailId,
      fromAddress: mail.from?.address ?? null,
      fromName: mail.from?.name ?? null,
      subject: mail.subject,
      messageId: mail.messageId,
      // As an answer carries them on (RFC 5322 section 3.6.4).
      references: mail.references.length > 0 ? [...mail.references] : mail.inReplyTo.slice(0, 1),
      text: mail.text,
      quoted: mail.quoted === '' ? null : mail.quoted,
      attachments: [...mail.attachments],
      hasPage: mail.hasPage,
      authenticity,
      warnings: [...warnings],
      senderCheck: senderCheck ?? null,
      fromMachine,
      // Made by the database.
      words: null,
      createdAt: now,
    };
    addMessage(tx, message);
    addEvent(tx, ticket.id, fromMachine ? 'message.machine-attached' : 'message.received', REQUESTER, { messageId: message.id }, now);
    return message;
  }

  /** A person's answer makes the ticket ours again; a machine's, and an old one, leave it as it is. */
  async #wake(tx: EntityManager, ticket: Ticket, { fromMachine, isOver, mail, promisedBy, now }: FileCommand): Promise<void> {
    if (fromMachine) return;
    if (isOver) {
      if (mail.receivedAt > ticket.lastMessageAt) ticket.lastMessageAt = mail.receivedAt;
      if (ticket.closedAt && mail.receivedAt > ticket.closedAt) ticket.closedAt = mail.receivedAt;
      return;
    }
    // Written in the same flush, so the version after it is one higher.
    ticket.inboundVersion = ticket.version + 1;
    ticket.owedSince = owedAfterMail(ticket, mail.receivedAt);
    ticket.lastMessageAt = mail.receivedAt > ticket.lastMessageAt ? mail.receivedAt : ticket.lastMessageAt;
    // An answer by ourselves that did not help was no decision of a person: that is promised anew.
    if (ticket.firstAnsweredAt && promisedBy && (await answeredByMachineOnly(tx, ticket.id))) Object.assign(ticket, { promisedBy, firstAnsweredAt: null });
    if (ticket.state === 'new' || ticket.state === 'open') return;
    addEvent(tx, ticket.id, 'ticket.reopened', REQUESTER, { from: ticket.state }, now);
    ticket.state = 'open';
    ticket.closedAt = null;
  }
}

/** What a ticket is by its first mail. */
function whatItIsAbout({ mail, recognition, route, languages, promisedBy }: FileCommand) {
  const address = mail.from?.address ?? NO_SENDER;
  return {
    queue: route.queue,
    priority: route.priority,
    caseType: recognition.caseType,
    secondary: [...recognition.secondary],
    confidence: recognition.confidence,
    risk: recognition.risk,
    riskSignals: [...recognition.riskSignals],
    language: languages.find((language) => language === recognition.language) ?? languages[0] ?? 'de',
    subject: bareSubject(mail.subject).slice(0, 500),
    requesterAddress: address,
    requesterCanonical: canonicalAddress(address),
    requesterName: mail.from?.name ?? null,
    routeBecause: [...route.because],
    promisedBy,
  };
}
