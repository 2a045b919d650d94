import { LockMode } from '@mikro-orm/core';
import type { Account } from '#directory';
import { asToken, canonicalAddress, hashToken } from '#kernel';
import { lateInsert, textArray, writeLate, type EntityManager } from '#persistence';
import { usableAddresses } from '../domain/account-facts.js';
import { GRANT_RULES, type GrantPurpose } from '../domain/grants.js';
import { Grant } from './grant.entity.js';
import type { RecoveryCase } from './recovery-case.entity.js';
import type { AccountKey } from './recovery.queries.js';

const ALIVE = ['unused', 'opened'] as const;

/** The grant behind a token, whatever its state. A malformed token is simply unknown. */
export async function grantOfToken(em: EntityManager, token: string, purpose: GrantPurpose): Promise<Grant | undefined> {
  return (await em.findOne(Grant, { tokenHash: hashToken(asToken(token)), purpose })) ?? undefined;
}

/** The same, locked until the transaction ends: of two redemptions at once, one waits and then sees what the other did (R48). */
export async function lockGrant(tx: EntityManager, id: string): Promise<Grant> {
  return tx.findOneOrFail(Grant, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
}

/** Grants of the account that could still be used, newest first. */
export function openGrants(em: EntityManager, account: AccountKey, purposes: readonly GrantPurpose[]): Promise<Grant[]> {
  return em.find(Grant, { ...account, purpose: { $in: [...purposes] }, state: { $in: [...ALIVE] } }, { orderBy: { createdAt: 'desc' }, limit: 20 });
}

/** What the desk asked the requester for and did not get yet, over all tickets of the account, newest first. */
export function openRequests(em: EntityManager, account: AccountKey): Promise<Grant[]> {
  return openGrants(em, account, ['mailbox-proof', 'second-address-proof', 'call-back', 'sms-code', 'totp', 'recovery-code', 'home-idp', 'voucher']);
}

/** Which of these accounts set a password by a link of ours, as long as the link is remembered. */
export async function haveRedeemed(em: EntityManager, portalKey: string, accountRefs: readonly string[]): Promise<Set<string>> {
  const rows = await em.find(Grant, { portalKey, accountRef: { $in: [...accountRefs] }, purpose: { $in: ['recovery-link', 'activation-link'] }, state: { $in: ['used', 'redeeming'] } }, { fields: ['accountRef'] });
  return new Set(rows.map(({ accountRef }) => accountRef));
}

/** Addresses of the account that heard of this case: by its notice, or by a mail that asked them for a proof and says so itself. As long as the links are remembered. */
export async function addressesToldOfCase(em: EntityManager, { id: caseId }: Pick<RecoveryCase, 'id'>, account: Pick<Account, 'ref' | 'addresses'>): Promise<string[]> {
  const told = await em.find(Grant, { caseId, accountRef: account.ref, $or: [{ purpose: 'report', event: 'case-opened' }, { purpose: { $in: ['mailbox-proof', 'second-address-proof'] } }] }, { fields: ['sentTo'], limit: 200 });
  const heard = new Set(told.map(({ sentTo }) => sentTo));
  return usableAddresses(account).map(({ address }) => address).filter((address) => heard.has(canonicalAddress(address)));
}

/** Writes a new grant when the transaction ends. */
export function addGrant(tx: EntityManager, grant: Grant): void {
  writeLate(tx, newGrants, grant);
}

const newGrants = lateInsert(Grant, 4);

/** A new grant of a purpose kills the older ones of the account (5.9). A redemption under way is left to finish. */
export async function supersede(tx: EntityManager, { portalKey, accountRef }: AccountKey, purpose: GrantPurpose, now: Date): Promise<void> {
  // Callers hand over more than the two columns of the key.
  const account = { portalKey, accountRef };
  const gone = { state: 'superseded' as const, secretSealed: null, ...(purpose === 'reveal' && { scrambledAt: now }) };
  await tx.nativeUpdate(Grant, { ...account, purpose, state: { $in: [...ALIVE] } }, gone);
  // Whatever an older page showed was replaced in the directory by the new one, so there is nothing left to scramble.
  if (purpose === 'reveal') await tx.nativeUpdate(Grant, { ...account, purpose, scrambledAt: null, state: { $ne: 'redeeming' } }, { scrambledAt: now });
}

const OPENING = (Object.keys(GRANT_RULES) as GrantPurpose[]).filter((purpose) => GRANT_RULES[purpose].opensAccount);

/** Kills everything that would open the account: after a password was set, or when it was frozen. Returns how many. */
export async function revokeOpening(tx: EntityManager, account: AccountKey, exceptId?: string): Promise<number> {
  return tx.nativeUpdate(Grant, { ...account, purpose: { $in: OPENING }, state: { $in: [...ALIVE] }, ...(exceptId && { id: { $ne: exceptId } }) }, { state: 'revoked', secretSealed: null });
}

/** Whether one of these, by the hash of its token, was replaced, withdrawn or used. What is no grant is not over. */
export async function anyIsOver(em: EntityManager, tokenHashes: readonly string[]): Promise<boolean> {
  const [row] = await em.execute<{ is_over: boolean }[]>(
    `select exists (select from recovery_grant where token_hash = any(?::text[]) and state in ('superseded', 'revoked', 'used')) as is_over`, [textArray(tokenHashes)]);
  return row!.is_over;
}

/** Grants whose time is over but whose row does not say so yet. At most 200, locked, skipping those in use. */
export function lockExpired(tx: EntityManager, now: Date): Promise<Grant[]> {
  return tx.find(Grant, { state: { $in: [...ALIVE] }, expiresAt: { $lte: now } }, { orderBy: { expiresAt: 'asc' }, limit: 200, lockMode: LockMode.PESSIMISTIC_PARTIAL_WRITE });
}

/** Redemptions that died on the way. At most 50. */
export async function stuckRedemptions(em: EntityManager, startedBefore: Date): Promise<Grant[]> {
  return em.find(Grant, { state: 'redeeming', startedAt: { $lt: startedBefore } }, { orderBy: { startedAt: 'asc' }, limit: 50 });
}

/** Portals that have temporary passwords which nobody may use any longer. */
export async function portalsWithOverdueSecrets(em: EntityManager, now: Date): Promise<string[]> {
  const rows = await em.execute<{ portalKey: string }[]>(
    `select distinct portal_key as "portalKey" from recovery_grant where purpose = 'reveal' and scrambled_at is null and state <> 'redeeming'
       and ((state in ('unused', 'opened', 'expired') and expires_at <= ?) or secret_ends_at <= ?)`, [now, now]);
  return rows.map(({ portalKey }) => portalKey);
}

/** Temporary passwords of one portal that nobody may use any longer: never fetched in time, or fetched and over. At most 50. */
export function overdueSecrets(em: EntityManager, portalKey: string, now: Date): Promise<Grant[]> {
  return em.find(Grant, {
    portalKey, purpose: 'reveal', scrambledAt: null, state: { $ne: 'redeeming' },
    $or: [{ state: { $in: ['unused', 'opened', 'expired'] }, expiresAt: { $lte: now } }, { secretEndsAt: { $lte: now } }],
  }, { orderBy: { expiresAt: 'asc' }, limit: 50 });
}
