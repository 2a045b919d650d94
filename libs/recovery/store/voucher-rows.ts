import { DAY_MS } from '#kernel';
import type { EntityManager } from '#persistence';
import { addEvent } from '#tickets';
import { EVIDENCE_RULES } from '../domain/evidence.js';
import type { Evidence } from './evidence.entity.js';
import { Grant } from './grant.entity.js';
import { IS_RESTED_ON, type AccountKey } from './recovery.queries.js';

/** A day for the second person, then the longest hold that anybody may set (5.6). */
const LONGEST_WAIT_MS = 15 * DAY_MS;

/** Who vouched, as it stands in the detail of the evidence. */
export interface VoucherDetail {
  readonly ref: string;
  readonly name: string;
  readonly relation: string;
  /** Where they work at the desk as well. */
  readonly agentId: string | null;
  /** Marks of their addresses: by these they are known when they come as somebody at the desk. */
  readonly marks: readonly string[];
}

/** Undefined: other evidence. */
export function voucherOf({ kind, detail }: Pick<Evidence, 'kind' | 'detail'>): VoucherDetail | undefined {
  return kind === 'voucher' ? (detail['voucher'] as VoucherDetail | undefined) : undefined;
}

/** Requests to vouch for this account that are open, oldest first. */
export function openVoucherRequests(tx: EntityManager, { portalKey, accountRef }: AccountKey, now: Date): Promise<Grant[]> {
  return tx.find(Grant, { portalKey, accountRef, purpose: 'voucher', state: { $in: ['unused', 'opened'] }, expiresAt: { $gt: now } }, { orderBy: { createdAt: 'asc', id: 'asc' }, limit: 20 });
}

/** What somebody said for others counts no longer, and nobody waits for their word, once their own account is frozen: it may not have been them. */
export async function withdrawVouchers(tx: EntityManager, { portalKey, accountRef: voucherRef }: AccountKey, now: Date): Promise<void> {
  // The requests first: whoever answers at this moment holds the row of theirs, and what they write is seen afterwards.
  await tx.nativeUpdate(Grant, { portalKey, purpose: 'voucher', channelId: voucherRef, state: { $in: ['unused', 'opened'] }, expiresAt: { $gt: now } }, { state: 'revoked' });
  // Found by the requests, since evidence is filed by whom it is about. What still counts was said on one that ended 48 h ago at most; what still waits may rest on an older one.
  const said = await tx.find(Grant, { portalKey, purpose: 'voucher', channelId: voucherRef, state: 'used', expiresAt: { $gt: new Date(now.getTime() - EVIDENCE_RULES.voucher.validForMs - LONGEST_WAIT_MS) } }, { fields: ['accountRef'], limit: 200 });
  for (const accountRef of new Set(said.map((one) => one.accountRef))) await voidWords(tx, { portalKey, accountRef }, { because: 'voucher-frozen', voucherRef, now });
}

/** Whoever knows better said no: what others said before is not relied on either, and nobody else is waited for. */
export async function distrustVouchers(tx: EntityManager, { portalKey, accountRef }: AccountKey, now: Date): Promise<void> {
  await tx.nativeUpdate(Grant, { portalKey, accountRef, purpose: 'voucher', state: { $in: ['unused', 'opened'] } }, { state: 'revoked' });
  await voidWords(tx, { portalKey, accountRef }, { because: 'voucher-said-no', now });
}

/** Those of one voucher; left out: of all. */
async function voidWords(tx: EntityManager, { portalKey, accountRef }: AccountKey, { because, voucherRef, now }: { readonly because: string; readonly voucherRef?: string; readonly now: Date }): Promise<void> {
  const gone = await tx.execute<{ ticketId: string }[]>(
    `update evidence e set voided_at = ?, voided_because = ? from recovery_case c
     where c.id = e.case_id and e.portal_key = ? and e.account_ref = ? and e.kind = 'voucher' and e.outcome = 'proved' and e.voided_at is null and (e.expires_at > ? or ${IS_RESTED_ON}) and (?::text is null or e.detail #>> '{voucher,ref}' = ?)
     returning c.ticket_id as "ticketId"`,
    [now, because, portalKey, accountRef, now, voucherRef ?? null, voucherRef ?? null]);
  for (const { ticketId } of gone) addEvent(tx, ticketId, 'evidence.voided', { kind: 'rekey' }, { kind: 'voucher', because }, now);
}
