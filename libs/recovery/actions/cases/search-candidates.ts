import { Injectable } from '@nestjs/common';
import { actorOf, sees, type Caller } from '#agents';
import { AuditTrail } from '#audit';
import type { CandidateView } from '#contracts';
import { Directories, type AccountQuery } from '#directory';
import { Clock, refuse, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { addEvent, announce, lockTicket } from '#tickets';
import type { z } from 'zod';
import { whyCandidate, type Candidate } from '../../domain/candidates.js';
import { lockCaseOfTicket } from '../../store/recovery.queries.js';
import { placeOf } from './desk.js';
import { candidateView } from './case-views.js';
import { withoutBlanks } from './find-candidates.js';
import { whyNotOpen } from './open-ticket.js';
import { OpenedCases } from './opened-cases.js';

export type SearchAnswer = { readonly allowed: true; readonly candidates: readonly z.infer<typeof CandidateView>[] } | Refusal;

const MOST_OFFERED = 40;

/** An agent looks for more accounts. Exact matches only, for a ticket only, and every search is written down (5.4). */
@Injectable()
export class SearchCandidates {
  constructor(
    private readonly database: Database, private readonly directories: Directories, private readonly cases: OpenedCases, private readonly audit: AuditTrail, private readonly clock: Clock,
  ) {}

  /** Refusals: `recovery.nothing-to-search`, `tickets.unknown`, `agents.not-permitted`, `recovery.case-closed`, `tickets.merged`. */
  async run({ ticketNumber, agent, query }: { readonly ticketNumber: string; readonly agent: Caller; readonly query: { readonly [Key in keyof AccountQuery]?: string | undefined } }): Promise<SearchAnswer> {
    const seen = await this.cases.lookAtOpen(ticketNumber, agent, 'recovery.act');
    if (!seen.allowed) return seen;
    const wanted = withoutBlanks(query);
    if (Object.keys(wanted).length === 0) return refuse('recovery.nothing-to-search');
    const found = (await this.directories.of(seen.ticket.portalKey).find(wanted)).filter((account) => sees(agent, placeOf(seen.ticket, account)));
    const candidates = found.map((account): Candidate => ({ ref: account.ref, why: whyCandidate(account, { addresses: wanted.address ? [wanted.address] : [], username: wanted.username, name: wanted.name }) }));
    const now = this.clock.now();
    const actor = actorOf(agent, now);
    return this.database.transaction(async (tx): Promise<SearchAnswer> => {
      const ticket = await lockTicket(tx, ticketNumber);
      const recoveryCase = ticket && (await lockCaseOfTicket(tx, ticket.id));
      if (!ticket || !recoveryCase) return refuse('tickets.unknown');
      const over = await whyNotOpen(tx, ticket, agent);
      if (over) return over;
      const before = recoveryCase.candidates.filter(({ ref }) => !candidates.some((one) => one.ref === ref));
      const merged = candidates.map((one) => ({ ...one, why: [...new Set([...(recoveryCase.candidates.find(({ ref }) => ref === one.ref)?.why ?? []), ...one.why])] }));
      recoveryCase.candidates = [...merged, ...before].slice(0, MOST_OFFERED);
      recoveryCase.updatedAt = now;
      addEvent(tx, ticket.id, 'candidates.searched', actor, { by: Object.keys(wanted), found: found.length }, now);
      await tx.flush();
      await announce(tx, { portal: ticket.portalKey, number: ticket.number });
      await this.audit.record(tx, { portalKey: ticket.portalKey, verb: 'account.searched', actor, ticketNumber: ticket.number, outcome: 'done', detail: { by: Object.keys(wanted), found: found.length }, now });
      return { allowed: true, candidates: found.map((account) => candidateView(account, merged.find(({ ref }) => ref === account.ref)!)) };
    });
  }
}
