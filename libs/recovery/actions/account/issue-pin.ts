import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Directory } from '#directory';
import { CODE_ALPHABET, Secret, type Refusal, refuse } from '#kernel';
import type { EntityManager } from '#persistence';
import type { ActionParameters } from '../../domain/actions.js';
import { LETTER_MS } from '../../domain/grants.js';
import { ActionMails } from '../mails/action-mails.js';
import { IssueSlip } from '../mails/issue-slip.js';
import type { AccountAction, Doing, Draft, Effect } from './account-action.js';

const SYMBOLS = 8;

/** A new PIN for an area of the portal (U19): as a letter to the postal address on file, or on paper over the counter. Nobody sees it on a screen. */
@Injectable()
export class IssuePin implements AccountAction<Secret> {
  readonly type = 'issue-pin';
  readonly leadsTo = 'done';

  constructor(private readonly mails: ActionMails, private readonly slips: IssueSlip) {}

  complete({ parameters, account, channel }: Draft): ActionParameters | Refusal {
    if (channel === 'elsewhere' && parameters.via !== 'counter') return refuse('recovery.channel-not-possible', { missing: ['via:counter'] });
    const [only, ...others] = account.pinAreas;
    const area = parameters.area ?? (others.length === 0 ? only?.area : undefined);
    if (area === undefined) return refuse('recovery.parameter-missing', { missing: ['parameter:area'] });
    return account.pinAreas.some((one) => one.area === area) ? { ...parameters, area } : refuse('recovery.no-pin-area');
  }

  async effect(directory: Directory, { account, operationId, parameters }: Effect): Promise<Secret> {
    const pin = new Secret(Array.from({ length: SYMBOLS }, () => CODE_ALPHABET[randomInt(CODE_ALPHABET.length)]!).join(''));
    await directory.setPin(account.ref, parameters.area!, pin, operationId);
    return pin;
  }

  async settle(tx: EntityManager, doing: Doing, pin: Secret): Promise<undefined> {
    const { action, account, ticket, now } = doing;
    const area = action.parameters.area!;
    const endsAt = new Date(now.getTime() + LETTER_MS);
    await this.slips.within(tx, { portalKey: ticket.portalKey, accountRef: account.ref, actionId: action.id, kind: 'pin-letter', area, secret: pin, endsAt, now });
    await this.mails.toPerson(tx, doing, 'pin-letter', { username: account.username, area, usableUntil: endsAt.toISOString() }, {});
    await this.mails.notice(tx, doing, 'pin-issued');
  }
}
