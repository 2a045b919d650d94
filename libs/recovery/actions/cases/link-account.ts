import { Injectable } from '@nestjs/common';
import { actorOf, sees, type Caller } from '#agents';
import { AuditTrail } from '#audit';
import { Directories } from '#directory';
import { Clock, refuse, type Allowed, type Refusal } from '#kernel';
import { Database } from '#persistence';
import { addEvent, announce, announcePortal, lockTicket, noteAccountOf } from '#tickets';
import { mayMove } from '../../domain/case-states.js';
import { RecoveryAction } from '../../store/recovery-action.entity.js';
import { lockCaseOfTicket } from '../../store/recovery.queries.js';
import { placeOf } from './desk.js';
import { whyNotOpen } from './open-ticket.js';
import { OpenedCases } from './opened-cases.js';

/** An agent says which of the offered accounts the ticket is about. Evidence belongs to accounts, so none comes along. */
@Injectable()
export class LinkAccount {
  constructor(
    private readonly database: Database, private readonly directories: Directories, private readonly cases: OpenedCases, private readonly audit: AuditTrail, private readonly clock: Clock,
  ) {}

  /** Refusals: `recovery.not-a-candidate`, `recovery.account-gone`, `recovery.case-closed`, `tickets.merged`, `recovery.account-frozen`, `recovery.case-busy`. */
  async run({ ticketNumber, agent, accountRef }: { readonly ticketNumber: string; readonly agent: Caller; readonly accountRef: string }): Promise<Allowed | Refusal> {
    const seen = await this.cases.lookAtOpen(ticketNumber, agent, 'recovery.act');
    if (!seen.allowed) return seen;
    const { portalKey } = seen.ticket;
    if (!seen.recoveryCase.candidates.some(({ ref }) => ref === accountRef)) return refuse('recovery.not-a-candidate');
    const account = await this.directories.of(portalKey).get(accountRef);
    if (!account) return refuse('recovery.account-gone');
    // Not theirs to see, so it was not offered to them either.
    if (!sees(agent, placeOf(seen.ticket, account))) return refuse('recovery.not-a-candidate');
    const now = this.clock.now();
    const actor = actorOf(agent, now);
    return this.database.transaction(async (tx): Promise<Allowed | Refusal> => {
      const ticket = await lockTicket(tx, ticketNumber);
      const recoveryCase = ticket && (await lockCaseOfTicket(tx, ticket.id));
      if (!ticket || !recoveryCase) return refuse('tickets.unknown');
      const over = await whyNotOpen(tx, ticket, agent);
      if (over) return over;
      if (recoveryCase.accountRef === accountRef) return { allowed: true };
      if (recoveryCase.state === 'frozen') return refuse('recovery.account-frozen');
      const isBusy = (await tx.count(RecoveryAction, { caseId: recoveryCase.id, state: 'approved' })) > 0;
      if (isBusy || !(recoveryCase.state === 'executing' || mayMove(recoveryCase.state, 'matched'))) return refuse('recovery.case-busy', { missing: [`case:${recoveryCase.state}`] });

      const before = recoveryCase.accountRef;
      const why = recoveryCase.candidates.find(({ ref }) => ref === accountRef)?.why ?? [];
      recoveryCase.moveTo('matched', now);
      Object.assign(recoveryCase, { accountRef, linkedAt: now, linkedByAgentId: agent.agentId, holderToldAt: null });
      addEvent(tx, ticket.id, 'account.linked', actor, { because: why }, now);
      await tx.flush();
      await noteAccountOf(tx, ticket.id, account);
      await announcePortal(tx, portalKey);
      await announce(tx, { portal: portalKey, number: ticket.number });
      const line = { portalKey, actor, ticketNumber: ticket.number, outcome: 'done', now } as const;
      if (before) await this.audit.record(tx, { ...line, verb: 'account.unlinked', account: { portalKey, ref: before } });
      await this.audit.record(tx, { ...line, verb: 'account.linked', account: { portalKey, ref: accountRef }, detail: { by: 'agent', why } });
      return { allowed: true };
    });
  }
}
