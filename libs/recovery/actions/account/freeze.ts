import { Injectable } from '@nestjs/common';
import { Alarms } from '#alarms';
import type { Directory } from '#directory';
import type { EntityManager } from '#persistence';
import { TellHolder } from '../mails/tell-holder.js';
import { subjectOfReport } from '../links/freeze-without-ticket.js';
import type { AccountAction, Back, Doing, Effect } from './account-action.js';
import { endOpening } from './end-opening.js';

/** Nobody gets in until a person has looked: sessions end, every link dies, every proof is void (R13, R67). */
@Injectable()
export class Freeze implements AccountAction<void> {
  readonly type = 'freeze';
  readonly leadsTo = 'frozen';

  constructor(private readonly tellHolder: TellHolder, private readonly alarms: Alarms) {}

  async effect(directory: Directory, { account, operationId }: Effect): Promise<void> {
    if (!(await directory.happened(operationId))) await directory.freeze(account.ref, operationId);
  }

  async settle(tx: EntityManager, { ticket, recoveryCase, action, account, now }: Doing): Promise<undefined> {
    await endOpening(tx, { portalKey: ticket.portalKey, accountRef: account.ref }, now, action.id);
    await this.alarms.clear(tx, 'report-without-ticket', subjectOfReport(ticket.portalKey, account));
    await this.tellHolder.within(tx, { ticket, caseId: recoveryCase.id, actionId: action.id, account, event: 'account-frozen', by: action.asker, now });
  }

  /** On the word of a mail only a day; whoever was convinced by more sets no end (5.3). */
  async end(directory: Directory, { accountRef, operationId }: Back): Promise<void> {
    await directory.unfreeze(accountRef, operationId);
  }
}
