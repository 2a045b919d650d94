import { Injectable } from '@nestjs/common';
import type { Account, Directory } from '#directory';
import type { Refusal } from '#kernel';
import type { EntityManager } from '#persistence';
import { ActionMails } from '../mails/action-mails.js';
import type { AccountAction, Doing, Effect } from './account-action.js';

/** The office lets somebody in who is entitled (U34, U35); an address that was never confirmed gets its link. */
@Injectable()
export class ApproveRegistration implements AccountAction<Account | undefined> {
  readonly type = 'approve-registration';
  readonly leadsTo = 'done';

  constructor(private readonly mails: ActionMails) {}

  async effect(directory: Directory, { account, operationId }: Effect): Promise<Account | undefined> {
    if (!(await directory.happened(operationId))) await directory.approveRegistration(account.ref, operationId);
    return directory.get(account.ref);
  }

  async settle(tx: EntityManager, doing: Doing, account: Account | undefined): Promise<Refusal | undefined> {
    const username = doing.account.username;
    const refused = account?.state === 'active'
      ? await this.mails.toPerson(tx, doing, 'registration-approved', { username }, {})
      : await this.mails.withActivation(tx, doing, 'registration-approved', { username });
    await this.mails.notice(tx, doing, 'registration-changed');
    return refused;
  }
}
