import { Injectable } from '@nestjs/common';
import { refuse, type Refusal } from '#kernel';
import type { ActionParameters } from '../../domain/actions.js';
import type { EntityManager } from '#persistence';
import { IssueGrant } from '../mails/issue-grant.js';
import { MailToFile } from '../mails/mail-to-file.js';
import { isOfTheDesk, type AccountAction, type Doing, type Draft } from './account-action.js';
import { issueQuietLink, quietLinkFor } from './quiet-link.js';

/** The user name: to the address on file, or, to somebody recognised twice, over the phone, the counter or to the address that was just proved. */
@Injectable()
export class TellUsername implements AccountAction {
  readonly type = 'tell-username';
  readonly leadsTo = 'done';

  constructor(private readonly issueGrant: IssueGrant, private readonly mail: MailToFile) {}

  complete({ parameters: { via }, channel, newAddress }: Draft): ActionParameters | Refusal {
    if (channel === 'on-file') return {};
    if (via === undefined) return refuse('recovery.parameter-missing', { missing: ['parameter:via'] });
    return via === 'new-address' ? { via, address: newAddress } : { via };
  }

  async settle(tx: EntityManager, doing: Doing): Promise<Refusal | undefined> {
    const { ticket, account, address, agentCode, inPlaceOfAcknowledgement: besides, now } = doing;
    // Told by mouth: the agent sees the name anyway, and the timeline says that it may be said.
    if (!address) return undefined;
    const quiet = quietLinkFor(doing, this.issueGrant);
    const queued = await this.mail.within(tx, {
      ticket, account, address, kind: 'tell-username', variables: { username: account.username, agentCode, standsIn: besides !== undefined, fromOutside: quiet !== undefined, mentionsSecret: besides?.mentionsSecret ?? false }, secrets: { statusLink: besides?.statusLink ?? null, quietLink: quiet?.link ?? null }, startedByAgent: isOfTheDesk(doing), now,
    });
    if (!queued.allowed) return queued;
    await issueQuietLink(tx, doing, quiet, this.issueGrant);
    return undefined;
  }
}
