import { Injectable } from '@nestjs/common';
import type { Directory } from '#directory';
import { canonicalAddress, refuse, type Refusal } from '#kernel';
import type { EntityManager } from '#persistence';
import type { ActionParameters } from '../../domain/actions.js';
import { voidEvidence } from '../../store/recovery.queries.js';
import { ActionMails } from '../mails/action-mails.js';
import { HoldMails } from '../waiting/hold-mails.js';
import type { AccountAction, Back, Doing, Draft, Effect } from './account-action.js';

/**
 * A second address, proved by its reader. It proves nothing itself for 30 days (5.2), but a link asked for on a page goes
 * there at once: so it needs what a change of the main address needs (5.3).
 */
@Injectable()
export class AddSecondAddress implements AccountAction<void> {
  readonly type = 'add-second-address';
  readonly leadsTo = 'done';

  constructor(private readonly mails: ActionMails, private readonly holdMails: HoldMails) {}

  complete({ newAddress }: Draft): ActionParameters | Refusal {
    return newAddress === undefined ? refuse('recovery.new-address-unproved') : { address: newAddress };
  }

  async effect(directory: Directory, { account, operationId, parameters }: Effect): Promise<void> {
    if (!(await directory.happened(operationId))) await directory.addAddress(account.ref, { address: parameters.address!, confirmed: true }, operationId);
  }

  async settle(tx: EntityManager, doing: Doing): Promise<undefined> {
    // Another address on file ends what was proved (5.4, `markOnFile`): the rows say why, as after a change of the main one.
    await voidEvidence(tx, { portalKey: doing.ticket.portalKey, accountRef: doing.account.ref }, 'address-changed', doing.now);
    // After a crash the new one is on file already; it never gets the way to object, which is for those who were there before.
    const isNew = (address: string): boolean => canonicalAddress(address) === canonicalAddress(doing.action.parameters.address!);
    await this.mails.notice(tx, { ...doing, account: { ...doing.account, addresses: doing.account.addresses.filter(({ address }) => !isNew(address)) } }, 'second-address-added');
    await this.holdMails.tell(tx, doing, 'hold-completed');
  }

  async undo(directory: Directory, { accountRef, operationId, parameters }: Back): Promise<void> {
    const account = await directory.get(accountRef);
    const added = account?.addresses.find(({ address }) => canonicalAddress(address) === canonicalAddress(parameters.address!));
    if (added) await directory.removeAddress(accountRef, added.id, operationId);
  }
}
