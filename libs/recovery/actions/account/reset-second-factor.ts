import { Injectable } from '@nestjs/common';
import type { Directory } from '#directory';
import type { EntityManager } from '#persistence';
import { ActionMails } from '../mails/action-mails.js';
import type { AccountAction, Doing, Effect, Noticed } from './account-action.js';

/** Takes authenticator and saved codes away, after A3, a second person and a day (5.3). There is no way back: the person sets up a new one. */
@Injectable()
export class ResetSecondFactor implements AccountAction<void> {
  readonly type = 'reset-second-factor';
  readonly leadsTo = 'done';

  constructor(private readonly mails: ActionMails) {}


  async effect(directory: Directory, { account, operationId }: Effect): Promise<void> {
    if (!(await directory.happened(operationId))) await directory.resetSecondFactor(account.ref, operationId);
  }

  async settle(tx: EntityManager, doing: Doing): Promise<Noticed> {
    return { noticed: await this.mails.notice(tx, doing, 'second-factor-reset') };
  }
}
