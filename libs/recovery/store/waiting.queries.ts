import type { Scope } from '#agents';
import { MINUTE_MS } from '#kernel';
import type { EntityManager } from '#persistence';
import { ofSeenTickets } from '#tickets';
import type { ActionState } from '../domain/actions.js';
import { Evidence } from './evidence.entity.js';
import { RecoveryAction } from './recovery-action.entity.js';
import type { AccountKey } from './recovery.queries.js';

const MOST = 200;

/** What may have to move on: everything held, requests that ran out, ways back that died. Held ones are few, and each is looked at for a sign-in. */
export async function waitingOnTime(em: EntityManager, now: Date): Promise<{ id: string; state: ActionState }[]> {
  const rows = await em.find(RecoveryAction, {
    $or: [{ state: 'held' }, { state: 'awaiting-approval', approvalUntil: { $lte: now } }, { state: 'undoing', startedAt: { $lt: new Date(now.getTime() - MINUTE_MS) } }],
  }, { fields: ['state'], orderBy: { holdUntil: 'asc', id: 'asc' }, limit: MOST });
  return rows.map(({ id, state }) => ({ id, state }));
}

/** Done for a while, and the while is over. */
export async function dueToEnd(em: EntityManager, now: Date): Promise<string[]> {
  const rows = await em.find(RecoveryAction, { state: 'done', finalAt: { $lte: now }, finalisedAt: null }, { fields: ['id'], orderBy: { finalAt: 'asc' }, limit: MOST });
  return rows.map(({ id }) => id);
}

/** Until when a new address waits whose reader said yes on this ticket: the one hold that the requester hears of. Undefined: none does. */
export async function newAddressWaitsUntil(em: EntityManager, ticketId: string): Promise<Date | undefined> {
  const held = await em.find(RecoveryAction, { ticketId, state: 'held', type: { $in: ['change-email', 'add-second-address'] } }, { orderBy: { holdUntil: 'desc' }, limit: MOST });
  return held.find(({ parameters }) => parameters.address !== undefined)?.holdUntil ?? undefined;
}

/** A freeze of before ends no more by its time: it is over, or whatever came since is not for it to end. */
export async function forgetThaws(tx: EntityManager, { portalKey, accountRef }: AccountKey, exceptId?: string): Promise<void> {
  await tx.nativeUpdate(RecoveryAction, { portalKey, accountRef, type: 'freeze', finalisedAt: null, ...(exceptId !== undefined && { id: { $ne: exceptId } }) }, { finalAt: null });
}

/** Deletions of the account that can still be taken back. */
export function pendingDeletions(tx: EntityManager, { portalKey, accountRef }: AccountKey): Promise<RecoveryAction[]> {
  return tx.find(RecoveryAction, { portalKey, accountRef, type: 'delete-account', state: 'done', finalisedAt: null, finalAt: { $ne: null }, undoUntil: { $ne: null } }, { limit: MOST });
}

/** Whether anything that this rests on was voided since. */
export async function restsOnVoided(tx: EntityManager, { evidenceIds }: RecoveryAction): Promise<boolean> {
  return (await tx.count(Evidence, { id: { $in: evidenceIds }, voidedAt: { $ne: null } })) > 0;
}

/** Whether somebody who answers for the person said, after this was asked for, that it is not them. */
export async function wasDenied(tx: EntityManager, { portalKey, accountRef, createdAt }: RecoveryAction): Promise<boolean> {
  return (await tx.count(Evidence, { portalKey, accountRef, kind: 'voucher', outcome: 'failed', recordedAt: { $gte: createdAt } })) > 0;
}

/** What waits for a second person and somebody sees, the oldest first. */
export function awaitingApproval(em: EntityManager, reader: Scope, now: Date): Promise<RecoveryAction[]> {
  return em.find(RecoveryAction, { state: 'awaiting-approval', approvalUntil: { $gt: now }, ...ofSeenTickets(reader) }, { orderBy: { createdAt: 'asc', id: 'asc' }, limit: MOST });
}

/** What lies in a hold. */
export function heldActions(em: EntityManager, reader: Scope): Promise<RecoveryAction[]> {
  return em.find(RecoveryAction, { state: 'held', ...ofSeenTickets(reader) }, { orderBy: { holdUntil: 'asc' }, limit: MOST });
}

/** What comes up again before another person (T22). */
export function dueRechecks(em: EntityManager, reader: Scope): Promise<RecoveryAction[]> {
  return em.find(RecoveryAction, { recheck: 'due', ...ofSeenTickets(reader) }, { orderBy: { createdAt: 'asc', id: 'asc' }, limit: MOST });
}
