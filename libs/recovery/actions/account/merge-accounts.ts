import { Injectable } from '@nestjs/common';
import type { Account, Directory } from '#directory';
import { refuse, type Refusal } from '#kernel';
import type { EntityManager } from '#persistence';
import type { ActionParameters } from '../../domain/actions.js';
import { revokeOpening } from '../../store/grants.queries.js';
import { ActionMails } from '../mails/action-mails.js';
import { TellHolder } from '../mails/tell-holder.js';
import type { AccountAction, Doing, Draft, Effect } from './account-action.js';

/** Two accounts of one person become one: the one of the case stays, the other closes. */
abstract class Merger implements AccountAction<Account | undefined> {
  abstract readonly type: 'merge-accounts' | 'migrate-account';
  readonly leadsTo = 'done';

  constructor(protected readonly mails: ActionMails, private readonly tellHolder: TellHolder) {}

  complete({ parameters, account }: Draft): ActionParameters | Refusal {
    if (parameters.otherRef === undefined || parameters.otherRef === account.ref) return refuse('recovery.parameter-missing', { missing: ['parameter:otherRef'] });
    return { otherRef: parameters.otherRef };
  }

  /** The other account is read before it loses its addresses; after a crash they are among those of the one that stays. */
  async effect(directory: Directory, { account, operationId, parameters }: Effect): Promise<Account | undefined> {
    const other = await directory.get(parameters.otherRef!);
    if (!(await directory.happened(operationId))) await directory.mergeAccounts(parameters.otherRef!, account.ref, operationId);
    return other;
  }

  async settle(tx: EntityManager, doing: Doing, other: Account | undefined): Promise<Refusal | undefined> {
    const { ticket, recoveryCase, action, account, now } = doing;
    await revokeOpening(tx, { portalKey: ticket.portalKey, accountRef: action.parameters.otherRef! });
    const refused = await this.tellPerson(tx, doing);
    const event = this.type === 'merge-accounts' ? 'accounts-merged' : 'account-migrated';
    await this.mails.notice(tx, doing, event);
    const elsewhere = (other?.addresses ?? []).filter(({ address }) => !account.addresses.some((one) => one.address === address));
    if (other && elsewhere.length > 0) {
      await this.tellHolder.within(tx, { ticket, caseId: recoveryCase.id, actionId: action.id, account: { ...other, addresses: elsewhere }, event, by: action.asker, now });
    }
    return refused;
  }

  protected abstract tellPerson(tx: EntityManager, doing: Doing): Promise<Refusal | undefined>;
}

@Injectable()
export class MergeAccounts extends Merger {
  readonly type = 'merge-accounts';

  constructor(mails: ActionMails, tellHolder: TellHolder) {
    super(mails, tellHolder);
  }

  protected tellPerson(tx: EntityManager, doing: Doing): Promise<Refusal | undefined> {
    return this.mails.toPerson(tx, doing, 'accounts-merged', { username: doing.account.username }, {});
  }
}

/** The same for an account of an older portal, which moves into the new one (U36). */
@Injectable()
export class MigrateAccount extends Merger {
  readonly type = 'migrate-account';

  constructor(mails: ActionMails, tellHolder: TellHolder) {
    super(mails, tellHolder);
  }

  protected tellPerson(tx: EntityManager, doing: Doing): Promise<Refusal | undefined> {
    return this.mails.toPerson(tx, doing, 'account-migrated', { username: doing.account.username }, {});
  }
}
