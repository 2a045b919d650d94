import { Injectable } from '@nestjs/common';
import type { Caller } from '#agents';
import { Directories, type Account } from '#directory';
import { Clock, maskAddress, refuse, type Refusal } from '#kernel';
import { prepareTemplates, previewMail, salutationName, Wordings, type MailKind } from '#outbound';
import { officeOf, Portals, type PortalProfile } from '#portals';
import { usableAddresses } from '../../domain/account-facts.js';
import type { ActionParameters } from '../../domain/actions.js';
import { lifeOf } from '../../domain/stricter.js';
import { freeUsername, officeParameters, type OfficeAction } from '../../domain/office.js';
import { isTaken } from './describe-office-item.js';
import { ListOffice } from './list-office.js';

const KIND_OF = {
  'approve-registration': 'registration-approved', 'refuse-registration': 'registration-refused', 'release-registration-data': 'registration-released', 'assign-username': 'username-assigned',
} as const satisfies Record<OfficeAction, MailKind>;

export interface MailToPreview {
  readonly portal: string;
  readonly account: string;
  readonly type: OfficeAction;
  readonly parameters?: ActionParameters | undefined;
}

/** The mail that a decision would send, in the portal's words; its link and code are made up. Sends and stores nothing. */
@Injectable()
export class PreviewOfficeMail {
  constructor(private readonly list: ListOffice, private readonly directories: Directories, private readonly portals: Portals, private readonly wordings: Wordings, private readonly clock: Clock) {}

  /** Refusals: `recovery.not-at-office`, `recovery.parameter-misfit`. */
  async run({ portal: portalKey, account: ref, type, parameters: given = {} }: MailToPreview, agent: Caller): Promise<{ readonly allowed: true; readonly to: string | null; readonly subject: string; readonly text: string } | Refusal> {
    const found = await this.list.one(agent, portalKey, ref);
    if (!found) return refuse('recovery.not-at-office');
    const { account, item: { ticketNumber } } = found;
    const portal = await this.portals.get(portalKey);
    const parameters = officeParameters(officeOf(portal), type, account, given);
    if ('refusal' in parameters) return parameters;
    await prepareTemplates();
    const [kind, { locale }] = [KIND_OF[type], account];
    const variables = { salutationName: salutationName(type === 'release-registration-data' ? nameAfter(account, parameters) : account.displayName), agentCode: agent.code, ...this.#variables(portal, type, account, parameters) };
    const { subject, text } = previewMail(kind, locale, { portal, words: await this.wordings.wordsFor(portalKey, kind, locale), variables, ticketNumber });
    const [address] = usableAddresses(account);
    return { allowed: true, to: address ? maskAddress(address.address) : null, subject, text };
  }

  /** Whether nobody else has the name, and the nearest free one. Undefined: nothing of this account waits here. */
  async username(portalKey: string, ref: string, wish: string, agent: Caller): Promise<{ readonly free: boolean; readonly suggestion: string | null } | undefined> {
    const account = (await this.list.one(agent, portalKey, ref))?.account;
    if (!account) return undefined;
    const suggestion = await freeUsername(wish, (username) => isTaken(this.directories.of(portalKey), account, username));
    return { free: suggestion === wish, suggestion: suggestion ?? null };
  }

  #variables({ policy }: PortalProfile, type: OfficeAction, { username, registration, addresses }: Account, parameters: ActionParameters): Record<string, unknown> {
    const expiresAt = new Date(this.clock.now().getTime() + lifeOf('activation-link', policy)).toISOString();
    const wished = parameters.username?.trim() || (type === 'release-registration-data' ? registration?.proposedUsername : undefined) || username;
    const formerUsername = wished === username ? null : username;
    switch (type) {
      case 'approve-registration': return { username, expiresAt: addresses.some(({ kind, confirmedAt }) => kind === 'primary' && confirmedAt !== null) ? null : expiresAt };
      case 'release-registration-data': return { username: wished, formerUsername, expiresAt };
      case 'assign-username': return { username: wished, formerUsername };
      case 'refuse-registration': return { reason: parameters.reason ?? '…' };
    }
  }
}

/** As the directory will call the person: what they corrected, or what the office knows better. */
function nameAfter({ displayName, registration }: Account, { profile }: ActionParameters): string {
  return (registration?.corrections ?? []).filter(({ field }) => field === 'givenName' || field === 'familyName')
    .reduce((name, { field, onFile, given }) => name.replace(onFile, () => profile?.[field as 'givenName' | 'familyName'] ?? given), displayName);
}
