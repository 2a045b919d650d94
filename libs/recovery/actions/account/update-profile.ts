import { Injectable } from '@nestjs/common';
import type { Directory } from '#directory';
import { refuse, type Refusal } from '#kernel';
import type { EntityManager } from '#persistence';
import type { ActionParameters } from '../../domain/actions.js';
import { ActionMails } from '../mails/action-mails.js';
import type { AccountAction, Doing, Draft, Effect } from './account-action.js';

/** Names, organisation or language as the person says. A phone number is a way in and is not changed here. */
@Injectable()
export class UpdateProfile implements AccountAction<void> {
  readonly type = 'update-profile';
  readonly leadsTo = 'done';

  constructor(private readonly mails: ActionMails) {}

  complete({ parameters }: Draft): ActionParameters | Refusal {
    const profile = Object.fromEntries(Object.entries(parameters.profile ?? {}).map(([field, value]) => [field, value?.trim()]).filter(([, value]) => value));
    return Object.keys(profile).length === 0 ? refuse('recovery.parameter-missing', { missing: ['parameter:profile'] }) : { profile };
  }

  async effect(directory: Directory, { account, operationId, parameters }: Effect): Promise<void> {
    if (!(await directory.happened(operationId))) await directory.updateProfile(account.ref, { ...parameters.profile } as Record<string, string>, operationId);
  }

  async settle(tx: EntityManager, doing: Doing): Promise<undefined> {
    await this.mails.notice(tx, doing, 'profile-changed');
  }
}
