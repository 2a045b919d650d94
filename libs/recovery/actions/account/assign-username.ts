import { Injectable } from '@nestjs/common';
import type { Directory } from '#directory';
import { refuse, type Refusal } from '#kernel';
import type { EntityManager } from '#persistence';
import type { ActionParameters } from '../../domain/actions.js';
import { ActionMails } from '../mails/action-mails.js';
import type { AccountAction, Doing, Draft, Effect } from './account-action.js';

/** Letters, digits and what joins them; the directory may be stricter. */
const USERNAME = /^[\p{L}\p{N}](?:[\p{L}\p{N}._@+-]{0,62}[\p{L}\p{N}])?$/u;

/** Another user name before the registration is finished, in justified cases (U7). */
@Injectable()
export class AssignUsername implements AccountAction<void> {
  readonly type = 'assign-username';
  readonly leadsTo = 'done';

  constructor(private readonly mails: ActionMails) {}

  complete({ parameters, account }: Draft): ActionParameters | Refusal {
    const username = parameters.username?.trim() ?? '';
    if (username === '') return refuse('recovery.parameter-missing', { missing: ['parameter:username'] });
    if (!USERNAME.test(username)) return refuse('recovery.parameter-misfit', { missing: ['parameter:username'] });
    return { ...parameters, username, formerUsername: account.username };
  }

  async effect(directory: Directory, { account, operationId, parameters }: Effect): Promise<void> {
    if (!(await directory.happened(operationId))) await directory.changeUsername(account.ref, parameters.username!, operationId);
  }

  async settle(tx: EntityManager, doing: Doing): Promise<Refusal | undefined> {
    const { username, formerUsername } = doing.action.parameters;
    const renamed = { ...doing, account: { ...doing.account, username: username! } };
    const refused = await this.mails.toPerson(tx, renamed, 'username-assigned', { username: username!, formerUsername: formerUsername ?? null }, {});
    await this.mails.notice(tx, renamed, 'username-changed');
    return refused;
  }
}
