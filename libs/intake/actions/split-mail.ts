import { Injectable } from '@nestjs/common';
import { actorOf, type Caller } from '#agents';
import { AuditTrail } from '#audit';
import { Clock, refuse, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { routeTicket } from '#portals';
import { OpenCase } from '#recovery';
import { lockTicket, SplitOff, TicketMessage } from '#tickets';
import { KeptMail } from '../store/kept-mail.entity.js';
import { JudgeMail } from './judge-mail.js';
import { LookUpCandidates } from './look-up-candidates.js';

export interface SplitMailCommand {
  readonly ticketNumber: string;
  /** Of the ticket's message, not of the mail. */
  readonly messageId: string;
  readonly agent: Caller;
}

/**
 * An agent gives one mail a ticket of its own: it is recognised and routed anew, and gets a case. Nothing is sent: the
 * person was acknowledged on the old ticket, and an agent is looking already.
 */
@Injectable()
export class SplitMail {
  constructor(
    private readonly database: Database, private readonly judgeMail: JudgeMail, private readonly lookUpCandidates: LookUpCandidates, private readonly splitOff: SplitOff,
    private readonly openCase: OpenCase, private readonly audit: AuditTrail, private readonly clock: Clock,
  ) {}

  /** @throws StorageFault and directory faults: nothing is changed then */
  async run({ ticketNumber, messageId, agent }: SplitMailCommand): Promise<{ readonly allowed: true; readonly number: string } | Refusal> {
    const now = this.clock.now();
    const kept = await this.database.read(async (em) => {
      const message = await em.findOne(TicketMessage, { id: messageId });
      return message?.keptMailId ? em.findOne(KeptMail, { id: message.keptMailId }) : null;
    });
    if (!kept) return refuse('tickets.split-not-possible');
    if (kept.rawRemovedAt) return refuse('tickets.split-raw-gone');
    const judged = await this.judgeMail.run({ ...kept, releasedAt: kept.releasedAt ?? now });
    const [candidates] = await this.lookUpCandidates.run(kept.portalKey, [judged]);
    return this.database.transaction(async (tx) => {
      const ticket = await lockTicket(tx, ticketNumber);
      const refused = await this.splitOff.whyNot(tx, ticket, messageId, agent);
      if (!ticket || refused) return refused ?? refuse('tickets.unknown');
      const { profile, recognition, promise, screening, authenticity } = judged;
      const route = routeTicket(profile, { caseType: recognition.caseType, risk: recognition.risk, confidence: recognition.confidence, mailClass: screening.mailClass });
      const opened = await this.splitOff.within(tx, { ticket, messageId, agent, recognition, route, promisedBy: promise.dueAt, languages: profile.languages, now });
      await this.openCase.within(tx, {
        ticket: opened, portalKey: opened.portalKey, caseType: recognition.caseType, claimed: { ...recognition.fields }, candidates: candidates!.accounts, senderMatches: candidates!.senderMatches,
        authenticity: authenticity.verdict, now,
      });
      await tx.nativeUpdate(KeptMail, { id: kept.id }, { ticketId: opened.id });
      await this.audit.record(tx, { portalKey: opened.portalKey, verb: 'ticket.split', actor: actorOf(agent, now), ticketNumber, outcome: 'done', detail: { into: opened.number, messageId }, now });
      return { allowed: true as const, number: opened.number };
    });
  }
}
