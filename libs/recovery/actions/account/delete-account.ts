import { Injectable } from '@nestjs/common';
import type { Directory } from '#directory';
import type { EntityManager } from '#persistence';
import { DAY_MS } from '#kernel';
import { revokeOpening } from '../../store/grants.queries.js';
import { HoldMails } from '../waiting/hold-mails.js';
import type { AccountAction, Back, Doing, Effect } from './account-action.js';

/** How long it can be taken back. */
export const UNDO_MS = 7 * DAY_MS;

/** Disabled at once, gone after seven days; until then every address on file can take it back (U23). */
@Injectable()
export class DeleteAccount implements AccountAction<void> {
  readonly type = 'delete-account';
  readonly leadsTo = 'done';

  constructor(private readonly holdMails: HoldMails) {}

  async effect(directory: Directory, { account, operationId }: Effect): Promise<void> {
    if (!(await directory.happened(operationId))) await directory.disable(account.ref, operationId);
  }

  async settle(tx: EntityManager, doing: Doing): Promise<undefined> {
    const { ticket, account, action, now } = doing;
    await revokeOpening(tx, { portalKey: ticket.portalKey, accountRef: account.ref });
    action.undoUntil = new Date(now.getTime() + UNDO_MS);
    await this.holdMails.tell(tx, doing, 'deletion-announced');
  }

  async undo(directory: Directory, { accountRef, operationId }: Back): Promise<void> {
    await directory.enable(accountRef, operationId);
  }

  async end(directory: Directory, { accountRef, operationId }: Back): Promise<void> {
    await directory.deleteAccount(accountRef, operationId);
  }
}
