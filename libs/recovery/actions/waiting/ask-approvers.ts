import { Inject, Injectable } from '@nestjs/common';
import { agentsWhoMay } from '#agents';
import { HouseConfig, type Settings } from '#config';
import { APPROVABLE, QueueMail } from '#outbound';
import type { EntityManager } from '#persistence';
import { addEvent } from '#tickets';
import type { Doing } from '../account/account-action.js';

/** So many hear of it; more mails would not make anybody look sooner. */
const MOST_ASKED = 5;

/** Tells the people who may approve that something waits for them. The link opens the desk; approving takes a sign-in, never a mail (5.5). */
@Injectable()
export class AskApprovers {
  constructor(private readonly queueMail: QueueMail, @Inject(HouseConfig.token) private readonly house: Settings<typeof HouseConfig>) {}

  async within(tx: EntityManager, { action, ticket, agentCode, now }: Doing): Promise<void> {
    const what = action.overrideReason == null ? APPROVABLE.find((one) => one === action.type) : ('override' as const);
    if (!what) return;
    for (const approver of await agentsWhoMay(tx, 'recovery.approve', ticket, action.requestedByAgentId ?? action.id, MOST_ASKED)) {
      const asked = await this.queueMail.within(tx, {
        portalKey: ticket.portalKey, mailboxId: ticket.mailboxId, ticketId: ticket.id, kind: 'approval-requested', locale: approver.locale, recipient: approver.email,
        variables: { action: what, askedBy: agentCode ?? '–', dueAt: action.approvalUntil!.toISOString() }, secrets: { link: `${this.house.PUBLIC_URL}/approvals` }, startedByAgent: agentCode !== null, now,
      });
      // It waits on their page all the same; the timeline says that no mail told them.
      if (!asked.allowed) addEvent(tx, ticket.id, 'approver.not-told', { kind: 'rekey' }, { refusal: asked.refusal }, now);
    }
  }
}
