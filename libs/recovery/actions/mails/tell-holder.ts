import { Injectable } from '@nestjs/common';
import type { Account } from '#directory';
import { QueueMail, salutationName, type NOTICE_EVENTS } from '#outbound';
import type { EntityManager } from '#persistence';
import { addEvent, type Ticket } from '#tickets';
import { usableAddresses } from '../../domain/account-facts.js';
import type { Asker } from '../../domain/actions.js';
import { IssueGrant } from './issue-grant.js';
import { MailToFile } from './mail-to-file.js';

export type NoticeEvent = (typeof NOTICE_EVENTS)[number];

export interface NoticeCommand {
  readonly ticket: Ticket;
  readonly caseId: string;
  readonly actionId?: string | null | undefined;
  readonly account: Account;
  readonly event: NoticeEvent;
  /** Who did it: somebody at the desk, Rekey, or the person with the link. */
  readonly by: Asker;
  /** Id of an address that hears of it otherwise. */
  readonly except?: string | undefined;
  readonly now: Date;
}

/** The same where nobody wrote and no ticket is: of what is done to many. */
export interface NoticeToMany extends Pick<NoticeCommand, 'account' | 'event' | 'by' | 'now'> {
  readonly portalKey: string;
  readonly mailboxId: string;
}

/** Says to every address on file that something was done, each time with a way to say "that was not me" (R8, R9, R42). */
@Injectable()
export class TellHolder {
  constructor(private readonly issueGrant: IssueGrant, private readonly mail: MailToFile, private readonly queueMail: QueueMail) {}

  /** Whoever objects gets a ticket then (`ReportNotMe`). Returns how many heard of it; a mail that could not be queued is not tried again. */
  async ofMany(tx: EntityManager, { portalKey, mailboxId, account, event, by, now }: NoticeToMany): Promise<number> {
    let told = 0;
    for (const address of usableAddresses(account)) {
      const prepared = this.issueGrant.prepare('report', portalKey);
      const queued = await this.queueMail.within(tx, {
        portalKey, mailboxId, kind: 'notice', locale: account.locale, recipient: address.address, startedByAgent: by === 'agent', now,
        variables: { salutationName: salutationName(account.displayName), username: account.username, event, happenedAt: now.toISOString(), actor: by },
        secrets: { reportLink: prepared.link, typedNumber: prepared.typed },
      });
      if (!queued.allowed) continue;
      await this.issueGrant.within(tx, prepared, { portalKey, accountRef: account.ref, caseId: null, ticketId: null, sentTo: address.address, channelId: address.id, event, now });
      told += 1;
    }
    return told;
  }

  /** Returns the addresses that hear of it. */
  async within(tx: EntityManager, { ticket, caseId, actionId, account, event, by, except, now }: NoticeCommand): Promise<string[]> {
    const told: string[] = [];
    for (const address of usableAddresses(account).filter(({ id }) => id !== except)) {
      const prepared = this.issueGrant.prepare('report', ticket.portalKey);
      const queued = await this.mail.within(tx, {
        ticket, account, address, kind: 'notice', startedByAgent: by === 'agent', now,
        variables: { username: account.username, event, happenedAt: now.toISOString(), actor: by },
        secrets: { reportLink: prepared.link, typedNumber: prepared.typed },
      });
      if (queued.allowed) {
        await this.issueGrant.within(tx, prepared, { portalKey: ticket.portalKey, accountRef: account.ref, caseId, ticketId: ticket.id, actionId, sentTo: address.address, channelId: address.id, event, now });
        addEvent(tx, ticket.id, 'notice.queued', { kind: 'rekey' }, { event, outboundMessageId: queued.message.id }, now);
        told.push(address.address);
      } else {
        addEvent(tx, ticket.id, 'notice.not-sent', { kind: 'rekey' }, { event, because: queued.refusal }, now);
      }
    }
    return told;
  }
}
