import { Injectable } from '@nestjs/common';
import type { Refusal } from '#kernel';
import type { EntityManager } from '#persistence';
import { MailToFile } from '../mails/mail-to-file.js';
import type { AccountAction, Doing } from './account-action.js';

/** The user name, to the address on file. */
@Injectable()
export class TellUsername implements AccountAction {
  readonly type = 'tell-username';
  readonly leadsTo = 'done';

  constructor(private readonly mail: MailToFile) {}

  async settle(tx: EntityManager, { ticket, account, address, agentCode, now }: Doing): Promise<Refusal | undefined> {
    const queued = await this.mail.within(tx, { ticket, account, address: address!, kind: 'tell-username', variables: { username: account.username, agentCode }, secrets: {}, now });
    return queued.allowed ? undefined : queued;
  }
}
