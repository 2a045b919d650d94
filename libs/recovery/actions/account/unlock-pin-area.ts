import { Injectable } from '@nestjs/common';
import type { Directory } from '#directory';
import { refuse, type Refusal } from '#kernel';
import type { EntityManager } from '#persistence';
import type { ActionParameters } from '../../domain/actions.js';
import { ActionMails } from '../mails/action-mails.js';
import type { AccountAction, Doing, Draft, Effect } from './account-action.js';

/** Takes away the block that wrong PINs set on an area; the PIN itself is still asked for. */
@Injectable()
export class UnlockPinArea implements AccountAction<void> {
  readonly type = 'unlock-pin-area';
  readonly leadsTo = 'done';

  constructor(private readonly mails: ActionMails) {}

  complete({ parameters, account }: Draft): ActionParameters | Refusal {
    const blocked = account.pinAreas.filter(({ state }) => state === 'blocked');
    const area = parameters.area ?? (blocked.length === 1 ? blocked[0]!.area : undefined);
    if (area === undefined) return refuse('recovery.parameter-missing', { missing: ['parameter:area'] });
    return blocked.some((one) => one.area === area) ? { ...parameters, area } : refuse('recovery.pin-not-blocked');
  }

  async effect(directory: Directory, { account, operationId, parameters }: Effect): Promise<void> {
    if (!(await directory.happened(operationId))) await directory.unlockPinArea(account.ref, parameters.area!, operationId);
  }

  async settle(tx: EntityManager, doing: Doing): Promise<undefined> {
    await this.mails.notice(tx, doing, 'pin-area-unlocked');
  }
}
