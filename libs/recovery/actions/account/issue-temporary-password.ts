import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DirectoryPasswordRefused, makeSpokenPassword, makeTemporaryPassword, passwordRulesFor, type Account, type Directory } from '#directory';
import { MINUTE_MS, refuse, type Refusal, type Secret } from '#kernel';
import type { EntityManager } from '#persistence';
import { Portals } from '#portals';
import type { ActionParameters } from '../../domain/actions.js';
import { AFTER_REVEAL_MS, TEMPORARY_PASSWORD_MS } from '../../domain/grants.js';
import { voidEvidence } from '../../store/recovery.queries.js';
import { IssueGrant } from '../mails/issue-grant.js';
import { IssueSlip } from '../mails/issue-slip.js';
import { MailToFile } from '../mails/mail-to-file.js';
import { TellHolder } from '../mails/tell-holder.js';
import { isOfTheDesk, type AccountAction, type Doing, type Draft, type Effect, type Noticed } from './account-action.js';

interface Made {
  readonly password: Secret;
  readonly endsAt: Date;
}

/**
 * A password that is made here, set in the directory, sealed behind the link of a page that shows it once, and seen by
 * nobody at the desk (5.7).
 */
@Injectable()
export class IssueTemporaryPassword implements AccountAction<Made> {
  readonly type = 'issue-temporary-password';
  readonly leadsTo = 'executing';

  constructor(
    private readonly issueGrant: IssueGrant, private readonly mail: MailToFile, private readonly tellHolder: TellHolder, private readonly slips: IssueSlip, private readonly portals: Portals,
  ) {}

  /** Elsewhere: the page of the new address, or a slip over the counter. Nobody reads a password to anybody: the desk would have to see it. */
  complete({ parameters, channel, newAddress }: Draft): ActionParameters | Refusal {
    if (channel === 'on-file') return {};
    if (parameters.via === 'counter') return { via: 'counter' };
    return parameters.via === 'new-address' && newAddress !== undefined ? { via: 'new-address', address: newAddress } : refuse('recovery.channel-not-possible', { missing: ['via:new-address', 'via:counter'] });
  }

  async effect(directory: Directory, { portalKey, account, operationId, parameters, now }: Effect): Promise<Made> {
    const endsAt = new Date(now.getTime() + TEMPORARY_PASSWORD_MS);
    const set = async (password: Secret): Promise<Made> => {
      await directory.setTemporaryPassword(account.ref, password, endsAt, operationId);
      return { password, endsAt };
    };
    const spoken = parameters.via === 'counter' ? await this.#spoken(portalKey, account) : undefined;
    const symbols = (): Promise<Made> => set(makeTemporaryPassword((below) => randomInt(below)));
    // A directory may take nothing so long, or want more digits: then signs, as anywhere else.
    return spoken ? set(spoken).catch((error: unknown) => { if (error instanceof DirectoryPasswordRefused) return symbols(); throw error; }) : symbols();
  }

  /** Words for whoever reads it off a paper, in the language of that paper. The portal decides, never the agent, nor the person (5.7). */
  async #spoken(portalKey: string, account: Account): Promise<Secret | undefined> {
    const profile = await this.portals.get(portalKey);
    return profile.passwordPolicy.wordsAtCounter ? makeSpokenPassword((below) => randomInt(below), account.locale, passwordRulesFor(profile, account)) : undefined;
  }

  async settle(tx: EntityManager, doing: Doing, { password, endsAt }: Made): Promise<Refusal | Noticed> {
    const { ticket, account, recoveryCase, action, now } = doing;
    const { address } = doing;
    // A password like any other: what was proved so far is used up (5.4).
    await voidEvidence(tx, { portalKey: ticket.portalKey, accountRef: account.ref }, 'password-changed', now);
    if (!address) {
      await this.slips.within(tx, { portalKey: ticket.portalKey, accountRef: account.ref, actionId: action.id, kind: 'temporary-password', area: null, secret: password, endsAt, now });
      return { noticed: await this.tellHolder.within(tx, { ticket, caseId: recoveryCase.id, actionId: action.id, account, event: 'temporary-password-issued', by: action.asker, now }) };
    }
    const prepared = this.issueGrant.prepare('reveal', ticket.portalKey);
    const queued = await this.mail.within(tx, {
      ticket, account, address, kind: 'temporary-password', startedByAgent: isOfTheDesk(doing), now,
      variables: { username: account.username, expiresAt: endsAt.toISOString(), minutesAfterReveal: AFTER_REVEAL_MS / MINUTE_MS, agentCode: doing.agentCode },
      secrets: { link: prepared.link, code: prepared.typed },
    });
    if (!queued.allowed) return queued;
    await this.issueGrant.within(tx, prepared, {
      portalKey: ticket.portalKey, accountRef: account.ref, caseId: recoveryCase.id, ticketId: ticket.id, actionId: action.id, sentTo: address.address, channelId: address.id,
      startedByAgentId: action.requestedByAgentId, secret: { value: password, endsAt }, now,
    });
    return { noticed: await this.tellHolder.within(tx, { ticket, caseId: recoveryCase.id, actionId: action.id, account, event: 'temporary-password-issued', by: action.asker, now }) };
  }
}
