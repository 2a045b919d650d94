import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { makeTemporaryPassword, type Directory } from '#directory';
import { refuse, type Refusal, type Secret } from '#kernel';
import type { EntityManager } from '#persistence';
import type { ActionParameters } from '../../domain/actions.js';
import { SLIP_MS } from '../../domain/bulk.js';
import { TEMPORARY_PASSWORD_MS } from '../../domain/grants.js';
import { voidEvidence } from '../../store/recovery.queries.js';
import { IssueGrant } from '../mails/issue-grant.js';
import { ActionMails } from '../mails/action-mails.js';
import { IssueSlip } from '../mails/issue-slip.js';
import type { AccountAction, Doing, Draft, Effect } from './account-action.js';

interface Made {
  readonly password: Secret;
  readonly endsAt: Date;
}

/** The first password of an account that nobody ever used: by a page that shows it once, or on a slip for the teacher (P10). Whoever has a password of their own hears of it all the same. */
@Injectable()
export class SendInitialCredentials implements AccountAction<Made> {
  readonly type = 'send-initial-credentials';
  readonly leadsTo = 'executing';

  constructor(private readonly mails: ActionMails, private readonly issueGrant: IssueGrant, private readonly slips: IssueSlip) {}

  complete({ parameters, channel }: Draft): ActionParameters | Refusal {
    if (channel === 'elsewhere' && parameters.via !== 'counter') return refuse('recovery.channel-not-possible', { missing: ['via:counter'] });
    return parameters;
  }

  async effect(directory: Directory, { account, operationId, channel, now }: Effect): Promise<Made> {
    const password = makeTemporaryPassword((below) => randomInt(below));
    const endsAt = new Date(now.getTime() + (channel === 'elsewhere' ? SLIP_MS : TEMPORARY_PASSWORD_MS));
    await directory.setTemporaryPassword(account.ref, password, endsAt, operationId);
    return { password, endsAt };
  }

  async settle(tx: EntityManager, doing: Doing, { password, endsAt }: Made): Promise<Refusal | undefined> {
    const { ticket, account, recoveryCase, action, address, now } = doing;
    const key = { portalKey: ticket.portalKey, accountRef: account.ref };
    // A password like any other: what was proved so far is used up (5.4).
    await voidEvidence(tx, key, 'password-changed', now);
    if (action.channel === 'elsewhere') {
      await this.slips.within(tx, { ...key, actionId: action.id, kind: 'initial-credentials', area: null, secret: password, endsAt, now });
      await this.mails.notice(tx, doing, 'temporary-password-issued');
      return undefined;
    }
    const prepared = this.issueGrant.prepare('reveal', ticket.portalKey);
    const refused = await this.mails.toPerson(tx, doing, 'initial-credentials', { username: account.username, expiresAt: endsAt.toISOString() }, { link: prepared.link, code: prepared.typed });
    if (refused) return refused;
    await this.issueGrant.within(tx, prepared, {
      ...key, caseId: recoveryCase.id, ticketId: ticket.id, actionId: action.id, sentTo: address!.address, channelId: address!.id, startedByAgentId: action.requestedByAgentId,
      secret: { value: password, endsAt }, now,
    });
    await this.mails.notice(tx, doing, 'temporary-password-issued');
    return undefined;
  }
}
