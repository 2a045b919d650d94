import { Injectable } from '@nestjs/common';
import type { Directory } from '#directory';
import { canonicalAddress, refuse, type Refusal } from '#kernel';
import type { EntityManager } from '#persistence';
import { officeOf, Portals } from '#portals';
import type { ActionParameters } from '../../domain/actions.js';
import { ActionMails } from '../mails/action-mails.js';
import type { AccountAction, Doing, Draft, Effect } from './account-action.js';

/** The office says no, and why. */
@Injectable()
export class RefuseRegistration implements AccountAction<void> {
  readonly type = 'refuse-registration';
  readonly leadsTo = 'refused';

  constructor(private readonly mails: ActionMails, private readonly portals: Portals) {}

  complete({ parameters }: Draft): ActionParameters | Refusal {
    const reason = parameters.reason?.trim() ?? '';
    return reason === '' ? refuse('recovery.parameter-missing', { missing: ['parameter:reason'] }) : { ...parameters, reason };
  }

  async effect(directory: Directory, { account, operationId }: Effect): Promise<void> {
    if (!(await directory.happened(operationId))) await directory.refuseRegistration(account.ref, operationId);
  }

  async settle(tx: EntityManager, doing: Doing): Promise<Refusal | undefined> {
    const { action: { parameters }, ticket, account, address } = doing;
    // In the language of the mail, which is that of whoever wrote.
    const locale = address && canonicalAddress(address.address) === ticket.requesterCanonical ? ticket.language : account.locale;
    const chosen = officeOf(await this.portals.get(ticket.portalKey))?.refusalReasons.find(({ key }) => key === parameters.reasonKey);
    return this.mails.toPerson(tx, doing, 'registration-refused', { reason: chosen?.text[locale] ?? parameters.reason! }, {});
  }
}
