import { LockMode } from '@mikro-orm/core';
import type { Scope } from '#agents';
import { DAY_MS, hashToken, newId } from '#kernel';
import { lateInsert, writeLate, type EntityManager } from '#persistence';
import { ofSeenTickets } from '#tickets';
import { LONGEST_WINDOW_MS, type LimitName } from '../domain/limits.js';
import { ACTION_TYPES, WAITING_STATES, type ActionType } from '../domain/actions.js';
import type { Level } from '../domain/level.js';
import { ACTION_POLICY, FAILED_CASES_WINDOW_MS, NEW_ADDRESS_QUARANTINE_MS } from '../domain/policy.js';
import { Evidence } from './evidence.entity.js';
import { LimitHit } from './grant.entity.js';
import { RecoveryAction } from './recovery-action.entity.js';
import { RecoveryCase } from './recovery-case.entity.js';

export interface AccountKey {
  readonly portalKey: string;
  readonly accountRef: string;
}

/** The action, where somebody sees its ticket (R54). */
export function actionInSight(em: EntityManager, reader: Scope, id: string): Promise<RecoveryAction | null> {
  return em.findOne(RecoveryAction, { id, ...ofSeenTickets(reader) });
}

const MAIL_ACTIONS = ['send-recovery-link', 'resend-activation', 'tell-username'] as const;
const CREDENTIAL_ACTIONS = ACTION_TYPES.filter((type) => ACTION_POLICY[type].credential);
/** Intent counts like the deed: between the two, a second agent must not be told yes. */
const COUNTED = ['awaiting-approval', 'held', 'approved', 'done', 'undoing', 'undone'] as const;

/** Writes a new case when the transaction ends, as it is by then. */
export function addCase(tx: EntityManager, recoveryCase: RecoveryCase): void {
  writeLate(tx, newCases, recoveryCase);
}

const newCases = lateInsert(RecoveryCase, 3);

/** Locks the case of a ticket until the transaction ends, so that two agents cannot both be told yes. */
export async function lockCaseOfTicket(tx: EntityManager, ticketId: string): Promise<RecoveryCase | undefined> {
  return (await tx.findOne(RecoveryCase, { ticketId }, { lockMode: LockMode.PESSIMISTIC_WRITE })) ?? undefined;
}

/**
 * Makes everyone wait who decides about this account, in whatever case; limits are counted behind it. Order of locks
 * everywhere: ticket, case, account, action or grants, audit chain.
 */
export async function lockAccount(tx: EntityManager, { portalKey, accountRef }: AccountKey): Promise<void> {
  await tx.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`recovery:${portalKey}:${accountRef}`]);
}

/** The same without waiting, for whoever already holds locks that come later: false when somebody else decides about the account. */
export async function tryLockAccount(tx: EntityManager, { portalKey, accountRef }: AccountKey): Promise<boolean> {
  const [row] = await tx.execute<{ locked: boolean }[]>('select pg_try_advisory_xact_lock(hashtextextended(?, 0)) as locked', [`recovery:${portalKey}:${accountRef}`]);
  return row?.locked === true;
}

/** The action that an earlier call with the same key made. */
export async function actionOfKey(tx: EntityManager, caseId: string, idempotencyKey: string): Promise<RecoveryAction | undefined> {
  return (await tx.findOne(RecoveryAction, { caseId, idempotencyKey })) ?? undefined;
}

