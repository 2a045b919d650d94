import { Injectable } from '@nestjs/common';
import type { Refusal } from '#kernel';
import type { EntityManager } from '#persistence';
import { ASKED_ON_A_PAGE_MS } from '../../domain/grants.js';
import { IssueGrant } from '../mails/issue-grant.js';
import { MailToFile } from '../mails/mail-to-file.js';
import type { AccountAction, Doing } from './account-action.js';
import { mailLink } from './mail-link.js';

/** A link to the address on file, with which the holder chooses a new password. Changes nothing by itself (R26). */
@Injectable()
export class SendRecoveryLink implements AccountAction {
  readonly type = 'send-recovery-link';
  readonly leadsTo = 'executing';

  constructor(private readonly issueGrant: IssueGrant, private readonly mail: MailToFile) {}

  settle(tx: EntityManager, doing: Doing): Promise<Refusal | undefined> {
    return mailLink(tx, doing, 'recovery-link', { issueGrant: this.issueGrant, mail: this.mail }, doing.action.asker === 'requester' ? ASKED_ON_A_PAGE_MS : undefined);
  }
}
