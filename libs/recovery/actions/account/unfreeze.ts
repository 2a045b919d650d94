import { Injectable } from '@nestjs/common';
import type { Directory } from '#directory';
import type { EntityManager } from '#persistence';
import { ActionMails } from '../mails/action-mails.js';
import type { AccountAction, Doing, Effect } from './account-action.js';

/** Lets the holder in again, after two people were convinced that it is the holder (5.3). */
@Injectable()
export class Unfreeze implements AccountAction<void> {
  readonly type = 'unfreeze';
  readonly leadsTo = 'evidence';

  constructor(private readonly mails: ActionMails) {}

  async effect(directory: Directory, { account, operationId }: Effect): Promise<void> {
    if (!(await directory.happened(operationId))) await directory.unfreeze(account.ref, operationId);
  }

  async settle(tx: EntityManager, doing: Doing): Promise<undefined> {
    await this.mails.notice(tx, doing, 'account-unfrozen');
  }
}
