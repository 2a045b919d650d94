import { Injectable } from '@nestjs/common';
import type { Account, Directory, ProfileChanges } from '#directory';
import type { Refusal } from '#kernel';
import type { EntityManager } from '#persistence';
import type { ActionParameters } from '../../domain/actions.js';
import { ActionMails } from '../mails/action-mails.js';
import type { AccountAction, Doing, Draft, Effect } from './account-action.js';

/**
 * The office releases a registration whose data the person corrected (U5), as given or as the office knows it better,
 * with the user name that follows from it (U8). The person goes on with a fresh activation link.
 */
@Injectable()
export class ReleaseRegistrationData implements AccountAction<Account | undefined> {
  readonly type = 'release-registration-data';
  readonly leadsTo = 'executing';

  constructor(private readonly mails: ActionMails) {}

  complete({ parameters, account }: Draft): ActionParameters {
    const given = Object.fromEntries((account.registration?.corrections ?? []).filter(({ field }) => field !== 'phone').map(({ field, given: value }) => [field, value]));
    const username = parameters.username?.trim() || (account.registration?.proposedUsername ?? undefined);
    return { ...parameters, profile: { ...given, ...parameters.profile }, username, formerUsername: account.username };
  }

  async effect(directory: Directory, { account, operationId, parameters }: Effect): Promise<Account | undefined> {
    if (!(await directory.happened(operationId))) await directory.releaseRegistration(account.ref, { data: (parameters.profile ?? {}) as ProfileChanges, username: parameters.username }, operationId);
    return directory.get(account.ref);
  }

  async settle(tx: EntityManager, doing: Doing, released: Account | undefined): Promise<Refusal | undefined> {
    const { formerUsername } = doing.action.parameters;
    const now = { ...doing, account: released ?? doing.account };
    const refused = await this.mails.withActivation(tx, now, 'registration-released', {
      username: now.account.username, formerUsername: formerUsername !== undefined && formerUsername !== now.account.username ? formerUsername : null,
    });
    await this.mails.notice(tx, now, 'registration-changed');
    return refused;
  }
}
