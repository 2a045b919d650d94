import { Injectable } from '@nestjs/common';
import { newId, Sealer, Secret } from '#kernel';
import type { EntityManager } from '#persistence';
import { GRANT_RULES } from '../../domain/grants.js';
import { ACTION_POLICY, type ActionPolicy } from '../../domain/policy.js';
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

  /**
   * One that still waits for the printer stands for a later stage too. Its number stops the change or takes it back; where there is no way back it reports the
   * change, as a letter may arrive when all is over: then it freezes the account. `event`: of the stage. Returns whether a new one was made.
   */
  async within(tx: EntityManager, { ticket, account, action, recoveryCase, now }: Doing, given: { readonly lifeMs: number; readonly event: string }): Promise<boolean> {
    const { undoMs }: ActionPolicy = ACTION_POLICY[action.type];
    const [purpose, event, lifeMs] = undoMs === undefined ? ['report', given.event, GRANT_RULES.report.lifeMs] as const : ['cancel', action.type, given.lifeMs] as const;
    const waits = await tx.count(Slip, { actionId: action.id, kind: 'hold-letter', printedAt: null, secretSealed: { $ne: null } });
    if (waits > 0) return false;
    const key = { portalKey: ticket.portalKey, accountRef: account.ref };
    const prepared = this.issueGrant.prepare(purpose, ticket.portalKey, { onPaper: true });
    await this.issueGrant.within(tx, prepared, { ...key, caseId: recoveryCase.id, ticketId: ticket.id, actionId: action.id, sentTo: '', event, lifeMs, now });
    const id = newId();
    const objection: LetterObjection = { page: prepared.link, number: prepared.typed };
    tx.persist(tx.create(Slip, {
      ...key, id, createdAt: now, actionId: action.id, bulkId: null, kind: 'hold-letter', area: null, secretSealed: this.sealer.seal(new Secret(JSON.stringify(objection)), slipContext(id)), endsAt: new Date(now.getTime() + lifeMs),
      printedAt: null, printedByAgentId: null, batchId: null, sentAt: null, receivedAt: null, receiptAskedAt: null, endedAt: null,
    }));
    await tx.flush();
    return true;
  }

  /** Whether there is one about this change, printed or not. */
  async exists(tx: EntityManager, actionId: string): Promise<boolean> {
    return (await tx.count(Slip, { actionId, kind: 'hold-letter' })) > 0;
  }

  /** The change will not come, or was taken back: what was not printed yet is pointless. */
  async stop(tx: EntityManager, actionId: string, now: Date): Promise<void> {
    await tx.nativeUpdate(Slip, { actionId, kind: 'hold-letter', printedAt: null, secretSealed: { $ne: null } }, { secretSealed: null, endedAt: now });
  }
}
