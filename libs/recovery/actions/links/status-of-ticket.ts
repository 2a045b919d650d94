import { Injectable } from '@nestjs/common';
import { Clock, type CaseType, type Locale } from '#kernel';
import { Database } from '#persistence';
import { alternativesOf, knownOf, missingNeeds, playbookOf, Portals, type AskedField } from '#portals';
import { type TicketState } from '#tickets';
import { codeIsUsable, isUsable } from '../../domain/grants.js';
import { Grant } from '../../store/grant.entity.js';
import { grantOfToken } from '../../store/grants.queries.js';
import { RecoveryCase } from '../../store/recovery-case.entity.js';
import { casesOfPage, ticketOfPage } from '../cases/open-ticket.js';
import { answerText } from '../cases/read-checklist.js';

/** What the requester may know of their own ticket. Nothing of any account: they may not be its holder. */
export interface TicketStatus {
  readonly portalKey: string;
  readonly locale: Locale;
  readonly ticketNumber: string;
  readonly subject: string;
  readonly caseType: CaseType;
  readonly state: TicketState;
  readonly askedAt: Date;
  readonly promisedBy: Date | null;
  readonly firstAnsweredAt: Date | null;
  /** A link went to the very address that the requester wrote from. */
  readonly linkSent: boolean;
  /** A call is under way whose code is typed here, with `RecordCallBackCode`. */
  readonly callBack: { readonly expiresAt: Date } | null;
  /** What the desk still needs; each entry is one thing or alternatives. Nothing of it depends on any account (R24). */
  readonly asks: readonly (readonly AskedField[])[];
  /** The portal's own words on what was asked; null: none. */
  readonly answer: string | null;
}

/** The page behind `/t/…`. */
@Injectable()
export class StatusOfTicket {
  constructor(private readonly database: Database, private readonly portals: Portals, private readonly clock: Clock) {}

  /** Undefined: the link is unknown or over. */
  run(token: string): Promise<TicketStatus | undefined> {
    const now = this.clock.now();
    return this.database.read(async (em) => {
      const status = await grantOfToken(em, token, 'status');
      const ticket = status && isUsable(status, now) ? await ticketOfPage(em, status) : undefined;
      if (!status || !ticket) return undefined;
      const grants = await em.find(Grant, { caseId: { $in: await casesOfPage(em, status) }, purpose: { $in: ['recovery-link', 'activation-link', 'call-back'] } }, { orderBy: { createdAt: 'desc' }, limit: 50 });
      const profile = await this.portals.get(ticket.portalKey);
      const playbook = playbookOf(profile, ticket.caseType);
      const recoveryCase = await em.findOne(RecoveryCase, { ticketId: ticket.id });
      const isOpen = ticket.state !== 'solved' && ticket.state !== 'closed';
      const call = grants.find((grant) => grant.purpose === 'call-back' && codeIsUsable(grant, now));
      return {
        portalKey: ticket.portalKey, locale: ticket.language, ticketNumber: ticket.number, subject: ticket.subject, caseType: ticket.caseType, state: ticket.state, askedAt: ticket.createdAt,
        promisedBy: ticket.promisedBy ?? null, firstAnsweredAt: ticket.firstAnsweredAt ?? null,
        linkSent: grants.some((grant) => grant.purpose !== 'call-back' && grant.sentTo === ticket.requesterCanonical), callBack: call ? { expiresAt: call.expiresAt } : null,
        asks: playbook && recoveryCase && isOpen ? missingNeeds(playbook, knownOf({ caseType: ticket.caseType, claimed: recoveryCase.claimed, requesterAddress: ticket.requesterAddress })).map(alternativesOf) : [],
        answer: answerText(profile, ticket),
      };
    });
  }
}
