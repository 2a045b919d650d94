import { Injectable } from '@nestjs/common';
import { actorOf, isPermitted, type Caller } from '#agents';
import { AuditTrail } from '#audit';
import { Clock, DAY_MS, newId, refuse, type Actor, type Refusal } from '#kernel';
import { Database, type EntityManager } from '#persistence';
import { answerWithinMonths, Portals, type PortalProfile } from '#portals';
import { MailToFile } from '#recovery';
import { addEvent, announce, lockTicket, type Ticket } from '#tickets';
import { ARTICLE, type RequestKind } from '../domain/data-request.js';
import { DataRequest } from '../store/data-request.entity.js';
import { askedAt, askedByMailSince } from '../store/data-requests.queries.js';

export interface RequestToOpen {
  readonly ticket: Ticket;
  readonly profile: PortalProfile;
  readonly kind: RequestKind;
  /** When the mail came that asks, which need not be the first of its ticket. */
  readonly receivedAt: Date;
  /** Null: recognised in the mail. */
  readonly agentId: string | null;
  readonly actor: Actor;
  /** When the person is told, with the date: now, or after a pause of their mailbox. Null: they are told elsewhere, or must not be. */
  readonly tellAt: Date | null;
  readonly now: Date;
}

/** As of acknowledgements (T11): a sender is easily feigned. The month runs all the same, and whoever works the ticket sees it. */
const MOST_TOLD_A_DAY = 3;
const TOO_MANY = refuse('outbound.recipient-limit');

export type RequestOpened = { readonly allowed: true; readonly id: string; readonly dueAt: Date } | Refusal;

/** Somebody asks about their data: from the mail on a month runs (Art. 12(3)), and the person hears until when. */
@Injectable()
export class OpenDataRequest {
  constructor(private readonly database: Database, private readonly portals: Portals, private readonly mail: MailToFile, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  /** An agent saw it where nothing was recognised; it counts from the ticket on, and after an answer from the person's last message on. Refusals: `tickets.unknown`. Twice is once. */
  async run({ ticketNumber, kind, agent }: { readonly ticketNumber: string; readonly kind: RequestKind; readonly agent: Caller }): Promise<RequestOpened> {
    const now = this.clock.now();
    return this.database.transaction(async (tx): Promise<RequestOpened> => {
      const ticket = await lockTicket(tx, ticketNumber);
      if (!ticket || !isPermitted(agent, 'privacy.handle', ticket)) return refuse('tickets.unknown');
      const opened = await this.within(tx, { ticket, profile: await this.portals.get(ticket.portalKey), kind, receivedAt: await askedAt(tx, ticket, kind), agentId: agent.agentId, actor: actorOf(agent, now), tellAt: now, now });
      await tx.flush();
      await announce(tx, { portal: ticket.portalKey, number: ticket.number });
      return { allowed: true, ...opened };
    });
  }

  async within(tx: EntityManager, { ticket, profile, kind, receivedAt, agentId, actor, tellAt, now }: RequestToOpen): Promise<{ readonly id: string; readonly dueAt: Date }> {
    const [earlier] = await tx.find(DataRequest, { ticketId: ticket.id, kind }, { orderBy: { id: 'desc' }, limit: 1 });
    if (earlier && !asksAnew(earlier, receivedAt)) return { id: earlier.id, dueAt: earlier.dueAt };
    const dueAt = dueOf(profile, kind, ticket, receivedAt);
    const isAfterAll = earlier?.state === 'mistaken';
    const id = isAfterAll ? earlier.id : newId(now.getTime());
    const isFlood = agentId === null && (await askedByMailSince(tx, ticket, new Date(now.getTime() - DAY_MS))) >= MOST_TOLD_A_DAY;
    // What was none before is asked for after all.
    if (isAfterAll) Object.assign(earlier, { state: 'open', receivedAt, dueAt, extendedAt: null, extensionReason: null, openedByAgentId: agentId, decision: null, reason: null, proposedByAgentId: null, proposedAt: null, approverAgentId: null, decidedAt: null, settledAt: null });
    else await tx.insert(DataRequest, { id, createdAt: now, portalKey: ticket.portalKey, ticketId: ticket.id, kind, state: 'open', receivedAt, dueAt, openedByAgentId: agentId } as never);
    addEvent(tx, ticket.id, 'data-request.opened', actor, { kind, article: ARTICLE[kind], dueAt: dueAt.toISOString() }, now);
    await this.audit.record(tx, { portalKey: ticket.portalKey, verb: 'data-request.opened', actor, ticketNumber: ticket.number, outcome: 'done', detail: { kind, requestId: id, dueAt: dueAt.toISOString() }, now });
    if (tellAt && isFlood) addEvent(tx, ticket.id, 'notice.not-sent', { kind: 'rekey' }, { because: TOO_MANY.refusal }, now);
    else if (tellAt) await this.#tell(tx, ticket, { kind, dueAt, tellAt }, now);
    return { id, dueAt };
  }

  async #tell(tx: EntityManager, ticket: Ticket, { kind, dueAt, tellAt }: { readonly kind: RequestKind; readonly dueAt: Date; readonly tellAt: Date }, now: Date): Promise<void> {
    if (ticket.requesterCanonical.endsWith('@invalid')) return;
    const queued = await this.mail.within(tx, { ticket, account: null, address: { address: ticket.requesterAddress }, kind: 'data-request-received', variables: { request: kind, dueAt: dueAt.toISOString() }, secrets: {}, toStranger: true, sendAt: tellAt, now });
    if (!queued.allowed) addEvent(tx, ticket.id, 'notice.not-sent', { kind: 'rekey' }, { because: queued.refusal }, now);
  }
}

/** What was none is asked for after all, and whoever was answered may ask again: from then on another month runs (Art. 12(3)). */
function asksAnew({ state, settledAt }: DataRequest, receivedAt: Date): boolean {
  return state === 'mistaken' || (settledAt != null && receivedAt > settledAt);
}

/** A month; a correction also keeps what the portal promised for its case, which is sooner (U5, U8; R77), unless that was promised and over before anybody asked. */
export function dueOf(profile: PortalProfile, kind: RequestKind, { promisedBy }: { readonly promisedBy?: Date | null | undefined }, receivedAt: Date): Date {
  const month = answerWithinMonths(profile, 1, receivedAt);
  return kind === 'rectification' && promisedBy && promisedBy > receivedAt && promisedBy < month ? promisedBy : month;
}
