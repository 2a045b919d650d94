import { Injectable } from '@nestjs/common';
import type { MailKind, MailSecrets, MailVariables } from '#outbound';
import type { Refusal } from '#kernel';
import type { EntityManager } from '#persistence';
import { policyOf } from '#portals';
import { lifeOf } from '../../domain/stricter.js';
import { isOfTheDesk, type Doing } from '../account/account-action.js';
import { IssueGrant } from './issue-grant.js';
import { MailToFile } from './mail-to-file.js';
import { TellHolder, type NoticeEvent } from './tell-holder.js';

type Variables<Kind extends MailKind> = Omit<MailVariables<Kind>, 'salutationName' | 'agentCode'>;

/** What nearly every action sends: one mail to the person, and the notice to every address on file. */
@Injectable()
export class ActionMails {
  constructor(private readonly issueGrant: IssueGrant, private readonly mail: MailToFile, private readonly tellHolder: TellHolder) {}

  /** Nothing to send it to is no reason to stop: the change is made already, and the notices tell of it. */
  async toPerson<Kind extends MailKind>(tx: EntityManager, doing: Doing, kind: Kind, variables: Variables<Kind>, secrets: MailSecrets<Kind>): Promise<Refusal | undefined> {
    const { ticket, account, address, agentCode, now } = doing;
    if (!address) return undefined;
    const queued = await this.mail.within(tx, { ticket, account, address, kind, variables: { ...variables, agentCode } as never, secrets, startedByAgent: isOfTheDesk(doing), now });
    return queued.allowed ? undefined : queued;
  }

  /** The same with a link by which the person goes on: an activation. */
  async withActivation<Kind extends MailKind>(tx: EntityManager, doing: Doing, kind: Kind, variables: Omit<Variables<Kind>, 'expiresAt'>): Promise<Refusal | undefined> {
    const { ticket, account, address, action, recoveryCase, now } = doing;
    if (!address) return undefined;
    const prepared = this.issueGrant.prepare('activation-link', ticket.portalKey);
    const lifeMs = lifeOf('activation-link', await policyOf(tx, ticket.portalKey));
    const expiresAt = new Date(now.getTime() + lifeMs).toISOString();
    const refused = await this.toPerson(tx, doing, kind, { ...variables, expiresAt } as never, { link: prepared.link, code: prepared.typed, codePage: prepared.codePage } as never);
    if (refused) return refused;
    await this.issueGrant.within(tx, prepared, {
      portalKey: ticket.portalKey, accountRef: account.ref, caseId: recoveryCase.id, ticketId: ticket.id, actionId: action.id, sentTo: address.address, channelId: address.id,
      startedByAgentId: action.requestedByAgentId, lifeMs, now,
    });
    return undefined;
  }

  notice(tx: EntityManager, { ticket, recoveryCase, action, account, now }: Doing, event: NoticeEvent): Promise<string[]> {
    return this.tellHolder.within(tx, { ticket, caseId: recoveryCase.id, actionId: action.id, account, event, by: action.asker, now });
  }
}
