import { Injectable } from '@nestjs/common';
import type { Refusal } from '#kernel';
import type { EntityManager } from '#persistence';
import { IssueGrant } from '../mails/issue-grant.js';
import { MailToFile } from '../mails/mail-to-file.js';
import type { AccountAction, Doing } from './account-action.js';
import { mailLink } from './mail-link.js';

/** A fresh activation link to the address given at registration. */
@Injectable()
export class ResendActivation implements AccountAction {
  readonly type = 'resend-activation';
  readonly leadsTo = 'executing';

  constructor(private readonly issueGrant: IssueGrant, private readonly mail: MailToFile) {}

  settle(tx: EntityManager, doing: Doing): Promise<Refusal | undefined> {
    return mailLink(tx, doing, 'activation-link', { issueGrant: this.issueGrant, mail: this.mail });
  }
}
