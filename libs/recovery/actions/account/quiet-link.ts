import type { EntityManager } from '#persistence';
import type { IssueGrant, PreparedGrant } from '../mails/issue-grant.js';
import { isOfTheDesk, type Doing } from './account-action.js';

/** The link "no mails for 24 hours" of a mail that a request from outside set off; undefined for what somebody at the desk sends: nobody stops that (T12). */
export function quietLinkFor(doing: Doing, issueGrant: IssueGrant): PreparedGrant | undefined {
  return isOfTheDesk(doing) ? undefined : issueGrant.prepare('quiet', doing.ticket.portalKey);
}

/** Writes it down, once its mail is queued. */
export async function issueQuietLink(tx: EntityManager, { ticket, account, recoveryCase, action, address, now }: Doing, prepared: PreparedGrant | undefined, issueGrant: IssueGrant): Promise<void> {
  if (!prepared || !address) return;
  await issueGrant.within(tx, prepared, { portalKey: ticket.portalKey, accountRef: account.ref, caseId: recoveryCase.id, ticketId: ticket.id, actionId: action.id, sentTo: address.address, channelId: address.id, now });
}
