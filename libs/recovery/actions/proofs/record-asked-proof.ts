import { Injectable } from '@nestjs/common';
import { Directories, type Account } from '#directory';
import { refuse, type Actor, type Refusal } from '#kernel';
import { Database, type EntityManager } from '#persistence';
import type { Ticket } from '#tickets';
import type { EvidenceKind } from '../../domain/evidence.js';
import { isUsable } from '../../domain/grants.js';
import type { Grant } from '../../store/grant.entity.js';
import { lockGrant } from '../../store/grants.queries.js';
import type { RecoveryCase } from '../../store/recovery-case.entity.js';
import { lockAccount } from '../../store/recovery.queries.js';
import { lockWhereProved } from '../cases/open-ticket.js';
import { RecordEvidence } from './record-evidence.js';

export interface AskedAndLocked {
  readonly ticket: Ticket;
  readonly recoveryCase: RecoveryCase;
  readonly grant: Grant;
}

/** What is given on the status page becomes evidence, or the failure of a proof; both count for the account, whatever ticket it was. */
@Injectable()
export class RecordAskedProof {
  constructor(private readonly database: Database, private readonly directories: Directories, private readonly evidence: RecordEvidence) {}

  /** The account that the proof was asked for; undefined: gone, or not to be handled. */
  async account({ portalKey, accountRef }: Grant): Promise<Account | undefined> {
    const account = await this.directories.of(portalKey).get(accountRef);
    return account?.excluded ? undefined : account;
  }

  /**
   * Runs a step with everything locked, in the order of the room. A ticket that was linked to another account since has
   * nothing asked any more: `recovery.nothing-asked`, as has a request that is used, over or replaced. One that went into
   * another is followed there (`lockWhereProved`).
   */
  locked<Answer>(asked: Grant, now: Date, work: (tx: EntityManager, locked: AskedAndLocked) => Promise<Answer>): Promise<Answer | Refusal> {
    return this.database.transaction(async (tx): Promise<Answer | Refusal> => {
      const open = await lockWhereProved(tx, asked.ticketId!, asked.accountRef);
      if (!open.allowed) return open;
      const { ticket, recoveryCase } = open;
      if (recoveryCase.accountRef !== asked.accountRef) return refuse('recovery.nothing-asked');
      await lockAccount(tx, asked);
      const grant = await lockGrant(tx, asked.id);
      if (!isUsable(grant, now)) return refuse('recovery.nothing-asked');
      return work(tx, { ticket, recoveryCase, grant });
    });
  }

  /** Call it last. Used once, whatever comes. */
  async proved(tx: EntityManager, { ticket, recoveryCase, grant }: AskedAndLocked, what: { readonly kind: EvidenceKind; readonly account: Account; readonly detail?: Readonly<Record<string, unknown>>; readonly actor: Actor; readonly now: Date }): Promise<void> {
    Object.assign(grant, { state: 'used', usedAt: what.now, codeHash: null });
    await this.evidence.within(tx, { ticket, recoveryCase, account: what.account, kind: what.kind, outcome: 'proved', detail: { ...what.detail, grantId: grant.id }, actor: what.actor, agentId: grant.startedByAgentId ?? null, now: what.now });
  }

  /** The request is dead and the account remembers it: who learns over several tickets is met with a higher level (5.4). */
  async failed(tx: EntityManager, { ticket, recoveryCase, grant }: AskedAndLocked, what: { readonly kind: EvidenceKind; readonly account: Account; readonly because: string; readonly actor: Actor; readonly now: Date }): Promise<void> {
    Object.assign(grant, { state: 'revoked', codeHash: null });
    await this.evidence.within(tx, { ticket, recoveryCase, account: what.account, kind: what.kind, outcome: 'failed', detail: { because: what.because, grantId: grant.id }, actor: what.actor, agentId: grant.startedByAgentId ?? null, now: what.now });
  }
}
