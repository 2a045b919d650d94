import type { Scope } from '#agents';
import { MINUTE_MS } from '#kernel';
import type { EntityManager } from '#persistence';
import { ofSeenTickets } from '#tickets';
import type { ActionState } from '../domain/actions.js';
import { RecoveryAction } from './recovery-action.entity.js';

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

/** What waits for a second person and somebody sees, the oldest first. */
export function awaitingApproval(em: EntityManager, reader: Scope, now: Date): Promise<RecoveryAction[]> {
  return em.find(RecoveryAction, { state: 'awaiting-approval', approvalUntil: { $gt: now }, ...ofSeenTickets(reader) }, { orderBy: { createdAt: 'asc' }, limit: MOST });
}

/** What lies in a hold. */
export function heldActions(em: EntityManager, reader: Scope): Promise<RecoveryAction[]> {
  return em.find(RecoveryAction, { state: 'held', ...ofSeenTickets(reader) }, { orderBy: { holdUntil: 'asc' }, limit: MOST });
}

/** What comes up again before another person (T22). */
export function dueRechecks(em: EntityManager, reader: Scope): Promise<RecoveryAction[]> {
  return em.find(RecoveryAction, { recheck: 'due', ...ofSeenTickets(reader) }, { orderBy: { createdAt: 'asc' }, limit: MOST });
}