export async function lockAction(tx: EntityManager, id: string): Promise<RecoveryAction> {
  return tx.findOneOrFail(RecoveryAction, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
}

/** When the limits that concern this account and this agent were used within a day; at most 200 rows each. */
export async function usesOf(tx: EntityManager, account: AccountKey, agentId: string | null, now: Date): Promise<Partial<Record<LimitName, Date[]>>> {
  const since = { $gt: new Date(now.getTime() - DAY_MS) };
  const on = { portalKey: account.portalKey, accountRef: account.accountRef, createdAt: since, state: { $in: [...COUNTED] } };
  const limit = { fields: ['createdAt'] as const, limit: 200, orderBy: { createdAt: 'desc' as const } };
  const mails = await tx.find(RecoveryAction, { ...on, type: { $in: [...MAIL_ACTIONS] } }, limit);
  const credentials = await tx.find(RecoveryAction, { ...on, type: { $in: [...CREDENTIAL_ACTIONS] } }, limit);
  const agents = agentId === null ? [] : await tx.find(RecoveryAction, { requestedByAgentId: agentId, createdAt: since, state: { $in: [...COUNTED] }, type: { $in: [...CREDENTIAL_ACTIONS] } }, limit);
  const times = (rows: readonly { createdAt: Date }[]): Date[] => rows.map(({ createdAt }) => createdAt);
  return { 'account-mails': times(mails), 'account-credentials': times(credentials), 'agent-credentials': times(agents) };
}

/** Whether a change of the account's credentials is decided and not finished. */
export async function isUnderWay(tx: EntityManager, account: AccountKey): Promise<boolean> {
  return (await tx.count(RecoveryAction, { ...account, type: { $in: [...CREDENTIAL_ACTIONS] }, state: { $in: ['approved', 'undoing'] } })) > 0;
}

/** How much of what was asked for on this account is over: another number later means that it is no longer what it was. */
export function countSettled(tx: EntityManager, account: AccountKey): Promise<number> {
  return tx.count(RecoveryAction, { ...account, settledAt: { $ne: null } });
}

/** What of this account already waits for a second person, or for the end of its hold. */
export async function isWaiting(tx: EntityManager, account: AccountKey, exceptId?: string): Promise<Set<ActionType>> {
  const rows = await tx.find(RecoveryAction, { ...account, state: { $in: [...WAITING_STATES] }, ...(exceptId && { id: { $ne: exceptId } }) }, { fields: ['type'], limit: 100 });
  return new Set(rows.map(({ type }) => type));
}

/** The last change of the account's address, if it lies less than 30 days back and was not taken back. */
export async function newestAddressChange(tx: EntityManager, account: AccountKey, now: Date): Promise<RecoveryAction | undefined> {
  const since = new Date(now.getTime() - NEW_ADDRESS_QUARANTINE_MS);
  return (await tx.findOne(RecoveryAction, { ...account, type: 'change-email', state: 'done', settledAt: { $gt: since } }, { orderBy: { settledAt: 'desc' } })) ?? undefined;
}

/** The highest level that anything of the last 30 days on this account needed; a freeze itself needs none. */
export async function levelOfThePast(tx: EntityManager, account: AccountKey, now: Date): Promise<Level> {
  const since = new Date(now.getTime() - FAILED_CASES_WINDOW_MS);
  const row = await tx.findOne(RecoveryAction, { ...account, createdAt: { $gt: since }, type: { $nin: ['freeze', 'unfreeze'] } }, { orderBy: { levelNeeded: 'desc' } });
  return (row?.levelNeeded ?? 0) as Level;
}

/** Evidence about the account of the last 60 days, newest first, at most 200: whatever ticket it came from (5.4). */
export function evidenceOf(tx: EntityManager, account: AccountKey, now: Date): Promise<Evidence[]> {
  return tx.find(Evidence, { ...account, recordedAt: { $gt: new Date(now.getTime() - 2 * LONGEST_WINDOW_MS) } }, { orderBy: { recordedAt: 'desc' }, limit: 200 });
}

/** Cases of the tickets that went into this one, over all hops. */
export async function casesMergedInto(tx: EntityManager, ticketId: string): Promise<string[]> {
  const rows = await tx.execute<{ id: string }[]>(
    `with recursive part as (select id from ticket where merged_into_id = ? union select t.id from ticket t join part p on t.merged_into_id = p.id)
     select c.id from recovery_case c join part p on p.id = c.ticket_id`, [ticketId]);
  return rows.map(({ id }) => id);
}

/** Other cases on the account within 30 days that were refused, or in which a proof failed and that led to nothing. */
export async function countFailedCases(tx: EntityManager, account: AccountKey, exceptCaseId: string, now: Date): Promise<number> {
  const [row] = await tx.execute<{ count: string | number }[]>(
    `select count(*) as count from recovery_case c
     where c.portal_key = ? and c.account_ref = ? and c.id <> ? and c.created_at > ? and c.state <> 'done'
       and (c.state = 'refused' or exists (select 1 from evidence e where e.case_id = c.id and e.account_ref = c.account_ref and e.outcome = 'failed'))`,
    [account.portalKey, account.accountRef, exceptCaseId, new Date(now.getTime() - FAILED_CASES_WINDOW_MS)]);
  return Number(row?.count ?? 0);
}

/** Of a row `e` of evidence: something that waits rests on it, and it counts there although its time is over. */
export const IS_RESTED_ON = `exists (select 1 from recovery_action a where a.portal_key = e.portal_key and a.state in ('awaiting-approval', 'held')
  and (a.account_ref = e.account_ref or a.parameters ->> 'otherRef' = e.account_ref) and a.evidence_ids @> to_jsonb(e.id::text))`;

/** Nothing that was proved before counts any longer, nor carries what still waits. Returns how many rows. */
export async function voidEvidence(tx: EntityManager, { portalKey, accountRef }: AccountKey, because: string, now: Date): Promise<number> {
  const gone = await tx.execute<{ id: string }[]>(
    `update evidence e set voided_at = ?, voided_because = ? where e.portal_key = ? and e.account_ref = ? and e.voided_at is null and e.outcome = 'proved' and (e.expires_at > ? or ${IS_RESTED_ON}) returning e.id`,
    [now, because, portalKey, accountRef, now]);
  return gone.length;
}

/** Remembers one use of a limit. The subject is hashed: an address or account reference need not lie around here. */
export function hit(tx: EntityManager, limit: LimitName | 'code-right' | 'spent', subject: string, now: Date): LimitHit {
  const one = tx.create(LimitHit, { id: newId(), limit, subject: hashToken(subject), at: now });
  tx.persist(one);
  return one;
}

/** Whoever comes second waits until the first transaction ends. */
export async function lockSubject(tx: EntityManager, subject: string): Promise<void> {
  await tx.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [hashToken(subject)]);
}

