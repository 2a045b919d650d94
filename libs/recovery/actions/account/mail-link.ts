import type { Refusal } from '#kernel';
import type { EntityManager } from '#persistence';
import { policyOf } from '#portals';
import { lifeOf } from '../../domain/stricter.js';
import type { IssueGrant } from '../mails/issue-grant.js';
import type { MailToFile } from '../mails/mail-to-file.js';
import { isOfTheDesk, type Doing } from './account-action.js';
import { issueQuietLink, quietLinkFor } from './quiet-link.js';

/** Mails a link with its code. The mail is queued first: where it is refused, nothing else is written. */
export async function mailLink(
  tx: EntityManager, doing: Doing, purpose: 'recovery-link' | 'activation-link', { issueGrant, mail }: { readonly issueGrant: IssueGrant; readonly mail: MailToFile },
  mostMs = Number.POSITIVE_INFINITY,
): Promise<Refusal | undefined> {
  const { ticket, account, recoveryCase, action, inPlaceOfAcknowledgement: besides, now } = doing;
  const address = doing.address!;
  const lifeMs = Math.min(mostMs, lifeOf(purpose, await policyOf(tx, ticket.portalKey)));
  const prepared = issueGrant.prepare(purpose, ticket.portalKey);
  const quiet = quietLinkFor(doing, issueGrant);
  const queued = await mail.within(tx, {
    ticket, account, address, kind: purpose, startedByAgent: isOfTheDesk(doing), now,
    variables: { username: account.username, expiresAt: new Date(now.getTime() + lifeMs).toISOString(), agentCode: doing.agentCode, standsIn: besides !== undefined, fromOutside: quiet !== undefined, mentionsSecret: besides?.mentionsSecret ?? false },
    secrets: { link: prepared.link, code: prepared.typed, codePage: prepared.codePage, statusLink: besides?.statusLink ?? null, quietLink: quiet?.link ?? null },
  });
  if (!queued.allowed) return queued;
  await issueQuietLink(tx, doing, quiet, issueGrant);
  await issueGrant.within(tx, prepared, {
    portalKey: ticket.portalKey, accountRef: account.ref, caseId: recoveryCase.id, ticketId: ticket.id, actionId: action.id, sentTo: address.address, channelId: address.id,
    startedByAgentId: action.requestedByAgentId, lifeMs, now,
  });
  return undefined;
}
