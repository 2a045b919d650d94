import { Injectable } from '@nestjs/common';
import { Alarms } from '#alarms';
import type { Directory } from '#directory';
import type { EntityManager } from '#persistence';
import { forgetThaws, pendingDeletions } from '../../store/waiting.queries.js';
import { ActionMails } from '../mails/action-mails.js';
import { HoldMails } from '../waiting/hold-mails.js';
import { subjectOfReport } from '../links/freeze-without-ticket.js';
import type { AccountAction, Doing, Effect } from './account-action.js';
import { UNDO_MS } from './delete-account.js';

/** Lets the holder in again, after two people were convinced that it is the holder (5.3). */
@Injectable()
export class Unfreeze implements AccountAction<void> {
  readonly type = 'unfreeze';
  readonly leadsTo = 'evidence';

  constructor(private readonly mails: ActionMails, private readonly holdMails: HoldMails, private readonly alarms: Alarms) {}

  async effect(directory: Directory, { account, operationId }: Effect): Promise<void> {
    if (!(await directory.happened(operationId))) await directory.unfreeze(account.ref, operationId);
  }

  async settle(tx: EntityManager, doing: Doing): Promise<undefined> {
    const { ticket, account, now } = doing;
    const key = { portalKey: ticket.portalKey, accountRef: account.ref };
    await forgetThaws(tx, key);
    await this.alarms.clear(tx, 'report-without-ticket', subjectOfReport(ticket.portalKey, account));
    await this.mails.notice(tx, doing, 'account-unfrozen');
    // While it was frozen nobody could look after a deletion: it is announced anew, with all its days.
    for (const deletion of await pendingDeletions(tx, key)) {
      const until = new Date(now.getTime() + UNDO_MS);
      Object.assign(deletion, { undoUntil: until, finalAt: until });
      await this.holdMails.tell(tx, { ...doing, action: deletion }, 'deletion-announced');
    }
  }
}
