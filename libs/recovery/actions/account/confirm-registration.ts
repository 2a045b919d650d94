import { Injectable } from '@nestjs/common';
import type { Directory } from '#directory';
import type { Refusal } from '#kernel';
import type { EntityManager } from '#persistence';
import { ActionMails } from '../mails/action-mails.js';
import type { AccountAction, Doing, Effect } from './account-action.js';

/** Confirms a registration whose mail never arrived (U32, U41). The address stays as unproved as it was. */
@Injectable()
export class ConfirmRegistration implements AccountAction<void> {
  readonly type = 'confirm-registration';
  readonly leadsTo = 'done';

  constructor(private readonly mails: ActionMails) {}

  async effect(directory: Directory, { account, operationId }: Effect): Promise<void> {
    if (!(await directory.happened(operationId))) await directory.activate(account.ref, operationId);
  }

  async settle(tx: EntityManager, doing: Doing): Promise<Refusal | undefined> {
    const refused = await this.mails.toPerson(tx, doing, 'registration-confirmed', { username: doing.account.username }, {});
    await this.mails.notice(tx, doing, 'account-activated');
    return refused;
  }
}
