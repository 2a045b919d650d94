import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import type { Account } from '#directory';
import { newId, type Actor } from '#kernel';
import type { EntityManager } from '#persistence';
import { policyOf } from '#portals';
import { addEvent, announce, type Ticket } from '#tickets';
import { EVIDENCE_RULES, type EvidenceKind } from '../../domain/evidence.js';
import { validFor } from '../../domain/stricter.js';
import { levelOf } from '../../domain/level.js';
import { Evidence } from '../../store/evidence.entity.js';
import type { RecoveryCase } from '../../store/recovery-case.entity.js';
import { evidenceOf } from '../../store/recovery.queries.js';
import { advance } from '../cases/advance.js';
import { takeUp } from '../account/account-action.js';
import { evidenceFacts, markOnFile } from '../account/action-facts.js';
import { TellHolder } from '../mails/tell-holder.js';

export interface EvidenceToRecord {
  readonly ticket: Ticket;
  /** Locked. */
  readonly recoveryCase: RecoveryCase;
  readonly account: Account;
  readonly kind: EvidenceKind;
  readonly outcome: 'proved' | 'failed';
  /** Which channel (as a mark), how many matched. Never what was compared. */
  readonly detail: Readonly<Record<string, unknown>>;
  readonly actor: Actor;
  readonly agentId: string | null;
  readonly now: Date;
}

/** Writes one proof, or the failure of one, into the ledger of the account. Call it last in a transaction. */
@Injectable()
export class RecordEvidence {
  constructor(private readonly audit: AuditTrail, private readonly tellHolder: TellHolder) {}

  async within(tx: EntityManager, { ticket, recoveryCase, account, kind, outcome, detail, actor, agentId, now }: EvidenceToRecord): Promise<Evidence> {
    const key = { portalKey: ticket.portalKey, accountRef: account.ref };
    const evidence = tx.create(Evidence, {
      id: newId(), ...key, caseId: recoveryCase.id, kind, outcome, recordedAt: now, expiresAt: new Date(now.getTime() + validFor(kind, await policyOf(tx, ticket.portalKey))), recordedByAgentId: agentId, voidedAt: null, voidedBecause: null, detail: { ...detail, ...(outcome === 'proved' && { onFile: markOnFile(account) }) },
    });
    tx.persist(evidence);
    await tx.flush();
    const held = levelOf((await evidenceOf(tx, key, now)).map((one) => evidenceFacts(one, account)), account, now);
    if (!['executing', 'second-person', 'hold', 'frozen'].includes(recoveryCase.state)) advance(recoveryCase, held.level > 0 ? 'ready' : 'evidence', now);
    if (agentId !== null) takeUp(ticket);
    addEvent(tx, ticket.id, outcome === 'proved' ? 'evidence.recorded' : 'evidence.failed', actor, { kind, points: outcome === 'proved' ? EVIDENCE_RULES[kind].points : 0, level: held.level }, now);
    await tx.flush();
    await announce(tx, { portal: ticket.portalKey, number: ticket.number });
    await this.audit.record(tx, {
      portalKey: ticket.portalKey, verb: outcome === 'proved' ? 'evidence.recorded' : 'evidence.failed', actor, ticketNumber: ticket.number, account: { portalKey: ticket.portalKey, ref: account.ref },
      outcome: outcome === 'proved' ? 'done' : 'failed', detail: { kind, evidenceId: evidence.id, level: held.level }, now,
    });
    return evidence;
  }

  /**
   * Tells the holder once that somebody asks for help with the account, as soon as more is under way than a mail to
   * the address on file (5.4). A proof mail says so itself, so `except` names the address that it goes to.
   */
  async tellThatSomebodyAsks(tx: EntityManager, { ticket, recoveryCase, account, now, except }: Pick<EvidenceToRecord, 'ticket' | 'recoveryCase' | 'account' | 'now'> & { readonly except?: string }): Promise<void> {
    if (recoveryCase.holderToldAt) return;
    recoveryCase.holderToldAt = now;
    await this.tellHolder.within(tx, { ticket, caseId: recoveryCase.id, account, event: 'case-opened', by: 'agent', except, now });
  }
}
