import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import type { Account } from '#directory';
import { newId, type CaseType } from '#kernel';
import type { EntityManager } from '#persistence';
import { Portals } from '#portals';
import { addEvent, type Ticket } from '#tickets';
import { senderIsAuthentic } from '../../domain/instant.js';
import { RecoveryCase } from '../../store/recovery-case.entity.js';
import { addCase } from '../../store/recovery.queries.js';
import { IssueGrant } from '../mails/issue-grant.js';
import { candidatesFrom } from './candidates-from.js';
import { kindOf } from './desk.js';

export interface OpenCaseCommand {
  readonly ticket: Ticket;
  readonly portalKey: string;
  readonly caseType: CaseType;
  /** What the mail says of itself; shown to the agent, never evidence. */
  readonly claimed: Readonly<Record<string, string | undefined>>;
  readonly candidates: readonly Account[];
  readonly senderMatches: readonly Account[];
  /** `pass`, `fail`, `none`, `unknown`. */
  readonly authenticity: string;
  readonly now: Date;
}

const REKEY = { kind: 'rekey' } as const;

/** Opens the case of a new ticket, in the transaction that files it, and links the account where that is plain. */
@Injectable()
export class OpenCase {
  constructor(private readonly portals: Portals, private readonly issueGrant: IssueGrant, private readonly audit: AuditTrail) {}

  /** @returns the case and the link to the requester's own status page, for the acknowledgement */
  async within(tx: EntityManager, command: OpenCaseCommand): Promise<{ readonly recoveryCase: RecoveryCase; readonly statusLink: string }> {
    const { ticket, portalKey, senderMatches, authenticity, now } = command;
    const { instant } = await this.portals.get(portalKey);
    const linked = senderMatches.length === 1 && senderIsAuthentic(authenticity, instant.trustRelay) ? senderMatches[0] : undefined;
    const recoveryCase = Object.assign(new RecoveryCase(), {
      id: newId(), createdAt: now, updatedAt: now, ticketId: ticket.id, portalKey, caseType: command.caseType, state: linked ? 'matched' : 'received', accountRef: linked?.ref ?? null,
      linkedAt: linked ? now : null, linkedByAgentId: null, candidates: candidatesFrom({ accounts: command.candidates, senderAddress: senderMatches.length > 0 ? ticket.requesterAddress : undefined, claimed: command.claimed }), claimed: textsOf(command.claimed), holderToldAt: null, ticked: [], askedAt: null, version: 1,
    });
    addCase(tx, recoveryCase);
    const prepared = this.issueGrant.prepare('status', portalKey);
    await this.issueGrant.within(tx, prepared, { portalKey, accountRef: '', caseId: recoveryCase.id, ticketId: ticket.id, sentTo: ticket.requesterAddress, now });
    if (linked) {
      Object.assign(ticket, kindOf(linked));
      addEvent(tx, ticket.id, 'account.linked', REKEY, { because: ['sender.one-account', authenticity === 'pass' ? 'mail.authentic' : 'relay.trusted'] }, now);
      await this.audit.record(tx, { portalKey, verb: 'account.linked', actor: REKEY, ticketNumber: ticket.number, account: { portalKey, ref: linked.ref }, outcome: 'done', detail: { by: 'sender-address', authenticity }, now });
    }
    return { recoveryCase, statusLink: prepared.link };
  }
}

function textsOf(claimed: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(claimed).filter((entry): entry is [string, string] => typeof entry[1] === 'string').map(([key, value]) => [key, value.slice(0, 300)]));
}
