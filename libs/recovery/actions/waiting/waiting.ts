import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import { canonicalAddress, type Actor } from '#kernel';
import type { EntityManager } from '#persistence';
import { addEvent, announce } from '#tickets';
import type { ActionState } from '../../domain/actions.js';
import { APPROVAL_MS } from '../../domain/policy.js';
import { addressesToldOfCase } from '../../store/grants.queries.js';
import { moveTicket, owesAgain, takeUp, type Doing } from '../account/account-action.js';
import { advance } from '../cases/advance.js';
import { actionLine } from '../account/conclude-action.js';
import { TellHolder } from '../mails/tell-holder.js';
import { HoldMails } from './hold-mails.js';
import { TellOtherWays } from './tell-other-ways.js';
import { AskApprovers } from './ask-approvers.js';

/** Who or what stopped something that waited; `evidence`: what it rested on was taken back. */
export type StoppedBy = 'holder' | 'desk' | 'sign-in' | 'freeze' | 'evidence';

/** States between intent and call: somebody else has to look (5.5), or the owner gets time to object (5.6). */
@Injectable()
export class Waiting {
  constructor(private readonly holdMails: HoldMails, private readonly tellHolder: TellHolder, private readonly otherWays: TellOtherWays, private readonly approvers: AskApprovers, private readonly audit: AuditTrail) {}

  async forSecondPerson(tx: EntityManager, doing: Doing): Promise<void> {
    const { action, recoveryCase, ticket, account, actor, now } = doing;
    Object.assign(action, { state: 'awaiting-approval', approvalUntil: new Date(now.getTime() + APPROVAL_MS) });
    advance(recoveryCase, 'second-person', now);
    if (action.asker === 'agent') takeUp(ticket);
    await tx.flush();
    // The first of four notices: at the request already (5.6).
    if (action.holdMs > 0) {
      const isTold = recoveryCase.holderToldAt != null;
      recoveryCase.holderToldAt ??= now;
      const mailed = isTold ? [] : await this.tellHolder.within(tx, { ticket, caseId: recoveryCase.id, actionId: action.id, account, event: 'case-opened', by: action.asker, now });
      await this.otherWays.within(tx, doing, { event: 'case-opened', stage: 'requested', at: new Date(now.getTime() + action.holdMs), objection: { purpose: 'report' }, mailed, toldBefore: isTold ? await addressesToldOfCase(tx, recoveryCase, account) : [] });
    }
    await this.approvers.within(tx, doing);
    addEvent(tx, ticket.id, 'action.awaits-second-person', actor, { type: action.type, actionId: action.id }, now);
    await this.#finish(tx, doing, 'action.requested');
  }

  async forHold(tx: EntityManager, doing: Doing): Promise<void> {
    const { action, recoveryCase, ticket, actor, now } = doing;
    Object.assign(action, { state: 'held', heldSince: now, holdUntil: new Date(now.getTime() + action.holdMs) });
    advance(recoveryCase, 'executing', now);
    advance(recoveryCase, 'hold', now);
    if (action.asker === 'agent') takeUp(ticket);
    await tx.flush();
    const mailed = await this.holdMails.tell(tx, doing, 'hold-started');
    const isNewAddressTold = await this.holdMails.tellNewAddress(tx, doing);
    // Somebody decided: what was promised is kept. Whoever wrote has been answered if they hear until when it waits, not the lost mailbox alone (`store/owed-since.queries.ts` of tickets says the same).
    if (action.asker !== 'requester') {
      ticket.firstAnsweredAt ??= now;
      if (isNewAddressTold || mailed.some((address) => canonicalAddress(address) === ticket.requesterCanonical)) {
        moveTicket(tx, ticket, 'waiting', actor, now);
        ticket.owedSince = null;
      }
    }
    addEvent(tx, ticket.id, 'action.held', actor, { type: action.type, actionId: action.id, until: action.holdUntil!.toISOString() }, now);
    await this.#finish(tx, doing, 'action.held');
  }

  /** What waits will not happen. `account` undefined: the directory is away; nobody can be told then but by the timeline. */
  async stop(tx: EntityManager, doing: Omit<Doing, 'account' | 'address'> & { readonly account: Doing['account'] | undefined }, state: ActionState, by: StoppedBy | null, reason?: string): Promise<void> {
    const { action, recoveryCase, ticket, actor, now, account } = doing;
    const wasHeld = action.state === 'held';
    Object.assign(action, { state, settledAt: now, stoppedBy: by, ...(reason !== undefined && { decisionReason: reason }) });
    if (recoveryCase.state === 'hold') advance(recoveryCase, 'cancelled', now);
    if (recoveryCase.state === 'second-person') advance(recoveryCase, state === 'cancelled' ? 'cancelled' : 'evidence', now);
    addEvent(tx, ticket.id, `action.${state === 'refused' ? 'refused-by-second-person' : state}`, actor, { type: action.type, actionId: action.id, ...(by && { by }) }, now);
    if (wasHeld && action.asker !== 'requester') await owesAgain(tx, ticket, actor, now);
    if (wasHeld && account) await this.holdMails.tell(tx, { ...doing, account, address: undefined }, 'hold-cancelled');
    await this.#finish(tx, doing, state === 'refused' ? 'action.second-person-refused' : state === 'expired' ? 'action.approval-expired' : 'action.cancelled');
  }

  async #finish(tx: EntityManager, { ticket, ...doing }: Pick<Doing, 'action' | 'ticket' | 'now'> & { readonly actor: Actor }, verb: 'action.requested' | 'action.held' | 'action.cancelled' | 'action.second-person-refused' | 'action.approval-expired'): Promise<void> {
    await tx.flush();
    await announce(tx, { portal: ticket.portalKey, number: ticket.number });
    await this.audit.record(tx, { ...actionLine({ ticket, ...doing }), verb, outcome: verb.includes('refused') ? 'refused' : 'done' });
  }
}