/** Uses of a limit since then, newest first, at most 200. */
export async function hits(tx: EntityManager, limit: LimitName | 'code-right' | 'spent', subject: string, since: Date): Promise<Date[]> {
  const rows = await tx.find(LimitHit, { limit, subject: hashToken(subject), at: { $gt: since } }, { orderBy: { at: 'desc' }, limit: 200 });
  return rows.map(({ at }) => at);
}

/** Actions that stand at `approved` since before then: somebody died on the way. At most 50. */
export async function stuckActionIds(em: EntityManager, startedBefore: Date): Promise<string[]> {
  const rows = await em.find(RecoveryAction, { state: 'approved', startedAt: { $lt: startedBefore } }, { fields: ['id'], orderBy: { startedAt: 'asc' }, limit: 50 });
  return rows.map(({ id }) => id);
}

/** On which ticket the account was frozen last; undefined: on none that is left. */
export async function ticketOfFreeze(em: EntityManager, { portalKey, accountRef }: { readonly portalKey: string; readonly accountRef: string }): Promise<string | undefined> {
  const [row] = await em.execute<{ number: string }[]>(
    `select t.number from recovery_action a join ticket t on t.id = a.ticket_id where a.portal_key = ? and a.account_ref = ? and a.type = 'freeze' and a.state = 'done' order by a.id desc limit 1`, [portalKey, accountRef]);
  return row?.number;
}

/** Actions that were decided before then and have neither happened nor failed, with the ticket that they are about. */
export async function actionsThatDrag(em: EntityManager, decidedBefore: Date): Promise<{ actionId: string; type: string; portalKey: string; ticketNumber: string }[]> {
  return em.execute(
    `select a.id as "actionId", a.type, t.portal_key as "portalKey", t.number as "ticketNumber" from recovery_action a join ticket t on t.id = a.ticket_id
     where a.state = 'approved' and greatest(a.created_at, a.decided_at, a.hold_until) < ? order by a.id limit 100`, [decidedBefore]);
}
