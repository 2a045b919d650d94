import { Injectable } from '@nestjs/common';
import type { Directory } from '#directory';
import type { EntityManager } from '#persistence';
import { TellHolder } from '../mails/tell-holder.js';
import type { AccountAction, Doing, Effect } from './account-action.js';

/** Takes away the lock that failed sign-ins set. */
@Injectable()
export class Unlock implements AccountAction<void> {
  readonly type = 'unlock';
  readonly leadsTo = 'done';

  constructor(private readonly tellHolder: TellHolder) {}

  async effect(directory: Directory, { account, operationId }: Effect): Promise<void> {
    if (!(await directory.happened(operationId))) await directory.unlock(account.ref, operationId);
  }

  async settle(tx: EntityManager, { ticket, recoveryCase, action, account, now }: Doing): Promise<undefined> {
    await this.tellHolder.within(tx, { ticket, caseId: recoveryCase.id, actionId: action.id, account, event: 'account-unlocked', by: action.asker, now });
  }
}
