import { Injectable } from '@nestjs/common';
import type { Directory } from '#directory';
import { refuse, type Refusal } from '#kernel';
import type { EntityManager } from '#persistence';
import { mainAddress } from '../../domain/account-facts.js';
import type { ActionParameters } from '../../domain/actions.js';
import { revokeOpening } from '../../store/grants.queries.js';
import { voidEvidence } from '../../store/recovery.queries.js';
import { ActionMails } from '../mails/action-mails.js';
import { MailToFile } from '../mails/mail-to-file.js';
import { HoldMails } from '../waiting/hold-mails.js';
import { NOT_ON_FILE } from './choose-address.js';
import { isOfTheDesk, type AccountAction, type Back, type Doing, type Draft, type Effect } from './account-action.js';

/**
 * Another main address (U11, U12, U21). Its reader has said yes before; nobody at the desk types it. The former one
 * hears of every step and can take it back for seven days.
 */
@Injectable()
export class ChangeEmail implements AccountAction<void> {
  readonly type = 'change-email';
  readonly leadsTo = 'done';

  constructor(private readonly mails: ActionMails, private readonly mail: MailToFile, private readonly holdMails: HoldMails) {}

  complete({ account, newAddress }: Draft): ActionParameters | Refusal {
    if (newAddress === undefined) return refuse('recovery.new-address-unproved');
    const main = mainAddress(account);
    return main ? { address: newAddress, oldAddressId: main.id, oldAddress: main.address } : refuse('recovery.no-address-on-file');
  }

  async effect(directory: Directory, { account, operationId, parameters }: Effect): Promise<void> {
    if (!(await directory.happened(operationId))) await directory.changeAddress(account.ref, { replaces: parameters.oldAddressId!, address: parameters.address! }, operationId);
  }

  async settle(tx: EntityManager, doing: Doing): Promise<Refusal | undefined> {
    const { ticket, account, action, agentCode, now } = doing;
    const key = { portalKey: ticket.portalKey, accountRef: account.ref };
    await revokeOpening(tx, key);
    await voidEvidence(tx, key, 'address-changed', now);
    await this.holdMails.tell(tx, doing, 'hold-completed');
    const address = { id: NOT_ON_FILE, address: action.parameters.address! };
    const queued = await this.mail.within(tx, { ticket, account, address, kind: 'address-changed', variables: { username: account.username, agentCode }, secrets: {}, startedByAgent: isOfTheDesk(doing), now });
    return queued.allowed ? undefined : queued;
  }

  async undo(directory: Directory, { accountRef, operationId, parameters }: Back): Promise<void> {
    if (await directory.happened(operationId)) return;
    const account = await directory.get(accountRef);
    const changed = account?.addresses.find(({ kind }) => kind === 'primary');
    if (changed) await directory.changeAddress(accountRef, { replaces: changed.id, address: parameters.oldAddress! }, operationId);
  }
}
