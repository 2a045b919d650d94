import { Injectable } from '@nestjs/common';
import type { Directory } from '#directory';
import { refuse, type Refusal } from '#kernel';
import type { EntityManager } from '#persistence';
import type { ActionParameters } from '../../domain/actions.js';
import { ActionMails } from '../mails/action-mails.js';
import type { AccountAction, Doing, Draft, Effect } from './account-action.js';

/** The office says no, and why. */
@Injectable()
export class RefuseRegistration implements AccountAction<void> {
  readonly type = 'refuse-registration';
  readonly leadsTo = 'refused';

  constructor(private readonly mails: ActionMails) {}

  complete({ parameters }: Draft): ActionParameters | Refusal {
    const reason = parameters.reason?.trim() ?? '';
    return reason === '' ? refuse('recovery.parameter-missing', { missing: ['parameter:reason'] }) : { ...parameters, reason };
  }

  async effect(directory: Directory, { account, operationId }: Effect): Promise<void> {
    if (!(await directory.happened(operationId))) await directory.refuseRegistration(account.ref, operationId);
  }

  async settle(tx: EntityManager, doing: Doing): Promise<Refusal | undefined> {
    return this.mails.toPerson(tx, doing, 'registration-refused', { reason: doing.action.parameters.reason! }, {});
  }
}
