import { Injectable } from '@nestjs/common';
import type { Account } from '#directory';
import type { Actor } from '#kernel';
import type { EntityManager } from '#persistence';
import { routeTicket, type PortalProfile } from '#portals';
import { addEvent, OpenByPage, type PageRequest, type Ticket } from '#tickets';
import type { RecoveryCase } from '../../store/recovery-case.entity.js';
import { kindOf } from './desk.js';
import { OpenCase } from './open-case.js';

export interface OnAccount extends Pick<PageRequest, 'mailboxId' | 'caseType' | 'subject' | 'note' | 'language' | 'now'> {
  readonly profile: PortalProfile;
  readonly account: Account;
  /** On file; the only one that is ever answered. */
  readonly address: string;
  readonly actor: Actor;
  /** By what the account is known. */
  readonly because: string;
}

/** A ticket that no mail began, on an account that is known from the beginning: the directory says whose it is, and nobody at the desk chose. */
@Injectable()
export class OpenOnAccount {
  constructor(private readonly openByPage: OpenByPage, private readonly openCase: OpenCase) {}

  async within(tx: EntityManager, { profile, account, address, actor, because, ...page }: OnAccount): Promise<{ readonly ticket: Ticket; readonly recoveryCase: RecoveryCase }> {
    const { caseType, now } = page;
    const portalKey = profile.key;
    const route = routeTicket(profile, { caseType, risk: 'low', confidence: 1, mailClass: 'request' });
    const ticket = await this.openByPage.within(tx, { ...page, portalKey, route, requester: { address, name: account.displayName } });
    const { recoveryCase } = await this.openCase.within(tx, { ticket, portalKey, caseType, claimed: {}, candidates: [account], senderMatches: [], authenticity: 'none', now });
    Object.assign(recoveryCase, { state: 'matched', accountRef: account.ref, linkedAt: now });
    Object.assign(ticket, kindOf(account));
    addEvent(tx, ticket.id, 'account.linked', actor, { because: [because] }, now);
    return { ticket, recoveryCase };
  }
}
