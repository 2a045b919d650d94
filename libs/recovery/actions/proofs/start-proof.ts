import { Injectable } from '@nestjs/common';
import { actorOf, type Caller } from '#agents';
import { AuditTrail } from '#audit';
import type { Account } from '#directory';
import { refuse, type Allowed, type Refusal } from '#kernel';
import { Database, type EntityManager } from '#persistence';
import { addEvent, announce, lockTicket, type Ticket } from '#tickets';
import type { RecoveryCase } from '../../store/recovery-case.entity.js';
import { hit, lockAccount, lockCaseOfTicket, type AccountKey } from '../../store/recovery.queries.js';
import { takeUp } from '../account/account-action.js';
import { whyNotOpen } from '../cases/open-ticket.js';
import { mayStartProof } from './proof-limit.js';
import { RecordEvidence } from './record-evidence.js';

export interface ProofToStart {
  readonly ticketNumber: string;
  /** As it was a moment before the transaction; a ticket that was linked to another since starts nothing. */
  readonly account: Account;
  /** Null: the requester asked for it on the page of their request. */
  readonly agent: Caller | null;
  /** For the timeline and the audit: which proof, and over what sort of channel. Never the channel itself. */
  readonly kind: string;
  readonly detail?: Readonly<Record<string, unknown>> | undefined;
  /** Id of an address that hears of it by the proof itself. */
  readonly except?: string | undefined;
  readonly now: Date;
}

/** What a proof works on, all of it locked until the transaction ends. */
export interface LockedForProof {
  readonly ticket: Ticket;
  readonly recoveryCase: RecoveryCase;
  readonly key: AccountKey;
}

/** What every proof that the desk starts does around its own step: locks in their order, limit, notice, timeline, audit. */
@Injectable()
export class StartProof {
  constructor(private readonly database: Database, private readonly evidence: RecordEvidence, private readonly audit: AuditTrail) {}

  /**
   * Refusals besides those of the step: `recovery.account-not-linked`, `recovery.limit-reached`, those of a closed or merged ticket. A step that refuses has written nothing.
   *
   * @param handOut the step of this kind: makes the grant and lets it leave
   */
  run<Started extends Allowed>(
    { ticketNumber, account, agent, kind, detail, except, now }: ProofToStart,
    handOut: (tx: EntityManager, locked: LockedForProof) => Promise<{ readonly grantId: string; readonly answer: Started } | Refusal>,
  ): Promise<Started | Refusal> {
    return this.database.transaction(async (tx): Promise<Started | Refusal> => {
      const ticket = await lockTicket(tx, ticketNumber);
      const recoveryCase = ticket && (await lockCaseOfTicket(tx, ticket.id));
      if (!ticket || recoveryCase?.accountRef !== account.ref) return refuse('recovery.account-not-linked');
      const over = await whyNotOpen(tx, ticket, agent);
      if (over) return over;
      const key = { portalKey: ticket.portalKey, accountRef: account.ref };
      await lockAccount(tx, key);
      const limited = await mayStartProof(tx, key, now);
      if (limited) return limited;
      const handed = await handOut(tx, { ticket, recoveryCase, key });
      if ('refusal' in handed) return handed;
      hit(tx, 'proof-starts', `${key.portalKey}/${key.accountRef}`, now);
      await this.evidence.tellThatSomebodyAsks(tx, { ticket, recoveryCase, account, now, ...(except !== undefined && { except }) });
      if (agent) takeUp(ticket);
      const actor = agent ? actorOf(agent, now) : ({ kind: 'requester' } as const);
      addEvent(tx, ticket.id, 'proof.started', actor, { kind, ...detail }, now);
      await tx.flush();
      await announce(tx, { portal: ticket.portalKey, number: ticket.number });
      await this.audit.record(tx, {
        portalKey: ticket.portalKey, verb: 'proof.started', actor, ticketNumber, account: { portalKey: key.portalKey, ref: account.ref }, outcome: 'done', detail: { kind, grantId: handed.grantId }, now,
      });
      return handed.answer;
    });
  }
}
