import { DAY_MS, type CaseType } from '#kernel';
import { isAnswerSubject, subjectsDiffer } from './subject.js';
import type { TicketState } from './ticket-states.js';

/** What threading needs to know about a ticket. */
export interface ThreadTicket {
  readonly id: string;
  readonly number: string;
  readonly requesterCanonical: string;
  readonly state: TicketState;
  readonly closedAt: Date | null;
  readonly subject: string;
  readonly caseType: CaseType;
  /** Canonical addresses that may write on it, too (T14). */
  readonly participants: readonly string[];
}

/** What the mail's addresses and ids point at, loaded before the decision. */
export interface ThreadFacts {
  /** Canonical address of the one From; undefined when there are none or several (R73). */
  readonly sender: string | undefined;
  /** The border found that the sender is not who the mail says: then only our own signed proofs count (T14). */
  readonly isForged?: boolean | undefined;
  /** DMARC passed, or the portal trusts its relay: what a participant or a mere hint needs (case 11). */
  readonly isAuthenticated: boolean;
  /** Written by a machine: only our own signed proofs count, and the ticket is not woken (T13). */
  readonly fromMachine: boolean;
  /** The ticket of a genuine signed reply address, and whether it was made for this sender (T14). */
  readonly replyAddress: { readonly ticket: ThreadTicket; readonly madeForSender: boolean } | undefined;
  /** Tickets of Message-IDs that we signed, and to whom that mail went. */
  readonly ours: readonly { readonly ticket: ThreadTicket; readonly sentToSender: boolean }[];
  /** Tickets that hold a mail with one of the Message-IDs (In-Reply-To, References, or this very one). */
  readonly received: readonly ThreadTicket[];
  /** The ticket named in the subject, `[SCH-1042]`. A hint, never more (case 11). */
  readonly tagged: ThreadTicket | undefined;
  readonly subject: string;
  /** What the mail is about, where that is sure. */
  readonly caseType: CaseType | undefined;
  /** A closed ticket is not woken after so long; the mail opens a linked one (case 14). */
  readonly closedForGoodMs: number;
  readonly now: Date;
}

export type ThreadBy = 'reply-address' | 'our-message-id' | 'received-message-id' | 'subject-tag';

export type ThreadVerdict =
  | { readonly kind: 'append'; readonly ticketId: string; readonly by: ThreadBy; readonly because: string }
  | { readonly kind: 'new'; readonly link: ThreadLink | undefined; readonly because: string };

/** What a new ticket has to do with an old one, shown to the agent. `claims`: its sender does not belong there; nothing more than a hint. */
export interface ThreadLink {
  readonly kind: 'claims' | 'closed' | 'topic';
  readonly ticketId: string;
  readonly number: string;
}

interface Pointer {
  readonly by: ThreadBy;
  readonly ticket: ThreadTicket;
  readonly mayEnter: boolean;
}

/**
 * To which ticket a mail belongs. Asked in order: signed reply address, our own Message-IDs, Message-IDs received on
 * a ticket, subject tag. Who is neither the requester, nor the one we wrote to, nor somebody whom the requester
 * brought in, never gets in: such a mail opens a ticket of its own that is linked to the one it names (T13, T14). An
 * old thread that is closed for good, or that somebody reuses for another topic, goes on in a linked ticket.
 */
export function decideThread(facts: ThreadFacts): ThreadVerdict {
  const pointers = pointersOf(facts);
  const entered = pointers.find(({ mayEnter }) => mayEnter);
  if (entered) return goesOn(facts, entered);
  const claimed = pointers[0]?.ticket;
  if (!claimed) return { kind: 'new', link: undefined, because: 'names no ticket of ours' };
  return { kind: 'new', link: linkTo('claims', claimed), because: `names ${claimed.number} by ${pointers[0]!.by}, but the sender does not belong to it` };
}

function goesOn(facts: ThreadFacts, { by, ticket }: Pointer): ThreadVerdict {
  if (closedForGood(ticket, facts)) return { kind: 'new', link: linkTo('closed', ticket), because: `${ticket.number} is closed for more than ${Math.round(facts.closedForGoodMs / DAY_MS)} days` };
  if (isAnotherTopic(ticket, facts)) return { kind: 'new', link: linkTo('topic', ticket), because: `reuses the thread of ${ticket.number} for another topic` };
  return { kind: 'append', ticketId: ticket.id, by, because: `${by} of ${ticket.number}` };
}

function linkTo(kind: ThreadLink['kind'], { id, number }: ThreadTicket): ThreadLink {
  return { kind, ticketId: id, number };
}

function pointersOf({ sender, isForged, isAuthenticated, fromMachine, replyAddress, ours, received, tagged }: ThreadFacts): Pointer[] {
  const isRequester = (ticket: ThreadTicket): boolean => sender !== undefined && !isForged && ticket.requesterCanonical === sender;
  const takesPart = (ticket: ThreadTicket): boolean => sender !== undefined && isAuthenticated && (ticket.requesterCanonical === sender || ticket.participants.includes(sender));
  const belongs = (ticket: ThreadTicket): boolean => isRequester(ticket) || takesPart(ticket);
  return [
    ...(replyAddress ? [{ by: 'reply-address' as const, ticket: replyAddress.ticket, mayEnter: replyAddress.madeForSender }] : []),
    // A bounce comes from the mail system, not from the person: that it names a mail which we signed is enough.
    ...ours.map(({ ticket, sentToSender }) => ({ by: 'our-message-id' as const, ticket, mayEnter: fromMachine || sentToSender || belongs(ticket) })),
    ...received.map((ticket) => ({ by: 'received-message-id' as const, ticket, mayEnter: !fromMachine && belongs(ticket) })),
    // Everybody can guess a number: here the requester, too, must be proven.
    ...(tagged ? [{ by: 'subject-tag' as const, ticket: tagged, mayEnter: !fromMachine && takesPart(tagged) }] : []),
  ];
}

function closedForGood({ state, closedAt }: ThreadTicket, { closedForGoodMs, now }: ThreadFacts): boolean {
  return state === 'closed' && closedAt !== null && now.getTime() - closedAt.getTime() > closedForGoodMs;
}

/**
 * Somebody took an old thread for a new letter (case 14): a subject of its own – no "Re:", no number of the ticket, no
 * word in common – and another matter, or one that is done. Whoever only adds something is not sent away.
 */
function isAnotherTopic(ticket: ThreadTicket, { fromMachine, subject, caseType, tagged }: ThreadFacts): boolean {
  if (fromMachine || tagged?.id === ticket.id || isAnswerSubject(subject) || !subjectsDiffer(subject, ticket.subject)) return false;
  const isDone = ticket.state === 'solved' || ticket.state === 'closed';
  return isDone || (caseType !== undefined && caseType !== ticket.caseType);
}
