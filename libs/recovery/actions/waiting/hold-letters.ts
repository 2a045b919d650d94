import { Injectable } from '@nestjs/common';
import { newId, Sealer, Secret } from '#kernel';
import type { EntityManager } from '#persistence';
import { Slip } from '../../store/slip.entity.js';
import type { Doing } from '../account/account-action.js';
import { IssueGrant } from '../mails/issue-grant.js';
import { slipContext } from '../mails/issue-slip.js';

/** What stands sealed on the paper: the page to type into the address line, and the number to type there. */
export interface LetterObjection {
  readonly page: string;
  readonly number: string;
}

/**
 * The letter to the postal address on file, where no electronic way reaches the holder of a change that waits (5.6): the page and the number by which they
 * object. Printed by the office with its other letters; what it says of the change is read when it is printed.
 */
@Injectable()
export class HoldLetters {
  constructor(private readonly issueGrant: IssueGrant, private readonly sealer: Sealer) {}

  /** One that still waits for the printer stands for a later stage too. Returns whether a new one was made. */
  async within(tx: EntityManager, { ticket, account, action, recoveryCase, now }: Doing, lifeMs: number): Promise<boolean> {
    const waits = await tx.count(Slip, { actionId: action.id, kind: 'hold-letter', printedAt: null, secretSealed: { $ne: null } });
    if (waits > 0) return false;
    const key = { portalKey: ticket.portalKey, accountRef: account.ref };
    const prepared = this.issueGrant.prepare('cancel', ticket.portalKey, { onPaper: true });
    await this.issueGrant.within(tx, prepared, { ...key, caseId: recoveryCase.id, ticketId: ticket.id, actionId: action.id, sentTo: '', event: action.type, lifeMs, now });
    const id = newId();
    const objection: LetterObjection = { page: prepared.link, number: prepared.typed };
    tx.persist(tx.create(Slip, {
      ...key, id, createdAt: now, actionId: action.id, bulkId: null, kind: 'hold-letter', area: null, secretSealed: this.sealer.seal(new Secret(JSON.stringify(objection)), slipContext(id)), endsAt: new Date(now.getTime() + lifeMs),
      printedAt: null, printedByAgentId: null, batchId: null, sentAt: null, receivedAt: null, receiptAskedAt: null, endedAt: null,
    }));
    await tx.flush();
    return true;
  }

  /** The change will not come, or was taken back: what was not printed yet is pointless. */
  async stop(tx: EntityManager, actionId: string, now: Date): Promise<void> {
    await tx.nativeUpdate(Slip, { actionId, kind: 'hold-letter', printedAt: null, secretSealed: { $ne: null } }, { secretSealed: null, endedAt: now });
  }
}
