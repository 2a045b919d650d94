import { DAY_MS, type CaseType } from '#kernel';
import type { TicketState } from './ticket-states.js';

/** A closed ticket is not woken after this long; the mail opens a linked one (helpdesk-peers case 14). */
export const CLOSED_FOR_GOOD_MS = 14 * DAY_MS;

/** What threading needs to know about a ticket. */
export interface ThreadTicket {
  readonly id: string;
  readonly number: string;
  readonly requesterCanonical: string;
  readonly state: TicketState;
  readonly closedAt: Date | null;
  readonly caseType?: CaseType;
}

/** What the mail's addresses and ids point at, loaded before the decision. */
export interface ThreadFacts {
  /** Canonical address of the one From; undefined when there are none or several (R73). */
  readonly sender: string | undefined;
  /** The border found that the sender is not who the mail says: then only our own signed proofs count (T14). */
  readonly isForged?: boolean | undefined;
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
  readonly now: Date;
}

export type ThreadBy = 'reply-address' | 'our-message-id' | 'received-message-id' | 'subject-tag';

export type ThreadVerdict =
  | { readonly kind: 'append'; readonly ticketId: string; readonly by: ThreadBy; readonly because: string }
  /** `claims`: the ticket it says it belongs to, shown to the agent as a link, nothing more. */
  | { readonly kind: 'new'; readonly claims: { readonly ticketId: string; readonly number: string } | undefined; readonly because: string };

interface Pointer {
  readonly by: ThreadBy;
  readonly ticket: ThreadTicket;
  readonly mayEnter: boolean;
}

/**
 * To which ticket a mail belongs. Asked in order: signed reply address, our own Message-IDs, Message-IDs received on
 * a ticket, subject tag. Who is not the requester (or the one we wrote to) never gets in: such a mail opens a ticket
 * of its own that is linked to the one it names (T13, T14).
 */
export function decideThread(facts: ThreadFacts): ThreadVerdict {
  const pointers = pointersOf(facts);
  for (const { by, ticket, mayEnter } of pointers) {
    if (!mayEnter) continue;
    if (closedForGood(ticket, facts.now)) {
      return { kind: 'new', claims: { ticketId: ticket.id, number: ticket.number }, because: `${ticket.number} is closed for more than 14 days` };
    }
    return { kind: 'append', ticketId: ticket.id, by, because: `${by} of ${ticket.number}` };
  }
  const claimed = pointers[0]?.ticket;
  if (!claimed) return { kind: 'new', claims: undefined, because: 'names no ticket of ours' };
  return { kind: 'new', claims: { ticketId: claimed.id, number: claimed.number }, because: `names ${claimed.number} by ${pointers[0]!.by}, but the sender does not belong to it` };
}

function pointersOf({ sender, isForged, fromMachine, replyAddress, ours, received, tagged }: ThreadFacts): Pointer[] {
  const isRequester = (ticket: ThreadTicket): boolean => sender !== undefined && !isForged && ticket.requesterCanonical === sender;
  return [
    ...(replyAddress ? [{ by: 'reply-address' as const, ticket: replyAddress.ticket, mayEnter: replyAddress.madeForSender }] : []),
    // A bounce comes from the mail system, not from the person: that it names a mail which we signed is enough.
    ...ours.map(({ ticket, sentToSender }) => ({ by: 'our-message-id' as const, ticket, mayEnter: fromMachine || sentToSender || isRequester(ticket) })),
    ...received.map((ticket) => ({ by: 'received-message-id' as const, ticket, mayEnter: !fromMachine && isRequester(ticket) })),
    ...(tagged ? [{ by: 'subject-tag' as const, ticket: tagged, mayEnter: !fromMachine && isRequester(tagged) }] : []),
  ];
}

function closedForGood({ state, closedAt }: ThreadTicket, now: Date): boolean {
  return state === 'closed' && closedAt !== null && now.getTime() - closedAt.getTime() > CLOSED_FOR_GOOD_MS;
}
