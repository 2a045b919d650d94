import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { Clock, refuse, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { alternativesOf, knownOf, missingNeeds, playbookOf, Portals, type AskedField } from '#portals';
import { addEvent, announce, lockTicketById, owedAfterMail } from '#tickets';
import { readDetails, type DetailsProblem } from '../../domain/details.js';
import { RecoveryCase } from '../../store/recovery-case.entity.js';
import { grantOfToken } from '../../store/grants.queries.js';
import { lockCaseOfTicket } from '../../store/recovery.queries.js';
import { candidatesFrom } from '../cases/candidates-from.js';
import { ticketOfPage } from '../cases/open-ticket.js';
import { FindCandidates } from '../cases/find-candidates.js';
import { linkRefusal } from './link-refusals.js';

export interface DetailsCommand {
  readonly token: string;
  readonly typed: Readonly<Partial<Record<AskedField, string>>>;
  readonly ip?: string | undefined;
}

export type DetailsAdded = { readonly allowed: true; readonly problems: readonly DetailsProblem[]; readonly stillMissing: readonly string[] } | Refusal;

const MOST_CANDIDATES = 40;

/**
 * The requester adds on their status page what the playbook needs: one short form instead of mails to and fro. What they
 * write is a claim; it helps to find the account and proves nothing.
 */
@Injectable()
export class AddDetails {
  constructor(private readonly database: Database, private readonly portals: Portals, private readonly find: FindCandidates, private readonly audit: AuditTrail, private readonly clock: Clock) {}

  /**
   * Refusals: `recovery.link-…`, `recovery.nothing-missing`. Each need is taken once, so there are never many of these.
   *
   * @throws DirectoryUnreachable, before anything was written
   */
  async run({ token, typed, ip }: DetailsCommand): Promise<DetailsAdded> {
    const now = this.clock.now();
    const seen = await this.#look(token, now);
    if (!seen.allowed) return seen;
    const { ticket, recoveryCase, asked } = seen;
    const { details, problems } = readDetails(asked, typed);
    if (problems.length > 0 || Object.keys(details).length === 0) return { allowed: true, problems, stillMissing: seen.missing };
    const claimed = { ...recoveryCase.claimed, ...details };
    const found = await this.find.run(ticket.portalKey, { fromAddress: undefined, fields: claimed });
    return this.database.transaction(async (tx): Promise<DetailsAdded> => {
      const locked = await lockTicketById(tx, ticket.id);
      const openCase = locked && (await lockCaseOfTicket(tx, locked.id));
      if (!locked || !openCase) return refuse('recovery.link-unknown');
      if (locked.state === 'closed') return refuse('recovery.nothing-missing');
      openCase.claimed = { ...openCase.claimed, ...details };
      const known = new Set(openCase.candidates.map(({ ref }) => ref));
      openCase.candidates = [...openCase.candidates, ...candidatesFrom({ accounts: found.accounts.filter(({ ref }) => !known.has(ref)), senderAddress: undefined, claimed })].slice(0, MOST_CANDIDATES);
      openCase.updatedAt = now;
      locked.owedSince = owedAfterMail(locked, now);
      if (locked.state === 'waiting') locked.state = 'open';
      locked.lastMessageAt = now;
      const actor = { kind: 'requester' as const, ...(ip && { ip }) };
      addEvent(tx, locked.id, 'details.added', actor, { fields: Object.keys(details) }, now);
      await tx.flush();
      await announce(tx, { portal: locked.portalKey, number: locked.number });
      await this.audit.record(tx, { portalKey: locked.portalKey, verb: 'case.details-added', actor, ticketNumber: locked.number, outcome: 'done', detail: { fields: Object.keys(details) }, now });
      return { allowed: true, problems: [], stillMissing: missingNeeds(seen.playbook, knownOf({ caseType: locked.caseType, claimed: openCase.claimed, requesterAddress: locked.requesterAddress })) };
    });
  }

  async #look(token: string, now: Date) {
    const { status, ticket, recoveryCase } = await this.database.read(async (em) => {
      const grant = await grantOfToken(em, token, 'status');
      const ticket = grant && (await ticketOfPage(em, grant));
      return {
        status: grant,
        ticket,
        recoveryCase: ticket && (await em.findOne(RecoveryCase, { ticketId: ticket.id })),
      };
    });
    if (!status || !ticket || !recoveryCase) return refuse('recovery.link-unknown');
    const dead = linkRefusal(status, now);
    if (dead) return dead;
    const playbook = playbookOf(await this.portals.get(ticket.portalKey), ticket.caseType);
    const missing = playbook ? missingNeeds(playbook, knownOf({ caseType: ticket.caseType, claimed: recoveryCase.claimed, requesterAddress: ticket.requesterAddress })) : [];
    if (!playbook || missing.length === 0 || ticket.state === 'closed') return refuse('recovery.nothing-missing');
    return { allowed: true as const, ticket, recoveryCase, playbook, missing, asked: missing.flatMap(alternativesOf) };
  }
}
