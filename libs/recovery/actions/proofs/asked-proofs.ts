import { hashToken } from '#kernel';
import type { EntityManager } from '#persistence';
import { codeIsUsable, type GrantPurpose } from '../../domain/grants.js';
import { Grant } from '../../store/grant.entity.js';
import { grantOfToken } from '../../store/grants.queries.js';
import { requestsOfPage } from '../cases/open-ticket.js';

export const STATUS_PAGE_PURPOSES = ['call-back', 'sms-code', 'totp', 'recovery-code', 'home-idp'] as const satisfies readonly GrantPurpose[];
export type StatusPagePurpose = (typeof STATUS_PAGE_PURPOSES)[number];

/** The requester's status page, and what is asked for on it: only ever of the ticket that the page belongs to, so that no other ticket's proof fits here. */
export async function askedOnStatusPage(em: EntityManager, token: string, purpose: StatusPagePurpose, now: Date): Promise<{ status: Grant | undefined; asked: Grant | undefined }> {
  const status = await grantOfToken(em, token, 'status');
  const newest = status ? await em.findOne(Grant, { ...(await requestsOfPage(em, status)), purpose, state: { $in: ['unused', 'opened'] }, expiresAt: { $gt: now } }, { orderBy: { createdAt: 'desc', id: 'desc' } }) : null;
  return { status, asked: newest && codeIsUsable(newest, now) ? newest : undefined };
}

/** What a directory is told when it looks at this code for this request: the same code again is the same question. */
export function operationOfCode(grantId: string, code: string): string {
  return `proof:${hashToken(`${grantId}:${code}`)}`;
}
